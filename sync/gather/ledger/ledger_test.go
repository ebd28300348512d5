package ledger_test

import (
	"context"
	"errors"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/followthrough/followthrough/sync/gather/gathertest"
	"github.com/followthrough/followthrough/sync/gather/ledger"
	"github.com/followthrough/followthrough/sync/plan"
	"github.com/followthrough/followthrough/sync/review"
	"github.com/followthrough/followthrough/sync/tracker"
)

var now = time.Date(2026, 11, 22, 9, 0, 0, 0, time.UTC)

func open(s *gathertest.Store) *ledger.Ledger {
	return ledger.New(context.Background(), s, ledger.Pass{Instance: "followthrough", Now: now})
}

func known() plan.Review {
	return plan.Review{Key: "r1", Source: "reviews", Path: "a.md", Actions: []plan.Action{{Key: "a1", Wording: plan.Wording{Now: "alert on queue depth"}}}}
}

func TestReviewsAreLoadedOnceAndWhenAskedFor(t *testing.T) {
	s := &gathertest.Store{Known: []plan.Review{known()}}
	l := open(s)
	if s.Reads != 0 {
		t.Error("a ledger that nobody asked has read reviews")
	}
	for range 2 {
		if got := l.Reviews.Stored("r1"); len(got.Actions) != 1 {
			t.Errorf("r1 is %v", got)
		}
		if got := l.Reviews.Stored("r2"); got.Key != "" {
			t.Errorf("a review that nobody knows is %v", got)
		}
	}
	if s.Reads != 2 {
		t.Errorf("two reviews were read in %d readings", s.Reads)
	}
}

func TestAReviewIsReadOnceForAllOfItsActions(t *testing.T) {
	r := known()
	for _, key := range []review.Key{"a2", "a3", "a4"} {
		r.Actions = append(r.Actions, plan.Action{Key: key})
	}
	s := &gathertest.Store{Known: []plan.Review{r}}
	l := open(s)
	for _, key := range []review.Key{"a1", "a2", "a3", "a4", "a4"} {
		if got, ok := l.Reviews.OfAction(key); !ok || got.Key != "r1" {
			t.Errorf("%s is an action of %v", key, got)
		}
	}
	for range 2 {
		if got, ok := l.Reviews.OfAction("a9"); ok {
			t.Errorf("an action that nobody knows is one of %v", got)
		}
	}
	if s.Reads != 2 {
		t.Errorf("a review and an unknown action were read in %d readings", s.Reads)
	}
}

func TestWhatIsPlannedLeavesWhatIsStored(t *testing.T) {
	l := open(&gathertest.Store{Known: []plan.Review{known()}})
	r := l.Reviews.Plan(plan.Review{Key: "r1"})
	r.Title, r.Actions[0].State = "Queue", review.Done
	fresh := l.Reviews.Plan(plan.Review{Key: "r2", Path: "b.md"})
	if got := l.Reviews.Stored("r1"); got.Title != "" || got.Actions[0].State != "" {
		t.Errorf("the stored review changed: %v", got)
	}
	if l.Reviews.Plan(plan.Review{Key: "r1"}) != r || l.Reviews.Planned("r2") != fresh || l.Reviews.Now("r1").Title != "Queue" {
		t.Error("a planned review is planned once")
	}
	if diff := cmp.Diff([]review.Key{"r1", "r2"}, l.Reviews.Keys()); diff != "" {
		t.Error(diff)
	}
	if k := l.Reviews.Action("a1"); k == nil || k.State != review.Done {
		t.Errorf("the action as it is planned: %v", k)
	}
}

func TestRequeueAction(t *testing.T) {
	l := open(&gathertest.Store{Known: []plan.Review{known()}})
	l.Reviews.RequeueAction("a1", "elsewhere")
	l.Reviews.RequeueAction("a9", "r9")
	if diff := cmp.Diff([]review.Key{"r1"}, l.Reviews.Due()); diff != "" {
		t.Error(diff)
	}
	if !l.Reviews.Rereads("r9") || !l.Reviews.RereadsAny() {
		t.Error("the document of an action that nobody knows is not read")
	}
}

func row(id string, marker *tracker.Marker) plan.ItemRow {
	return plan.ItemRow{Tracker: "jira", Item: tracker.Item{ID: id, Key: "PAY-" + id, Marker: marker}}
}

func TestItems(t *testing.T) {
	mark := &tracker.Marker{Review: "r1", Action: "a1"}
	old := row("1", mark)
	old.Orphan = true
	l := open(&gathertest.Store{Rows: []plan.ItemRow{old}})
	id := old.ItemID()
	if l.Items.Look(id).Key != "PAY-1" || l.Items.At(id).Key != "" {
		t.Error("looking an item up is not meeting it")
	}
	fresh := row("2", mark)
	l.Items.Meet(fresh)
	l.Items.New[fresh.ItemID()] = true
	of := l.Items.Of([]review.Key{"r1"})["r1"]
	if len(of) != 2 || of[0].Orphan {
		t.Errorf("the items of r1 are %v", of)
	}
	if changed := l.Items.Changed(); len(changed) != 1 || changed[0].ID != "1" {
		t.Errorf("to be written: %v", changed) // it is no orphan any more
	}
	l.Items.Add(row("2", nil))
	if l.Items.At(fresh.ItemID()).Marker == nil {
		t.Error("what the store has counts more than what the pass met")
	}
	l.Items.Meet(row("2", nil))
	if len(l.Items.NewOnes()) != 0 {
		t.Error("an item without a marker is no new one of ours")
	}
}

func TestFirstErrorStays(t *testing.T) {
	broken := errors.New("disk I/O error")
	s := &gathertest.Store{Err: broken}
	l := open(s)
	l.Reviews.Stored("r1")
	s.Err = errors.New("another one")
	l.Items.Orphans()
	if !errors.Is(l.Err(), broken) {
		t.Errorf("the error is %v", l.Err())
	}
}

func TestLogNamesReviews(t *testing.T) {
	secret := known()
	secret.Restricted = true
	l := open(&gathertest.Store{Known: []plan.Review{secret}})
	l.Log.Warn(tracker.Marker{Review: "r1", Action: "a1"}, "PAY-1", "claimed", "PAY-1 bears the marker of this action")
	l.Reviews.Plan(secret)
	l.Log.Name(l.Reviews)
	for _, e := range append(l.Log.Events, l.Log.Warnings...) {
		if e.Source != "reviews" || e.Path != "r1" || !e.At.Equal(now) {
			t.Errorf("the event is %v", e)
		}
	}
}
