package gather

import (
	"cmp"
	"context"
	"errors"
	"maps"
	"slices"
	"time"

	"github.com/followthrough/followthrough/sync/gather/match"
	"github.com/followthrough/followthrough/sync/gather/pace"
	"github.com/followthrough/followthrough/sync/plan"
	"github.com/followthrough/followthrough/sync/review"
	"github.com/followthrough/followthrough/sync/tracker"
)

// mostAlike is how many items of others are compared with a review's actions.
const mostAlike = 300

// lookUp asks, for what actions name as their items, every tracker that knows
// such a name.
func (t *trackers) lookUp(ctx context.Context, tickets map[review.Key]review.Ticket) map[review.Key][]plan.Named {
	wanted := map[string]map[string][]review.Key{} // by tracker and id: the actions
	for action, ticket := range tickets {
		for _, tr := range t.all {
			r, ok := tr.Tracker.(tracker.Recogniser)
			if !ok {
				continue
			}
			if id, its := r.Recognise(ticket); its {
				if wanted[tr.Name] == nil {
					wanted[tr.Name] = map[string][]review.Key{}
				}
				wanted[tr.Name][id] = append(wanted[tr.Name][id], action)
			}
		}
	}
	out := map[review.Key][]plan.Named{}
	for _, name := range slices.Sorted(maps.Keys(wanted)) {
		tr, _ := t.named(name)
		ids := slices.Sorted(maps.Keys(wanted[name]))
		a := t.get(ctx, tr, ids)
		for _, id := range ids {
			err := a.Err
			if slices.Contains(a.Value.ids, id) {
				err = t.doubted[name]
			}
			n := t.answer(tr, id, a.Value.items, err)
			for _, action := range wanted[name][id] {
				out[action] = append(out[action], n)
			}
		}
	}
	return out
}

// answer is what is known of a name after its tracker was asked, which answered
// with these items, or not for all.
func (t *trackers) answer(tr Tracker, id string, items []tracker.Item, unasked error) plan.Named {
	n := plan.Named{Tracker: tr.Name, ID: id}
	if slices.ContainsFunc(items, func(i tracker.Item) bool { return i.ID == id }) {
		n.Found, n.Row = true, t.Items.At(plan.ItemID{Tracker: tr.Name, ID: id})
		n.Elsewhere = !tr.follows(n.Row)
		return n
	}
	hidden := t.outOfSight(tr, id)
	if n.Found, n.Elsewhere = hidden, hidden; !hidden && unasked != nil {
		n.Problem, n.Unread = tracker.Words(unasked), t.facts[tr.Name].Problem != ""
	}
	return n
}

// outOfSight tells whether an item that was not found would lie, or lay, where
// followthrough does not look: who writes a review is not told which names there
// mean something.
func (t *trackers) outOfSight(tr Tracker, id string) bool {
	if tr.Follows == nil {
		return false
	}
	if rows := t.Items.Stored(tr.Name, id); len(rows) > 0 {
		return !tr.follows(rows[0])
	}
	placer, ok := tr.Tracker.(tracker.Placer)
	if !ok {
		return false
	}
	place := placer.PlaceOf(id)
	return place != "" && !tr.Follows(place)
}

// words are those of the actions that named items were made for, by key.
func (t *trackers) words(named map[review.Key][]plan.Named) map[review.Key]string {
	out := map[review.Key]string{}
	for _, all := range named {
		for _, n := range all {
			if m := n.Row.Marker; n.Found && m != nil && match.Ours(t.Ledger, *m) {
				if other := t.Reviews.Action(m.Action); other != nil {
					out[other.Key] = other.Now
				}
			}
		}
	}
	return out
}

// alike reads, once for each project, what others made there since the incident,
// before the first items of a review are made.
func (t *trackers) alike(ctx context.Context, since map[plan.Destination]time.Time) map[plan.Destination][]tracker.Other {
	out := map[plan.Destination][]tracker.Other{}
	for _, d := range slices.SortedFunc(maps.Keys(since), func(a, b plan.Destination) int {
		return cmp.Or(cmp.Compare(a.Tracker, b.Tracker), cmp.Compare(a.Project, b.Project))
	}) {
		a := t.others(ctx, d, since[d])
		if a.Err != nil {
			facts := t.facts[d.Tracker]
			facts.Problem = d.Tracker + " can't be searched for look-alikes: " + tracker.Words(a.Err)
			t.facts[d.Tracker] = facts
			t.unanswered(d.Tracker, a.Err)
			continue
		}
		out[d] = a.Value
	}
	return out
}

// others are the items that others made in a project since a moment.
func (t *trackers) others(ctx context.Context, d plan.Destination, since time.Time) pace.Answer[[]tracker.Other] {
	recent := t.recent(d.Tracker)
	if recent == nil {
		return pace.Answer[[]tracker.Other]{Err: errors.New(t.facts[d.Tracker].Problem)}
	}
	return pace.Ask(ctx, t.vendor(d.Tracker), "others in "+d.Project+" since "+since.String(), func(ctx context.Context) ([]tracker.Other, error) {
		ctx, cancel := context.WithTimeout(ctx, patience)
		defer cancel()
		return recent.Recent(ctx, d.Project, since, mostAlike)
	})
}

// recent is a tracker that can show what others made there; nil: it can't, or
// could not be read.
func (t *trackers) recent(name string) tracker.Recent {
	tr, _ := t.named(name)
	can, ok := tr.Tracker.(tracker.Recent)
	if !ok || t.facts[name].Problem != "" {
		return nil
	}
	return can
}
