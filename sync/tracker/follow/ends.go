package follow

import (
	"context"
	"slices"

	"github.com/followthrough/followthrough/sync/review"
	"github.com/followthrough/followthrough/sync/tracker"
)

// How far duplicates are followed, how many of them, and every how many passes
// their others are read again.
const (
	maxSteps    = 5
	maxFollowed = 500
	followEvery = 10
)

// ending is how items ended.
type ending struct {
	others map[string]string // by id of those closed as duplicates: whose state they have
	err    error             // that not all could be read
}

// chain is one item and where its chain of duplicates has come to.
type chain struct {
	item, at *tracker.Listed
	path     []string // ids, from the item's own on
}

// step goes to the next item, if there is one. In a circle, beyond five steps, and
// where the next can't be seen or may not be looked at, the chain ends where it
// began. It tells whether it goes on.
func (c *chain) step(known map[string]*tracker.Listed, mayFollow func(string) bool) bool {
	next := c.at.Duplicated
	if next == nil {
		next = known[c.at.DuplicateOf]
	}
	switch {
	case c.at.DuplicateOf == "" && next == nil:
		return false
	case next == nil || slices.Contains(c.path, next.ID) || len(c.path) > maxSteps || !mayFollow(next.Project):
		c.at = c.item
		return false
	}
	c.at, c.path = next, append(c.path, next.ID)
	return true
}

// ends puts into items how they ended: the state of the one at the end of a chain
// of duplicates, and why.
func (f *Follower) ends(ctx context.Context, list []tracker.Listed) (ending, error) {
	e := ending{others: map[string]string{}}
	chains := make([]*chain, len(list))
	for n := range list {
		chains[n] = &chain{item: &list[n], at: &list[n], path: []string{list[n].ID}}
	}
	ender, _ := f.a.(tracker.Ender)
	for open := slices.Clone(chains); len(open) > 0; {
		if ender != nil {
			var learn []*tracker.Listed
			for _, c := range open {
				learn = append(learn, c.at)
			}
			if e.err = ender.Duplicates(ctx, learn); e.err != nil {
				break
			}
		}
		known, err := f.others(ctx, open)
		if err != nil {
			return e, err
		}
		open = slices.DeleteFunc(open, func(c *chain) bool { return !c.step(known, f.mayFollow) })
	}
	var ended []tracker.Ended
	for _, c := range chains {
		l, end := c.item, c.at
		if end != l {
			l.State, l.Reason, l.Status, l.Settled = end.State, end.Reason, end.Status, end.Settled
			l.Note = "closed as a duplicate of " + end.Key + ", which is followed"
			e.others[l.ID] = end.ID
		}
		if l.State == review.Declined {
			ended = append(ended, tracker.Ended{Item: l, End: end, Ours: end == l && l.Marker != nil && f.mine(l.By)})
		}
	}
	if ender != nil && len(ended) > 0 {
		ender.Reasons(ctx, ended)
	}
	return e, nil
}

// others reads what chains lead to next, where it was not shown along.
func (f *Follower) others(ctx context.Context, open []*chain) (map[string]*tracker.Listed, error) {
	var ask []string
	for _, c := range open {
		if c.at.Duplicated == nil && c.at.DuplicateOf != "" {
			ask = append(ask, c.at.DuplicateOf)
		}
	}
	slices.Sort(ask)
	known := map[string]*tracker.Listed{}
	if ask = slices.Compact(ask); len(ask) == 0 {
		return known, nil
	}
	list, err := f.a.Get(ctx, ask)
	for n := range list {
		known[list[n].ID] = &list[n]
	}
	return known, err
}

// mayFollow tells whether an item that is not of our making may be looked at.
func (f *Follower) mayFollow(project string) bool { return f.o.Follows == nil || f.o.Follows(project) }
