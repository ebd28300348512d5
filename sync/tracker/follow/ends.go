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

// ends puts into items how they ended: the state of the one at the end of a chain
// of duplicates, and why. In a circle, beyond five steps, and where an item can't
// be seen or may not be looked at, the first one's own end counts.
func (f *Follower) ends(ctx context.Context, list []tracker.Listed) (ending, error) {
	e := ending{others: map[string]string{}}
	ender, _ := f.a.(tracker.Ender)
	at := make([]*tracker.Listed, len(list)) // where each chain has come to
	path := make([][]string, len(list))
	open := make([]int, len(list))
	for n := range list {
		open[n], at[n] = n, &list[n]
		path[n] = []string{list[n].ID}
	}
	for step := 0; step <= maxSteps && len(open) > 0; step++ {
		if ender != nil {
			var learn []*tracker.Listed
			for _, n := range open {
				learn = append(learn, at[n])
			}
			if err := ender.Duplicates(ctx, learn); err != nil {
				e.err = err
				break
			}
		}
		known, err := f.others(ctx, at, open)
		if err != nil {
			return e, err
		}
		var on []int
		for _, n := range open {
			next := at[n].Duplicated
			if next == nil {
				next = known[at[n].DuplicateOf]
			}
			switch {
			case at[n].DuplicateOf == "" && next == nil: // the end of the chain
			case next == nil || slices.Contains(path[n], next.ID) || step == maxSteps || !f.mayFollow(next.Project):
				at[n] = &list[n]
			default:
				path[n] = append(path[n], next.ID)
				at[n], on = next, append(on, n)
			}
		}
		open = on
	}
	var ended []tracker.Ended
	for n := range list {
		l, end := &list[n], at[n]
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
func (f *Follower) others(ctx context.Context, at []*tracker.Listed, open []int) (map[string]*tracker.Listed, error) {
	var ask []string
	for _, n := range open {
		if at[n].Duplicated == nil && at[n].DuplicateOf != "" {
			ask = append(ask, at[n].DuplicateOf)
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
