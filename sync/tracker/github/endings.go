package github

import (
	"context"
	"fmt"
	"slices"
	"time"

	"github.com/followthrough/followthrough/sync/tracker"
)

// How far duplicates are followed, and how many ends one request reads.
const (
	maxSteps = 5
	maxEnds  = 50
)

// ending is what was read of how an issue ended.
type ending struct {
	stamp string // of the issue when it was read
	bot   bool   // nobody closed it
	words string // of a comment that is meant for the review
	other *issue // what it is a duplicate of, as far as we see it
}

// stamp changes when an issue does.
func (i issue) stamp() string { return fmt.Sprint(i.updated.Unix(), i.open, i.reason) }

// shown is an issue with its item.
type shown struct {
	issue   issue
	item    tracker.Item
	follows bool // the item is in the state of another issue
}

func (t *Tracker) show(i issue, id string) shown { return shown{issue: i, item: t.item(i, id)} }

// settle puts into items how their issues ended: the reason of one that was
// decided against, and the state of the other issue for a duplicate. With an
// error they keep what the issues show themselves.
func (t *Tracker) settle(ctx context.Context, list []shown) error {
	ends := make([]issue, len(list))
	for n, s := range list {
		ends[n] = s.issue
	}
	steps := make([]int, len(list))
	for range maxSteps + 1 {
		if err := t.learn(ctx, ends); err != nil {
			return err
		}
		for n := range ends {
			if next := t.next(ends[n]); next != nil {
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
func (s *shown) end(t *Tracker, end issue, steps int) {
	if steps == 0 || steps > maxSteps {
		s.item.Reason = t.reason(s.issue, s.item.Reason)
		return
	}
	s.item.State, s.item.Status, s.item.Reason = end.state()
	s.item.Reason = t.reason(end, s.item.Reason)
	s.item.Settled, s.follows = time.Time{}, true
	if s.item.State.Settled() {
		s.item.Settled = end.closed
	}
	s.item.Note = "closed as a duplicate of " + end.String() + ", which is followed"
}

// next is what an issue was closed as a duplicate of; nil: it was not.
func (t *Tracker) next(i issue) *issue {
	if !i.undone() {
		return nil
	}
	t.mu.Lock()
	defer t.mu.Unlock()
	return t.endings[i.id()].other
}

// reason is why an issue was decided against: the words of a comment that is
// meant for the review, that nobody decided, or what the issue shows itself.
func (t *Tracker) reason(i issue, plain string) string {
	if !i.undone() {
		return plain
	}
	t.mu.Lock()
	e := t.endings[i.id()]
	t.mu.Unlock()
	switch {
	case e.words != "":
		return e.words
	case e.bot:
		return nobody
	}
	return plain
}

// learn reads how issues ended, those of which it is not known yet.
func (t *Tracker) learn(ctx context.Context, issues []issue) error {
	var ask []issue
	var refs []ref
	t.mu.Lock()
	for _, i := range issues {
		if i.undone() && t.endings[i.id()].stamp != i.stamp() && !slices.Contains(refs, i.ref) {
			ask, refs = append(ask, i), append(refs, i.ref)
		}
	}
	t.mu.Unlock()
	for len(ask) > 0 {
		n := min(len(ask), maxEnds)
		found, err := t.graph(ctx, refs[:n], graphEnd)
		if err != nil {
			return err
		}
		t.mu.Lock()
		for _, i := range ask[:n] {
			t.endings[i.id()] = endingOf(found[i.ref], i.stamp())
		}
		t.mu.Unlock()
		ask, refs = ask[n:], refs[n:]
	}
	return nil
}

func endingOf(g graphIssue, stamp string) ending {
	e := ending{stamp: stamp}
	if g.DuplicateOf != nil && g.DuplicateOf.Number > 0 {
		other := g.DuplicateOf.issue()
		e.other = &other
	}
	for _, n := range g.Timeline.Nodes {
		e.bot = n.Actor.bot()
	}
	for _, c := range slices.Backward(g.Comments.Nodes) {
		if words := meantWords(c.Body); words != "" && !c.Hidden {
			e.words = words
			break
		}
	}
	return e
}

// unlearn forgets how an issue ended, so that it is read again.
func (t *Tracker) unlearn(id string) {
	t.mu.Lock()
	defer t.mu.Unlock()
	delete(t.endings, id)
}
