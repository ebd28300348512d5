package reconcile

import (
	"bytes"
	"errors"
	"log/slog"
	"strings"
	"testing"

	"github.com/followthrough/followthrough/sync/execute"
	"github.com/followthrough/followthrough/sync/gather"
	"github.com/followthrough/followthrough/sync/plan"
	"github.com/followthrough/followthrough/sync/source"
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
