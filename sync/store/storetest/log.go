package storetest

import (
	"testing"
	"time"

	"github.com/followthrough/followthrough/sync/plan"
	"github.com/followthrough/followthrough/sync/review"
	"github.com/followthrough/followthrough/sync/store"
	"github.com/followthrough/followthrough/sync/tracker"
)

// event is an event of a review at a moment.
func event(at time.Time, of review.Key, what string) plan.Event {
	return plan.Event{At: at, Source: "sre", Path: "a.md", Review: of, What: what, Why: "because"}
}

func testLog(t *testing.T, s Store) {
	ctx := t.Context()
	a, b := event(day(1), "aaaaaaaaaaaa", "first"), event(day(1), "bbbbbbbbbbbb", "second")
	late, early := event(day(3), "aaaaaaaaaaaa", "last"), event(day(2), "aaaaaaaaaaaa", "third")
	apply(t, s, plan.Changes{Events: []plan.Event{a, b}})
	apply(t, s, plan.Changes{Events: []plan.Event{late, early}})
	apply(t, s, plan.Changes{Events: []plan.Event{a}}) // nothing is written once only
	for _, test := range []struct {
		name   string
		filter store.LogFilter
		want   []plan.Event
	}{
		{"all", store.LogFilter{}, []plan.Event{a, b, a, early, late}},
		{"of a review", store.LogFilter{Review: "bbbbbbbbbbbb"}, []plan.Event{b}},
		{"since", store.LogFilter{Since: day(2)}, []plan.Event{early, late}},
		{"the last two", store.LogFilter{Limit: 2}, []plan.Event{early, late}},
		{"all at once", store.LogFilter{Review: "aaaaaaaaaaaa", Since: day(2), Limit: 1}, []plan.Event{late}},
		{"none", store.LogFilter{Review: "cccccccccccc"}, nil},
	} {
		got, err := s.Log(ctx, test.filter)
		same(t, test.name, test.want, got, err)
	}
}

func testPrune(t *testing.T, s Store) {
	ctx := t.Context()
	gone := record("aaaaaaaaaaaa", "a.md", withItem(action("000000000001", 0), "jira", "ours"),
		withItem(action("000000000002", 1), "jira", "theirs"), withItem(action("000000000003", 2), "jira", "shared"))
	kept := record("bbbbbbbbbbbb", "b.md", withItem(action("000000000004", 0), "jira", "shared"))
	awaited, recent := record("cccccccccccc", "c.md", action("000000000005", 0)), record("dddddddddddd", "d.md")
	gone.Gone, awaited.Gone, recent.Gone = day(1), day(1), day(5)
	open, closed := intent("000000000005", 1, 1), intent("000000000001", 1, 1)
	open.Review, closed.Outcome = awaited.Key, plan.OutcomeMade
	foreign := func(id string) plan.ItemRow { return plan.ItemRow{Tracker: "jira", Item: tracker.Item{ID: id}} }
	ours := item("jira", "ours", gone.Key, "000000000001")
	apply(t, s, plan.Changes{
		Reviews: []plan.Review{gone, kept, awaited, recent}, Intents: []plan.Intent{open, closed},
		Items:  []plan.ItemRow{ours, foreign("theirs"), foreign("shared")},
		Events: []plan.Event{event(day(1), gone.Key, "old"), event(day(5), gone.Key, "new"), event(day(5), kept.Key, "new")},
	})

	got, err := s.Prune(ctx, time.Time{}, time.Time{})
	same(t, "nothing asked", store.Pruned{}, got, err)
	got, err = s.Prune(ctx, day(1), day(1))
	same(t, "nothing old enough", store.Pruned{}, got, err)
	got, err = s.Prune(ctx, day(2), day(2))
	same(t, "pruned", store.Pruned{Events: 2, Reviews: 1, Actions: 3, Intents: 1, Items: 1}, got, err)

	left, err := s.ReviewsBy(ctx, store.Filter{})
	same(t, "reviews left", []plan.Review{kept, awaited, recent}, left, err)
	ofGone, err := s.ItemsOf(ctx, []review.Key{gone.Key})
	ours.Marker.Text = ""
	same(t, "how the review would find its item again, without its words", []plan.ItemRow{ours}, ofGone, err)
	items, err := s.Foreign(ctx, "jira")
	same(t, "items of others left", []string{"jira:shared"}, ids(items), err)
	intents, err := s.Intents(ctx)
	same(t, "intents left", []plan.Intent{open}, intents, err)
	events, err := s.Log(ctx, store.LogFilter{})
	same(t, "events left", []plan.Event{event(day(5), kept.Key, "new")}, events, err)
	apply(t, s, plan.Changes{Events: []plan.Event{event(day(6), gone.Key, "after")}})
	events, err = s.Log(ctx, store.LogFilter{Limit: 1})
	same(t, "the log goes on", []plan.Event{event(day(6), gone.Key, "after")}, events, err)
}
