package match

import (
	"cmp"
	"maps"
	"slices"
	"strings"
	"time"

	"github.com/followthrough/followthrough/sync/gather/ledger"
	"github.com/followthrough/followthrough/sync/plan"
	"github.com/followthrough/followthrough/sync/review"
)

// Twins finds the reviews that were met in this pass and are equal to another
// one, line for line: each action is made once, and the second review asks. since
// tells, of a source, which reviews are old enough to be past; metBefore are the
// reviews whose own block says that they were read before this store was made,
// and that it asked nothing about twins of theirs.
func Twins(l *ledger.Ledger, since func(source string) time.Time, metBefore map[review.Key]bool) {
	// The one that asks is the one that nobody has met before, and may name the
	// other.
	rank := func(r *plan.Review) (n int) {
		if !metBefore[r.Key] {
			n += 2
		}
		if r.Restricted {
			n++
		}
		return n
	}
	fresh := map[string][]*plan.Review{}
	for _, r := range l.Reviews.All() {
		if len(l.Reviews.Stored(r.Key).Actions) == 0 && makes(*r, since) {
			if said := lines(*r); said != "" {
				fresh[said] = append(fresh[said], r)
			}
		}
	}
	for _, said := range slices.Sorted(maps.Keys(fresh)) {
		slices.SortFunc(fresh[said], func(a, b *plan.Review) int {
			return cmp.Or(cmp.Compare(rank(a), rank(b)), cmp.Compare(a.Source, b.Source), cmp.Compare(a.Path, b.Path))
		})
		known := saying(l, said, since)
		for n, r := range fresh[said] {
			if !metBefore[r.Key] {
				ask(l, r, slices.Concat(known, fresh[said][:n]), fresh[said][n+1:])
			}
		}
	}
}

// standing are a review's actions that have a line, in their order.
func standing(r plan.Review) []*plan.Action {
	var out []*plan.Action
	for i := range r.Actions {
		if r.Actions[i].Position >= 0 {
			out = append(out, &r.Actions[i])
		}
	}
	slices.SortStableFunc(out, func(a, b *plan.Action) int { return plan.ByLine(*a, *b) })
	return out
}

// lines are a review's actions as they read now; "": it has none.
func lines(r plan.Review) string {
	var all []string
	for _, k := range standing(r) {
		all = append(all, k.Now)
	}
	return strings.Join(all, "\n")
}

// makes tells whether a review has items, or may get some.
func makes(r plan.Review, since func(source string) time.Time) bool {
	return slices.ContainsFunc(r.Actions, hasItem) || !r.Silent() && !r.Age.Before(since(r.Source))
}

func hasItem(k plan.Action) bool { return k.Item != nil || k.Attempts > 0 }

// saying are the reviews known before this pass that have just these lines.
func saying(l *ledger.Ledger, said string, since func(source string) time.Time) []*plan.Review {
	first, _, _ := strings.Cut(said, "\n")
	keys := l.Reviews.Saying(first)
	l.Reviews.Load(keys...)
	var out []*plan.Review
	for _, key := range keys {
		if r := l.Reviews.Now(key); len(l.Reviews.Stored(key).Actions) > 0 && lines(r) == said && makes(r, since) {
			out = append(out, &r)
		}
	}
	return out
}

// ask lets a new review ask about its lines: those before it come first, those
// after it where they have items. An action that has its item already asks
// nothing.
func ask(l *ledger.Ledger, r *plan.Review, before, after []*plan.Review) {
	for n, other := range slices.Concat(before, after) {
		if !twin(*r, *other) {
			continue
		}
		asks, its := false, standing(*other)
		for i, k := range standing(*r) {
			if free(*k) && (n < len(before) || hasItem(*its[i])) {
				askAbout(*r, k, *other, *its[i])
				asks = true
			}
		}
		if asks {
			l.Log.Review(*r, "asks", "its lines are those of "+other.LogName()+": no item is made until a person says so")
			return
		}
	}
}

// RequeueAskers has the reviews planned that may ask about one that is restricted
// since this pass: what they say of it changes.
func RequeueAskers(l *ledger.Ledger) {
	for _, r := range l.Reviews.All() {
		before := l.Reviews.Stored(r.Key)
		if !r.Restricted || before.Restricted {
			continue
		}
		for _, k := range standing(before) {
			l.Reviews.Requeue(l.Reviews.Saying(k.Now)...)
		}
	}
}

// Redact takes the name and the item of a twin out of what is asked about it,
// where it became restricted since.
func Redact(l *ledger.Ledger) {
	for _, r := range l.Reviews.All() {
		for i := range r.Actions {
			asks := r.Actions[i].Asks
			if asks == nil || asks.Twin == "" || asks.Hidden {
				continue
			}
			other, known := l.Reviews.OfAction(asks.Action)
			if now := l.Reviews.Planned(other.Key); now != nil {
				other = *now
			}
			if known && other.Restricted {
				askAbout(*r, &r.Actions[i], other, plan.Action{Key: asks.Action})
			}
		}
	}
}

// free tells whether nothing is said yet of which item an action has: neither by
// its line nor by a block that came with a copy.
func free(k plan.Action) bool { return !hasItem(k) && k.Asks == nil && k.Reading.Ticket == nil }

// twin tells whether of two reviews with the same lines the second may be the
// first once more: not where they are of incidents of different days, nor where a
// single line, which may well be needed twice, is all that they share.
func twin(a, b plan.Review) bool {
	switch {
	case a.Content != "" && a.Content == b.Content:
		return true
	case !a.Date.IsZero() && !b.Date.IsZero() && !a.Date.Equal(b.Date):
		return false
	}
	return strings.Contains(lines(a), "\n") || review.Normalise(a.Title) == review.Normalise(b.Title)
}

// askAbout lets an action ask about another review's. Who reads the one need not
// be able to read the other: then it has no name there.
func askAbout(r plan.Review, k *plan.Action, other plan.Review, its plan.Action) {
	about := plan.Asked{Action: its.Key, Text: k.Now, Twin: other.Path}
	switch {
	case other.Restricted || other.Source != r.Source:
		about.Twin, about.Hidden = "another review", true
	case its.Item != nil:
		about.Item = *its.Item
	}
	k.Ask(about)
}

// CompleteAsked brings in the items of the actions that copied lines ask about,
// where so far only a block named them.
func CompleteAsked(l *ledger.Ledger) {
	for _, r := range l.Reviews.All() {
		for i := range r.Actions {
			asks := r.Actions[i].Asks
			if asks == nil || asks.Action == "" || asks.Item.Tracker != "" || asks.Hidden {
				continue
			}
			if other := l.Reviews.Action(asks.Action); other != nil && other.Item != nil {
				now := *asks
				now.Item = *other.Item
				r.Actions[i].Asks = &now
			}
		}
	}
}
