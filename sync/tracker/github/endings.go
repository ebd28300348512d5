package github

import (
	"context"
	"time"

	"github.com/followthrough/followthrough/internal/client/github/issues"
	"github.com/followthrough/followthrough/sync/tracker"
)

// maxSteps is how far duplicates are followed.
const maxSteps = 5

// shown is an issue with its item.
type shown struct {
	issue   issues.Issue
	item    tracker.Item
	follows bool // the item is in the state of another issue
}

func (t *Tracker) show(i issues.Issue, id string) shown { return shown{issue: i, item: t.item(i, id)} }

// settle puts into items how their issues ended: the reason of one that was
// decided against, and the state of the other issue for a duplicate. With an
// error they keep what the issues show themselves.
func (t *Tracker) settle(ctx context.Context, list []shown) error {
	ends := make([]issues.Issue, len(list))
	for n, s := range list {
		ends[n] = s.issue
	}
	steps := make([]int, len(list))
	for range maxSteps + 1 {
		if err := t.endings.Learn(ctx, ends); err != nil {
			return err
		}
		for n := range ends {
			if next := t.endings.Next(ends[n]); next != nil && t.follows(*next) {
				ends[n] = *next
				steps[n]++
			}
		}
	}
	for n := range list {
		list[n].end(t, ends[n], steps[n])
	}
	return nil
}

// end puts the end of a chain of duplicates into an item. Where it has not come
// to one in five steps, as in a circle, the first issue's own end counts.
func (s *shown) end(t *Tracker, end issues.Issue, steps int) {
	if steps == 0 || steps > maxSteps {
		if s.item.Marker != nil { // people's words come from what we made alone
			s.item.Reason = t.endings.Words(s.issue, s.item.Reason)
		} else {
			s.item.Reason = t.endings.Reason(s.issue, s.item.Reason)
		}
		return
	}
	s.item.State, s.item.Status, s.item.Reason = stateOf(end)
	s.item.Reason = t.endings.Reason(end, s.item.Reason)
	s.item.Settled, s.follows = time.Time{}, true
	if s.item.State.Settled() {
		s.item.Settled = end.Closed
	}
	s.item.Note = "closed as a duplicate of " + end.String() + ", which is followed"
}

// follows tells whether an issue that is not of our making may be looked at.
func (t *Tracker) follows(i issues.Issue) bool {
	return t.o.Follows == nil || t.o.Follows(t.project(i.Repo))
}
