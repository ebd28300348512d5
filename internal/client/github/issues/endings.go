package issues

import (
	"context"
	"slices"
	"sync"

	client "github.com/followthrough/followthrough/internal/client/github"
)

// maxEnds is how many ends one request reads.
const maxEnds = 50

// Endings are how issues ended, as far as that was read. They may be used by
// several goroutines at once.
type Endings struct {
	client *client.Client

	mu    sync.Mutex
	known map[string]ending // by id
}

// NewEndings knows nothing yet.
func NewEndings(c *client.Client) *Endings { return &Endings{client: c, known: map[string]ending{}} }

// ending is what was read of how an issue ended.
type ending struct {
	stamp string // of the issue when it was read
	bot   bool   // nobody closed it
	words string // of a comment that is meant for the review
	other *Issue // what it is a duplicate of, as far as we see it
}

// Next is what an issue was closed as a duplicate of; nil: it was not.
func (e *Endings) Next(i Issue) *Issue {
	if !i.Undone() {
		return nil
	}
	e.mu.Lock()
	defer e.mu.Unlock()
	return e.known[i.ID()].other
}

// Words is why an issue of ours was decided against: the words of a comment that
// is meant for the review, or else its Reason.
func (e *Endings) Words(i Issue, plain string) string {
	if words := e.of(i).words; words != "" {
		return words
	}
	return e.Reason(i, plain)
}

// Reason is why an issue was decided against, without anybody's words: that
// nobody decided, or what the issue shows itself.
func (e *Endings) Reason(i Issue, plain string) string {
	if e.of(i).bot {
		return nobody
	}
	return plain
}

// of is how an issue ended that was not done.
func (e *Endings) of(i Issue) ending {
	if !i.Undone() {
		return ending{}
	}
	e.mu.Lock()
	defer e.mu.Unlock()
	return e.known[i.ID()]
}

// Learn reads how issues ended, those of which it is not known yet.
func (e *Endings) Learn(ctx context.Context, issues []Issue) error {
	var ask []Issue
	var refs []Ref
	e.mu.Lock()
	for _, i := range issues {
		if i.Undone() && e.known[i.ID()].stamp != i.stamp() && !slices.Contains(refs, i.Ref) {
			ask, refs = append(ask, i), append(refs, i.Ref)
		}
	}
	e.mu.Unlock()
	for len(ask) > 0 {
		n := min(len(ask), maxEnds)
		found, err := graph(ctx, e.client, refs[:n], graphEnd)
		if err != nil {
			return err
		}
		e.mu.Lock()
		for _, i := range ask[:n] {
			e.known[i.ID()] = endingOf(found[i.Ref], i.stamp())
		}
		e.mu.Unlock()
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

// Forget forgets what an issue is a duplicate of, so that it is read again.
func (e *Endings) Forget(i Issue) {
	e.mu.Lock()
	defer e.mu.Unlock()
	if e.known[i.ID()].other != nil {
		delete(e.known, i.ID())
	}
}
