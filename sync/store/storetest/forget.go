package storetest

import (
	"testing"
	"time"

	"github.com/followthrough/followthrough/sync/execute"
	"github.com/followthrough/followthrough/sync/gather"
	"github.com/followthrough/followthrough/sync/plan"
	"github.com/followthrough/followthrough/sync/reconcile"
	"github.com/followthrough/followthrough/sync/review"
	"github.com/followthrough/followthrough/sync/store"
)

// What is forgotten leaves nothing but the keys by which its items are known.
func testForget(t *testing.T, s Store) {
	ctx := t.Context()
	gone := record("aaaaaaaaaaaa", "a.md", withItem(action("000000000001", 0), "jira", "ours"))
	kept := record("bbbbbbbbbbbb", "b.md", withItem(action("000000000002", 0), "jira", "other"))
	made, open := intent("000000000001", 1, 1), intent("000000000001", 1, 2)
	made.Review, made.Outcome, open.Review = gone.Key, plan.OutcomeMade, gone.Key
	ours, other := item("jira", "ours", gone.Key, "000000000001"), item("jira", "other", kept.Key, "000000000002")
	apply(t, s, plan.Changes{
		Reviews: []plan.Review{gone, kept}, Intents: []plan.Intent{made, open}, Items: []plan.ItemRow{ours, other},
		Events: []plan.Event{event(day(1), gone.Key, "first read"), event(day(2), kept.Key, "first read")},
	})
	about := func(r plan.Review) string {
		id, err := s.Ask(ctx, reconcile.Request{Request: gather.Request{Request: plan.Request{Again: true}}})
		ok(t, err)
		ok(t, s.TakeRequest(ctx, id))
		ok(t, s.EndRequest(ctx, id, reconcile.Outcome{Steps: []execute.Done{{Step: plan.Step{Review: r.Key, Title: "words"}}}}, ""))
		return id
	}
	itsOwn, another := about(gone), about(kept)

	asked, err := s.Awaited(ctx, gone.Key)
	same(t, "an answer is awaited", open.Asked, asked, err)
	open.Outcome = plan.OutcomeNotFound
	apply(t, s, plan.Changes{Intents: []plan.Intent{open}})
	asked, err = s.Awaited(ctx, gone.Key)
	same(t, "no answer is awaited", time.Time{}, asked, err)

	got, untidy, err := s.Forget(ctx, gone.Key)
	same(t, "forgotten", store.Pruned{Reviews: 1, Actions: 1, Intents: 2, Events: 1}, got, err)
	ok(t, untidy)
	left, err := s.ReviewsBy(ctx, store.Filter{})
	same(t, "reviews left", []plan.Review{kept}, left, err)
	ours.Marker.Text = ""
	items, err := s.ItemsOf(ctx, []review.Key{gone.Key, kept.Key})
	same(t, "items left", []plan.ItemRow{other, ours}, items, err)
	events, err := s.Log(ctx, store.LogFilter{})
	same(t, "log left", []plan.Event{event(day(2), kept.Key, "first read")}, events, err)
	for id, want := range map[string]bool{itsOwn: false, another: true} {
		_, known, err := s.Answer(ctx, id)
		same(t, "request "+id, want, known, err)
	}
	got, _, err = s.Forget(ctx, gone.Key)
	same(t, "forgotten before", store.Pruned{}, got, err)
}
