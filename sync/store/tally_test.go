package store_test

import (
	"fmt"
	"path/filepath"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/followthrough/followthrough/sync/plan"
	"github.com/followthrough/followthrough/sync/review"
	"github.com/followthrough/followthrough/sync/store"
)

func TestTallyCountsBySourceAndState(t *testing.T) {
	s := open(t, store.Options{Path: filepath.Join(t.TempDir(), "followthrough.db"), Now: made})
	if got, err := s.Tally(t.Context()); err != nil || len(got.Reviews)+len(got.Actions) != 0 {
		t.Fatalf("an empty store: %v, %v", got, err)
	}
	err := s.Apply(t.Context(), plan.Changes{Reviews: []plan.Review{
		{Key: "aaaaaaaaaaaa", Source: "sre", Published: true, Actions: []plan.Action{
			{Key: "000000000001", State: review.Open}, {Key: "000000000002", State: review.Open}, {Key: "000000000003", State: review.Held, HeldBy: plan.HeldByAsk}}},
		{Key: "bbbbbbbbbbbb", Source: "sre", Written: plan.Written{Problem: "not UTF-8"}, Actions: []plan.Action{{Key: "000000000004", State: review.Done}}},
		{Key: "cccccccccccc", Source: "sre", Published: true, Gone: made(), Written: plan.Written{Problem: "gone too"}, Actions: []plan.Action{{Key: "000000000005", State: review.Open}}},
		{Key: "dddddddddddd", Source: "a-wiki", Published: true, Actions: []plan.Action{{Key: "000000000006", State: review.Open}}},
	}})
	must(t, err)
	asked := func(action review.Key, tracker string, ago time.Duration, outcome plan.Outcome) plan.Intent {
		return plan.Intent{Action: action, Attempt: 1, Review: "aaaaaaaaaaaa", Tracker: tracker, Asked: made().Add(-ago), Outcome: outcome}
	}
	must(t, s.Apply(t.Context(), plan.Changes{Intents: []plan.Intent{
		asked("000000000001", "jira", time.Minute, ""), asked("000000000002", "jira", time.Hour, ""), asked("000000000003", "local", time.Hour, plan.OutcomeMade),
	}}))
	got, err := s.Tally(t.Context())
	must(t, err)
	want := store.Tally{
		Reviews: []store.ReviewCount{
			{Source: "a-wiki", Published: 1},
			{Source: "sre", Published: 1, Unpublished: 1, Gone: 1, Troubled: 1},
		},
		Actions: []store.ActionCount{
			{Source: "a-wiki", State: review.Open, Count: 1},
			{Source: "sre", State: review.Done, Count: 1},
			{Source: "sre", State: review.Held, HeldBy: plan.HeldByAsk, Count: 1},
			{Source: "sre", State: review.Open, Count: 2},
		},
		Intents: []store.IntentCount{{Tracker: "jira", Unresolved: 2, Oldest: made().Add(-time.Hour)}},
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("want (-), got (+):\n%s", diff)
	}
}

func BenchmarkTally100000Actions(b *testing.B) {
	s := open(b, store.Options{Path: filepath.Join(b.TempDir(), "followthrough.db"), Now: made})
	var c plan.Changes
	for i := range 20_000 {
		r := plan.Review{Key: review.KeyOf("bench", "sre", fmt.Sprint(i)), Source: "sre", Path: fmt.Sprintf("%d.md", i), Published: true}
		for n := range 5 {
			r.Actions = append(r.Actions, plan.Action{
				Key: review.ActionKeyOf("bench", r.Key, fmt.Sprint(n), 1), State: review.States()[n],
				Wording: plan.Wording{
					Text: "alert on queue depth", Now: "alert on queue depth", Reading: review.Action{Title: "Alert on queue depth"}, Position: n,
				},
			})
		}
		c.Reviews = append(c.Reviews, r)
	}
	must(b, s.Apply(b.Context(), c))
	for b.Loop() {
		got, err := s.Tally(b.Context())
		if err != nil || len(got.Actions) != 5 {
			b.Fatal(got, err)
		}
	}
}
