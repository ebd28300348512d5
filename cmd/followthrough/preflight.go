package main

import (
	"context"
	"iter"
	"maps"
	"slices"

	"github.com/followthrough/followthrough/mapping"
	"github.com/followthrough/followthrough/sync/tracker"
)

// backlogs asks the trackers, for each team, whether an item with just the
// configured fields would be accepted and seen.
func (a *app) backlogs(ctx context.Context) iter.Seq2[mapping.Team, []tracker.Finding] {
	return func(yield func(mapping.Team, []tracker.Finding) bool) {
		for _, team := range a.cfg.Mapping.Teams() {
			t, ok := a.trackers[team.Backlog.Tracker].(tracker.Checker)
			if !ok {
				continue // no tracker, or one that can't be asked without a change
			}
			findings := t.Check(ctx, tracker.Backlog{
				Project: team.Backlog.Project, Settings: team.Backlog.Settings, Labels: team.Backlog.Labels, Silo: team.Backlog.Silo,
				Priorities: slices.Sorted(maps.Values(team.Backlog.Priority)),
				Due:        team.Backlog.Due.FromReview || team.Backlog.Due.Default > 0 || len(team.Backlog.Due.After) > 0,
			})
			if !yield(team, findings) {
				return
			}
		}
	}
}

// preflight warns of backlogs that would refuse an item, before the next
// review meets one: what a project demands changes without a word.
func (a *app) preflight(ctx context.Context) error {
	for team, findings := range a.backlogs(ctx) {
		for _, f := range findings {
			if f.Problem {
				a.log.Warn("an item would not be accepted or seen", "team", team.Name, "tracker", team.Backlog.Tracker, "why", f.Text)
			}
		}
	}
	return nil
}
