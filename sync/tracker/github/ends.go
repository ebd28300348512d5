package github

import (
	"context"

	"github.com/followthrough/followthrough/internal/client/github/issues"
	"github.com/followthrough/followthrough/sync/tracker"
)

// nobody is the reason of what a bot closed.
const nobody = "closed by automation, nobody decided"

// ended is how an issue ended, read when it had a stamp.
type ended struct {
	stamp string
	issues.End
}

// Duplicates reads how issues ended that were not done, and shows along what
// they are duplicates of.
func (t *adapter) Duplicates(ctx context.Context, list []*tracker.Listed) error {
	stamps := map[issues.Ref]string{}
	var ask []issues.Ref
	for _, l := range list {
		i := shown(l)
		if stamp := i.Stamp(); i.Undone() && stamps[i.Ref] == "" && t.endOf(l).stamp != stamp {
			ask, stamps[i.Ref] = append(ask, i.Ref), stamp
		}
	}
	found, err := issues.Ends(ctx, t.client, ask)
	if err != nil {
		return asError(err)
	}
	for r, end := range found {
		t.ends.Put(r.ID(), ended{stamps[r], end})
	}
	for _, l := range list {
		if other := t.endOf(l).Other; other != nil {
			next := t.listed(*other, issues.At(t.Named(other.Repo), other.Number).ID())
			l.DuplicateOf, l.Duplicated = next.ID, &next
		}
	}
	return nil
}

// Reasons puts into issues that were not done why: the words of a comment that is
// meant for the review, that nobody decided, or what they show themselves.
func (t *adapter) Reasons(_ context.Context, list []tracker.Ended) {
	for _, e := range list {
		switch end := t.endOf(e.End); {
		case e.Ours && end.Words != "": // people's words come from what we made alone
			e.Item.Reason = end.Words
		case end.Nobody:
			e.Item.Reason = nobody
		}
	}
}

// endOf is how an issue ended that was not done, as far as that was read.
func (t *adapter) endOf(l *tracker.Listed) ended {
	i := shown(l)
	if !i.Undone() {
		return ended{}
	}
	return t.ends.Get(i.ID())
}

// forgetOther forgets what an issue is a duplicate of: what became of that one
// shows nowhere else.
func (t *adapter) forgetOther(i issues.Issue) {
	if t.ends.Get(i.ID()).Other != nil {
		t.ends.Drop(i.ID())
	}
}

// shown is an issue as it was listed.
func shown(l *tracker.Listed) issues.Issue {
	i, _ := l.Vendor.(issues.Issue)
	return i
}
