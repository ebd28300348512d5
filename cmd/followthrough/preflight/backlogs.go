package preflight

import (
	"context"
	"maps"
	"slices"

	"github.com/followthrough/followthrough/cmd/followthrough/show"
	"github.com/followthrough/followthrough/config"
	"github.com/followthrough/followthrough/internal/finding"
	"github.com/followthrough/followthrough/mapping"
	"github.com/followthrough/followthrough/sync/tracker"
)

// Refusals are the causes for which items would not be accepted or seen, with the
// teams that each concerns.
func Refusals(ctx context.Context, cfg *config.Config, trackers map[string]tracker.Tracker) []show.Finding {
	c := &Check{Config: cfg, Trackers: trackers, Reach: Online}
	var found []show.Finding
	for _, t := range cfg.Trackers {
		p := newPart("tracker " + t.Name)
		c.tracker(ctx, p, t)
		found = append(found, p.end()...)
	}
	return show.OneCause(slices.DeleteFunc(found, func(f show.Finding) bool { return f.Sign != finding.Wrong }))
}

// backlogs asks a tracker, for each team with a backlog there, whether an item
// with just the configured fields would be accepted and seen, and tells what it
// found. at is told before each team is asked for.
func backlogs(ctx context.Context, name string, m *mapping.Mapping, in tracker.Tracker, at func(done, all int), told func(team string, found finding.List)) {
	t, ok := in.(tracker.Checker)
	if !ok {
		return // one that can't be asked without a change
	}
	var teams []mapping.Team
	for _, team := range m.Teams() {
		if team.Backlog.Tracker == name {
			teams = append(teams, team)
		}
	}
	check := t.Check()
	at(0, len(teams))
	if site := check.Site(ctx); len(site) > 0 {
		for _, team := range teams { // it is theirs all
			told(team.Name, site)
		}
		if len(teams) == 0 {
			told("", site)
		}
		if site.AnyWrong() {
			return
		}
	}
	for i, team := range teams {
		at(i, len(teams))
		b := team.Backlog
		told(team.Name, check.Backlog(ctx, tracker.Backlog{Project: b.Project, Settings: b.Settings, Labels: b.Labels}, tracker.Use{
			Silo: b.Silo, Priorities: slices.Sorted(maps.Values(b.Priority)),
			Due: b.Due.FromReview || b.Due.Default > 0 || len(b.Due.After) > 0,
		}))
	}
}

// tracker asks one tracker for the backlogs of all teams that have theirs there.
func (c *Check) tracker(ctx context.Context, p *part, t config.Tracker) {
	if c.Reach == Offline && t.Files == nil {
		p.good("was not asked (--offline)")
		return
	}
	if t.Lacks != nil {
		return // told with the configuration
	}
	if c.unknown(ctx, p, t.OnGitHub()) {
		return
	}
	if !slices.ContainsFunc(c.Config.Mapping.Teams(), func(team mapping.Team) bool { return team.Backlog.Tracker == t.Name }) {
		p.look("give a team its backlog there, or take the tracker out", "no team has its backlog here")
	}
	backlogs(ctx, t.Name, c.Config.Mapping, c.Trackers[t.Name], func(done, all int) { p.at("%d of %d backlogs", done, all) }, func(team string, found finding.List) {
		if len(found) == 0 {
			found.Good("items are accepted in {}")
			found.In(projectOf(c.Config.Mapping, team))
		}
		p.add(team, found...)
	})
}

func projectOf(m *mapping.Mapping, team string) string {
	if t := m.Team(team); t != nil {
		return t.Backlog.Project
	}
	return ""
}
