package reconcile

import (
	"bytes"
	"errors"
	"fmt"
	"log/slog"
	"strings"
	"testing"
	"time"

	"github.com/followthrough/followthrough/sync/execute"
	"github.com/followthrough/followthrough/sync/gather"
	"github.com/followthrough/followthrough/sync/plan"
	"github.com/followthrough/followthrough/sync/source"
	"github.com/followthrough/followthrough/sync/tracker"
)

// No line of the log holds a word or the path of a restricted review, at no
// level and whatever became of the step.
func TestLogNamesRestrictedReviewsByKey(t *testing.T) {
	const path, key = "secret/zebra.md", "615a991a0b25"
	step := func(op plan.Op, why string) plan.Step {
		return plan.Step{Op: op, Where: plan.Where{Source: "sre", Path: path}, Name: key, Review: key, Action: "bb4b6790671b", Title: "Feed the zebra", Why: why}
	}
	cause := errors.New("report to sre:" + path + ": " + path + " can't be written to: write /srv/reviews/" + path + ": its folder is read-only")
	var out bytes.Buffer
	r := &Reconciler{Log: slog.New(slog.NewTextHandler(&out, &slog.HandlerOptions{Level: slog.LevelDebug}))}
	r.logOutcome(Outcome{
		Steps: []execute.Done{
			{Step: step(plan.OpWait, "unclear: (same: the zebra's own) names no item that followthrough sees")},
			{Step: step(plan.OpCreate, "held: as zebra says"), Result: execute.ResultWaiting},
			{Step: step(plan.OpLink, "its line names PAY-3: zebra"), Result: execute.ResultDone},
			{Step: step(plan.OpWriteBack, "what the review should say has changed"), Result: execute.ResultFailed, Err: cause},
		},
		Failures: []gather.Failure{{Source: "sre", Path: path, Name: key, Err: source.ErrUnreadable}},
	})
	text := out.String()
	if strings.Contains(text, "zebra") || strings.Contains(text, "secret") {
		t.Errorf("the log tells more than the key:\n%s", text)
	}
	for _, want := range []string{"why=unclear", "why=held", "PAY-3", "/srv/reviews/" + key + ": its folder is read-only"} {
		if !strings.Contains(text, want) {
			t.Errorf("%q is missing:\n%s", want, text)
		}
	}
}

// Who wants to be left alone is told of once, though it says another time at each
// look, and once more when it is over.
func TestLogTellsOfAWaitOnce(t *testing.T) {
	var out bytes.Buffer
	r := &Reconciler{Log: slog.New(slog.NewTextHandler(&out, nil))}
	for hour := range 9 {
		r.logOutcome(Outcome{Failures: []gather.Failure{
			{Tracker: "jira", Err: fmt.Errorf("answered 429 Too Many Requests: not asked again before 2026-11-22T0%d:00:00Z", hour)},
			{Source: "sre", Err: fmt.Errorf("list: answered 403 Forbidden: not asked again before 2026-11-22T0%d:30:00Z", hour)},
		}})
	}
	r.logOutcome(Outcome{Failures: []gather.Failure{{Source: "sre", Err: errors.New("list: no connection")}}})
	r.logOutcome(Outcome{})
	text := out.String()
	for words, want := range map[string]int{"can't be read": 3, "T00:00:00Z": 1, "T00:30:00Z": 1, "works again": 2, "no connection": 1} {
		if got := strings.Count(text, words); got != want {
			t.Errorf("%q is told %d times, not %d:\n%s", words, got, want, text)
		}
	}
}

// So is who wants nothing to be made or written, until something was.
func TestLogTellsOfWaitingMakingOnce(t *testing.T) {
	var out bytes.Buffer
	backoff := &tracker.Backoff{}
	r := &Reconciler{Log: slog.New(slog.NewTextHandler(&out, nil)), Executor: &execute.Executor{
		Backoff: backoff, Trackers: map[string]execute.Tracker{"local": {}}, Sources: map[string]execute.Source{"local": {}},
	}}
	at := time.Date(2026, 11, 22, 0, 0, 0, 0, time.UTC)
	for hour := range 5 {
		backoff.Extend("local", tracker.Making, at.Add(time.Duration(hour)*time.Hour))
		backoff.Extend(execute.InSource("local"), tracker.Making, at.Add(time.Duration(hour)*time.Minute))
		r.logOutcome(Outcome{})
	}
	backoff.Done("local", tracker.Making)
	r.logOutcome(Outcome{})
	text := out.String()
	for words, want := range map[string]int{
		`tracker=local error="new items wait until 2026-11-22T00:00:00Z"`: 1, `source=local error="reports wait until 2026-11-22T00:00:00Z"`: 1,
		"left alone": 2, `msg="works again" tracker=local`: 1, "works again": 1,
	} {
		if got := strings.Count(text, words); got != want {
			t.Errorf("%q is told %d times, not %d:\n%s", words, got, want, text)
		}
	}
}
