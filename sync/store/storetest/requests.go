package storetest

import (
	"context"
	"errors"
	"testing"
	"time"

	"github.com/followthrough/followthrough/sync/execute"
	"github.com/followthrough/followthrough/sync/gather"
	"github.com/followthrough/followthrough/sync/plan"
	"github.com/followthrough/followthrough/sync/reconcile"
	"github.com/followthrough/followthrough/sync/review"
	"github.com/followthrough/followthrough/sync/source"
	"github.com/followthrough/followthrough/sync/store"
	"github.com/followthrough/followthrough/sync/tracker"
)

// Requests are what people ask for beside the loop.
type Requests interface {
	reconcile.Requests
	Ask(ctx context.Context, request reconcile.Request) (string, error)
	Withdraw(ctx context.Context, id string) (bool, error)
	Answer(ctx context.Context, id string) (reconcile.Answer, bool, error)
}

func testRequests(t *testing.T, s Store) {
	ctx := t.Context()
	wanted := reconcile.Request{Who: "somebody", Request: gather.Request{
		Request: plan.Request{
			Scope: plan.Scope{Reviews: []plan.Where{{Source: "sre", Path: "a\x00.md"}}, Actions: []review.Key{"000000000001"}, Team: "payments", Source: "sre"},
			Now:   true, Yes: true,
		},
		Believe: "sre", BelieveTracker: "jira",
	}}
	none := func(doing string) {
		t.Helper()
		_, waits, err := s.NextRequest(ctx)
		same(t, doing+": none is next", false, waits, err)
		waits, err = s.RequestsWait(ctx)
		same(t, doing+": none waits", false, waits, err)
	}
	none("new")
	id, err := s.Ask(ctx, wanted)
	same(t, "ask", false, id == "", err)
	waits, err := s.RequestsWait(ctx)
	same(t, "one waits", true, waits, err)
	next, waits, err := s.NextRequest(ctx)
	same(t, "the next one", true, waits, err)
	same(t, "what it asks for", reconcile.Answer{ID: id, Request: wanted, Asked: Made()}, next, nil)

	same(t, "take", nil, s.TakeRequest(ctx, id), nil)
	gone, err := s.Withdraw(ctx, id)
	same(t, "one that was taken can't be withdrawn", false, gone, err)
	waits, err = s.RequestsWait(ctx)
	same(t, "it waits no more", false, waits, err)
	_, waits, err = s.NextRequest(ctx) // whoever took it may have died
	same(t, "it is still to be done", true, waits, err)

	r := record("aaaaaaaaaaaa", "a.md", action("000000000001", 0))
	apply(t, s, plan.Changes{Reviews: []plan.Review{r}})
	step := plan.Step{Op: plan.OpCreate, Where: plan.Where{Source: "sre", Path: "a.md"}, Name: "a.md", Review: r.Key, Action: "000000000001", Title: "Feed the \x00 zebra",
		Team: "payments", Tracker: "jira", Project: "PAY", Why: "its turn", State: review.Held, HeldBy: plan.HeldByOldDoubt, Until: day(3)}
	going := step
	going.New, going.Intent = &tracker.NewItem{Title: "x"}, &plan.Intent{Action: "000000000001"}
	same(t, "end", nil, s.EndRequest(ctx, id, reconcile.Outcome{
		Steps: []execute.Done{{Step: going, Result: execute.ResultDone}, {Step: step, Result: execute.ResultFailed, Err: errors.New("PAY: refused")}}, Reviews: []plan.Review{r},
		Failures: []gather.Failure{{Source: "sre", Path: "b.md", Name: "k", Err: source.ErrUnreadable, Told: errors.New("less"), Since: day(1)}},
		Late:     []gather.Late{{Tracker: "jira", Since: day(2)}}, Early: []plan.Early{{Tracker: "jira", Items: 2, Until: day(4)}}, Opened: 3,
	}, "why"), nil)
	got, known, err := s.Answer(ctx, id)
	same(t, "known", true, known, err)
	o := got.Outcome
	same(t, "moments", []time.Time{Made(), Made(), Made()}, []time.Time{got.Asked, got.Taken, got.Ended}, nil)
	same(t, "failed", "why", got.Failed, nil)
	same(t, "steps", []plan.Step{step, step}, []plan.Step{o.Steps[0].Step, o.Steps[1].Step}, nil)
	same(t, "results", []execute.Result{execute.ResultDone, execute.ResultFailed}, []execute.Result{o.Steps[0].Result, o.Steps[1].Result}, nil)
	if o.Steps[0].Err != nil || o.Steps[1].Err.Error() != "PAY: refused" {
		t.Errorf("errors of steps: %v, %v", o.Steps[0].Err, o.Steps[1].Err)
	}
	same(t, "reviews", []plan.Review{r}, o.Reviews, nil)
	if f := o.Failures[0]; !errors.Is(f.Err, source.ErrUnreadable) || f.Err.Error() != source.ErrUnreadable.Error() || f.Told.Error() != "less" || f.Path != "b.md" || f.Name != "k" || !f.Since.Equal(day(1)) {
		t.Errorf("failure: %+v", f)
	}
	same(t, "late", []gather.Late{{Tracker: "jira", Since: day(2)}}, o.Late, nil)
	same(t, "early", []plan.Early{{Tracker: "jira", Items: 2, Until: day(4)}}, o.Early, nil)
	none("at the end")

	second, err := s.Ask(ctx, reconcile.Request{})
	same(t, "ask again", false, second == id, err)
	gone, err = s.Withdraw(ctx, second)
	same(t, "withdraw", true, gone, err)
	none("withdrawn")
	if err := s.TakeRequest(ctx, second); err == nil {
		t.Error("a request that was withdrawn is taken up")
	}
	_, known, err = s.Answer(ctx, second)
	same(t, "withdrawn and known", false, known, err)

	for range 20 {
		_, err = s.Ask(ctx, reconcile.Request{})
		same(t, "one of many", nil, err, nil)
	}
	if _, err := s.Ask(ctx, reconcile.Request{}); !errors.Is(err, store.ErrTooMany) {
		t.Errorf("one too many: %v", err)
	}
}
