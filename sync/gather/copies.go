package gather

import (
	"cmp"
	"context"
	"maps"
	"slices"
	"strings"

	"github.com/followthrough/followthrough/sync/plan"
	"github.com/followthrough/followthrough/sync/review"
)

// mostSaying is how many known reviews a new one is compared with.
const mostSaying = 20

// copies finds the reviews that were met in this pass and are equal to another
// one, line for line: each action is made once, and the second review asks.
func (p *pass) copies(ctx context.Context) error {
	fresh := map[string][]*plan.Review{}
	for _, key := range slices.Sorted(maps.Keys(p.records)) {
		r := p.records[key]
		if len(p.before[key].Actions) == 0 && p.makes(*r) {
			if said := lines(*r); said != "" {
				fresh[said] = append(fresh[said], r)
			}
		}
	}
	for _, said := range slices.Sorted(maps.Keys(fresh)) {
		known, err := p.saying(ctx, said)
		if err != nil {
			return err
		}
		slices.SortFunc(fresh[said], func(a, b *plan.Review) int {
			return cmp.Or(last(!p.metBefore[a.Key], !p.metBefore[b.Key]), last(a.Restricted, b.Restricted), cmp.Compare(a.Source, b.Source), cmp.Compare(a.Path, b.Path))
		})
		p.askTwins(fresh[said], known)
	}
	return nil
}

// last orders what is so after what is not: the one that asks is the one that
// nobody has met before, and may name the other.
func last(a, b bool) int {
	switch {
	case a == b:
		return 0
	case a:
		return 1
	}
	return -1
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
func (p *pass) makes(r plan.Review) bool {
	if slices.ContainsFunc(r.Actions, hasItem) {
		return true
	}
	since := p.in.Sources[r.Source].Since
	return !r.Silent() && (since.IsZero() || !r.Age.Before(since))
}

func hasItem(k plan.Action) bool { return k.Item != nil || k.Attempts > 0 }

// saying are the reviews known before this pass that have just these lines.
func (p *pass) saying(ctx context.Context, said string) ([]*plan.Review, error) {
	first, _, _ := strings.Cut(said, "\n")
	keys, err := p.g.Store.Saying(ctx, first, mostSaying)
	if err != nil {
		return nil, err
	}
	if err := p.fetch(ctx, keys); err != nil {
		return nil, err
	}
	var out []*plan.Review
	for _, key := range keys {
		r, known := p.before[key]
		if now, planned := p.records[key]; planned {
			r = *now
		}
		if known && len(p.before[key].Actions) > 0 && lines(r) == said && p.makes(r) {
			out = append(out, &r)
		}
	}
	return out, nil
}

// askTwins lets every new review but the first ask about its lines. An action
// that has its item already asks nothing.
func (p *pass) askTwins(fresh, known []*plan.Review) {
	for n, r := range fresh {
		if p.metBefore[r.Key] {
			continue
		}
		asks := 0
		for _, other := range slices.Concat(known, fresh[:n], fresh[n+1:]) {
			if !twin(*r, *other) {
				continue
			}
			first := slices.Contains(known, other) || slices.Contains(fresh[:n], other)
			its := standing(*other)
			for i, k := range standing(*r) {
				if free(*k) && (first || hasItem(*its[i])) {
					askAbout(*r, k, *other, *its[i])
					asks++
				}
			}
			if asks > 0 {
				p.event(*r, "asks", "its lines are those of "+other.LogName()+": no item is made until a person says so")
				break
			}
		}
	}
}

// askers has the reviews planned that may ask about one that is restricted since
// this pass: what they say of it changes.
func (p *pass) askers(ctx context.Context) error {
	for _, key := range slices.Sorted(maps.Keys(p.records)) {
		before := p.before[key]
		if !p.records[key].Restricted || before.Restricted {
			continue
		}
		for _, k := range standing(before) {
			keys, err := p.g.Store.Saying(ctx, k.Now, mostSaying)
			if err != nil {
				return err
			}
			for _, asks := range keys {
				p.dirty[asks] = true
			}
		}
	}
	return nil
}

// hide takes the name and the item of a twin out of what is asked about it, where
// it became restricted since.
func (p *pass) hide(ctx context.Context) error {
	for _, key := range slices.Sorted(maps.Keys(p.records)) {
		r := p.records[key]
		for i := range r.Actions {
			asks := r.Actions[i].Asks
			if asks == nil || asks.Twin == "" || asks.Hidden {
				continue
			}
			other, known, err := p.g.Store.Action(ctx, asks.Action)
			if err != nil {
				return err
			}
			if now, planned := p.records[other.Key]; planned {
				other = *now
			}
			if known && other.Restricted {
				askAbout(*r, &r.Actions[i], other, plan.Action{Key: asks.Action})
			}
		}
	}
	return nil
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
