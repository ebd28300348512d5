package github

import (
	"context"

	"github.com/followthrough/followthrough/internal/client/github/issues"
	"github.com/followthrough/followthrough/sync/tracker"
)

// Duplicates reads how issues ended that were not done, and shows along what
// they are duplicates of.
func (t *adapter) Duplicates(ctx context.Context, list []*tracker.Listed) error {
	var ended []issues.Issue
	for _, l := range list {
		ended = append(ended, shown(l))
	}
	if err := t.endings.Learn(ctx, ended); err != nil {
		return asError(err)
	}
	for n, l := range list {
		if other := t.endings.Next(ended[n]); other != nil {
			next := t.listed(*other, issues.At(t.nameOf(other.Repo), other.Number).ID())
			l.DuplicateOf, l.Duplicated = next.ID, &next
		}
	}
	return nil
}

// Reasons puts into issues that were not done why: the words of a comment that is
// meant for the review, that nobody decided, or what they show themselves.
func (t *adapter) Reasons(_ context.Context, ended []tracker.Ended) {
	for _, e := range ended {
		if e.Ours { // people's words come from what we made alone
			e.Item.Reason = t.endings.Words(shown(e.End), e.Item.Reason)
		} else {
			e.Item.Reason = t.endings.Reason(shown(e.End), e.Item.Reason)
		}
	}
}

// shown is an issue as it was listed.
func shown(l *tracker.Listed) issues.Issue {
	i, _ := l.Vendor.(issues.Issue)
	return i
}
