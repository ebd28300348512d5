package github

import (
	"context"

	client "github.com/followthrough/followthrough/internal/client/github"
	"github.com/followthrough/followthrough/internal/client/github/issues"
	"github.com/followthrough/followthrough/internal/together"
	"github.com/followthrough/followthrough/sync/tracker"
)

// nobody is the reason of what a bot closed.
const nobody = "closed by automation, nobody decided"

// ended is how an issue ended, read when it had a stamp.
type ended struct {
	stamp string
	issues.End
}

// ends are how issues ended that were not done, as far as that was read.
type ends struct {
	client *client.Client
	items  items
	of     together.Map[string, ended] // by id
}

// Duplicates reads how issues ended that were not done, and shows along what
// they are duplicates of.
func (e *ends) Duplicates(ctx context.Context, list []*tracker.Listed) error {
	stamps := map[issues.Ref]string{}
	var ask []issues.Ref
	for _, l := range list {
		i := shown(l)
		if stamp := i.Stamp(); i.Undone() && stamps[i.Ref] == "" && e.endOf(l).stamp != stamp {
			ask, stamps[i.Ref] = append(ask, i.Ref), stamp
		}
	}
	found, err := issues.Ends(ctx, e.client, ask)
	if err != nil {
		return asError(err)
	}
	for r, end := range found {
		e.of.Put(r.ID(), ended{stamps[r], end})
	}
	for _, l := range list {
		if other := e.endOf(l).Other; other != nil {
			next := e.items.listed(*other, issues.At(e.items.repos.Named(other.Repo), other.Number).ID())
			l.DuplicateOf, l.Duplicated = next.ID, &next
		}
	}
	return nil
}

// Reasons puts into issues that were not done why: the words of a comment that is
// meant for the review, that nobody decided, or what they show themselves.
func (e *ends) Reasons(_ context.Context, list []tracker.Ended) {
	for _, i := range list {
		switch end := e.endOf(i.End); {
		case i.Ours && end.Words != "": // people's words come from what we made alone
			i.Item.Reason = end.Words
		case end.Nobody:
			i.Item.Reason = nobody
		}
	}
}

// endOf is how an issue ended that was not done, as far as that was read.
func (e *ends) endOf(l *tracker.Listed) ended {
	i := shown(l)
	if !i.Undone() {
		return ended{}
	}
	return e.of.Get(i.ID())
}

// forgetOther forgets what an issue is a duplicate of: what became of that one
// shows nowhere else.
func (e *ends) forgetOther(i issues.Issue) {
	if e.of.Get(i.ID()).Other != nil {
		e.of.Drop(i.ID())
	}
}

// shown is an issue as it was listed.
func shown(l *tracker.Listed) issues.Issue {
	i, _ := l.Vendor.(issues.Issue)
	return i
}
