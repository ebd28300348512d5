package preflight

import (
	"context"
	"iter"
	"maps"
	"slices"

	"github.com/followthrough/followthrough/mapping"
	"github.com/followthrough/followthrough/sync/tracker"
)

// Backlogs asks the trackers, for each team, whether an item with just the
// configured fields would be accepted and seen.
func Backlogs(ctx context.Context, m *mapping.Mapping, trackers map[string]tracker.Tracker) iter.Seq2[mapping.Team, []tracker.Finding] {
	return func(yield func(mapping.Team, []tracker.Finding) bool) {
		for _, team := range m.Teams() {
			t, ok := trackers[team.Backlog.Tracker].(tracker.Checker)
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
