package github

import (
	"context"

	"github.com/followthrough/followthrough/sync/tracker"
	"github.com/followthrough/followthrough/sync/tracker/github/check"
)

// Check tells, without a change, whether an item with just the configured
// fields would be accepted, and with all that the backlog asks for. It reads
// all anew.
func (t *Tracker) Check(ctx context.Context, b tracker.Backlog) []tracker.Finding {
	own, err := settingsOf(b)
	if err != nil {
		return []tracker.Finding{{Problem: true, Text: err.Error()}}
	}
	return check.Run(ctx, check.Job{Client: t.client, Backlog: b, Own: own, Labels: t.labels(b, own)})
}
