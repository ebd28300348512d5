package github

import (
	"context"

	"github.com/followthrough/followthrough/internal/finding"
	"github.com/followthrough/followthrough/sync/tracker"
	"github.com/followthrough/followthrough/sync/tracker/github/check"
)

// siteLook is one look at the site.
type siteLook struct {
	t    *Tracker
	site *check.Site
}

// Look begins a look at the site.
func (t *Tracker) Look() tracker.Look { return siteLook{t: t, site: check.NewSite(t.client)} }

// Site asks whether GitHub knows us.
func (l siteLook) Site(ctx context.Context) finding.List { return l.site.Known(ctx) }

// Backlog tells, without a change, whether an item with just the configured
// fields would be accepted, and with all that the backlog asks for.
func (l siteLook) Backlog(ctx context.Context, b tracker.Backlog) (found finding.List) {
	own, err := settingsOf(b)
	if err != nil {
		found.Wrong("correct the team's backlog", "%v", err)
		return found
	}
	return l.site.Backlog(ctx, check.Job{Backlog: b, Own: own, Labels: l.t.labels(b, own)})
}
