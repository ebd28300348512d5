package reconcile

import (
	"errors"
	"fmt"
	"slices"
	"testing"

	"github.com/followthrough/followthrough/sync/execute"
	"github.com/followthrough/followthrough/sync/gather"
	"github.com/followthrough/followthrough/sync/plan"
	"github.com/followthrough/followthrough/sync/review"
)

func TestOutcomesCountEachThingOnce(t *testing.T) {
	record := func(path string, actions ...review.Key) plan.Review {
		r := plan.Review{Source: "sre", Path: path, Key: review.Key(path)}
		for _, a := range actions {
			r.Actions = append(r.Actions, plan.Action{Key: a})
		}
		return r
	}
	step := func(op plan.Op, path, action string, result execute.Result) execute.Done {
		d := execute.Done{Step: plan.Step{Op: op, Where: plan.Where{Source: "sre", Path: path}, Review: review.Key(path), Action: review.Key(action)}, Result: result}
		if result == execute.ResultFailed {
			d.Err = errors.New("no")
		}
		return d
	}
	const done, waiting, bad = execute.ResultDone, execute.ResultWaiting, execute.ResultFailed
	late := gather.Failure{Tracker: "jira", Err: errors.New("429")}
	first := Outcome{
		Reviews: []plan.Review{record("a", "a1", "a2", "a3"), record("b", "b1"), record("c", "c1"), record("d")},
		Steps: []execute.Done{
			step(plan.OpWait, "a", "a1", waiting), step(plan.OpLink, "a", "a2", done), step(plan.OpCreate, "a", "a3", bad), step(plan.OpWriteBack, "a", "", done),
			step(plan.OpWait, "b", "b1", waiting), step(plan.OpWriteBack, "b", "", done),
			step(plan.OpWait, "c", "c1", waiting), step(plan.OpWriteBack, "c", "", done),
			step(plan.OpWriteBack, "d", "", bad),
		},
		Failures: []gather.Failure{{Source: "sre", Path: "x", Err: errors.New("too large")}, late}, Opened: 4,
		Early: []plan.Early{{Tracker: "jira", Items: 1}},
	}
	next := Outcome{
		Reviews: []plan.Review{record("a", "a1", "a2", "a3"), record("c", "c1"), record("d")},
		Steps: []execute.Done{
			step(plan.OpCreate, "a", "a1", done), step(plan.OpWait, "a", "a3", waiting), step(plan.OpWriteBack, "a", "", done),
			step(plan.OpWriteBack, "c", "", bad), step(plan.OpWriteBack, "d", "", done),
		},
		Failures: []gather.Failure{late}, Opened: 1,
	}
	got := first.Then(next)
	var steps []string
	for _, d := range got.Steps {
		steps = append(steps, fmt.Sprintf("%s%s %s %s", d.Path, d.Action, d.Op, d.Result))
	}
	want := []string{
		"aa1 create done", "aa2 link done", "aa3 create failed", "aa3 wait waiting", "a report done",
		"bb1 wait waiting", "b report done", // not looked at again
		"c report done", "c report failed", // what was written was written
		"d report done",
	}
	if !slices.Equal(steps, want) {
		t.Errorf("steps\n%q, not\n%q", steps, want)
	}
	if len(got.Reviews) != 4 || len(got.Failures) != 2 || got.Opened != 5 || len(got.Early) != 0 {
		t.Errorf("%d reviews, failures %v, %d opened, early %v", len(got.Reviews), got.Failures, got.Opened, got.Early)
	}
}
