package storetest

import (
	"fmt"
	"sync"
	"testing"

	"github.com/followthrough/followthrough/sync/plan"
	"github.com/followthrough/followthrough/sync/review"
	"github.com/followthrough/followthrough/sync/store"
)

// testMany asks for more values than one statement takes.
func testMany(t *testing.T, s Store) {
	ctx := t.Context()
	const n = 1201
	var c plan.Changes
	var all []review.Key
	var ids []string
	var items []plan.ItemID
	for i := range n {
		r := record(key("a", i), fmt.Sprintf("%04d.md", i), withItem(action(key("0", i), 0), "jira", fmt.Sprint(i)))
		c.Reviews = append(c.Reviews, r)
		c.Items = append(c.Items, item("jira", fmt.Sprint(i), r.Key, key("f", i)))
		all, ids = append(all, r.Key), append(ids, fmt.Sprint(i))
		items = append(items, plan.ItemID{Tracker: "jira", ID: fmt.Sprint(i)})
	}
	apply(t, s, c)
	got, err := s.Reviews(ctx, all)
	same(t, "reviews", c.Reviews, got, err)
	linking, err := s.Linking(ctx, items)
	same(t, "linking", all, linking, err)
	rows, err := s.Items(ctx, "jira", ids)
	same(t, "items", n, len(rows), err)
	rows, err = s.ItemsOf(ctx, all)
	same(t, "items of", n, len(rows), err)
}

// testWriters: several writers and readers at once lose nothing, and a reader
// never sees half of a change.
func testWriters(t *testing.T, s Store) {
	ctx := t.Context()
	const writers, rounds = 4, 20
	var group sync.WaitGroup
	for w := range writers {
		group.Go(func() {
			for i := range rounds {
				r := record(key("a", w), fmt.Sprintf("%d.md", w))
				for n := range i + 1 {
					r.Actions = append(r.Actions, action(key(fmt.Sprint(w), n), n))
				}
				r.Title = fmt.Sprint(len(r.Actions))
				if err := s.Apply(ctx, plan.Changes{Reviews: []plan.Review{r}, Events: []plan.Event{event(day(i), r.Key, "wrote")}}); err != nil {
					t.Errorf("write: %v", err)
				}
			}
		})
		group.Go(func() {
			for range rounds {
				records, err := s.ReviewsBy(ctx, store.Filter{})
				if err != nil {
					t.Errorf("read: %v", err)
				}
				for _, r := range records {
					if r.Title != fmt.Sprint(len(r.Actions)) {
						t.Errorf("a record of %s actions was read with %d", r.Title, len(r.Actions))
					}
				}
			}
		})
	}
	group.Wait()
	events, err := s.Log(ctx, store.LogFilter{})
	same(t, "events", writers*rounds, len(events), err)
}
