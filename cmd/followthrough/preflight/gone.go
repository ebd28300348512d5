package preflight

import (
	"context"
	"maps"
	"slices"

	"github.com/followthrough/followthrough/cmd/followthrough/show"
	"github.com/followthrough/followthrough/sync/plan"
	"github.com/followthrough/followthrough/sync/store"
)

// gone tells of what the store knows and is not to be found: most of a source or
// tracker at once, and what the configuration does not know, the reviews of other
// sources, and the items of other trackers and teams.
func (c *Check) gone(ctx context.Context, p *part, s *store.Store) {
	records, err := s.ReviewsBy(ctx, store.Filter{})
	if err != nil {
		p.wrong("", "%v", err)
		return
	}
	homes := plan.Homes{}
	for name, t := range c.Trackers {
		homes[name] = plan.Home(t)
	}
	name := func(r plan.Review) string { return r.Source + ":" + r.LogName() }
	away := func(k plan.Action) string { return homes.Away(k, plan.ItemRow{}) }
	var sources []string
	for _, one := range c.Config.Sources {
		sources = append(sources, one.Name)
	}
	of, at, err := s.Marks(ctx, sources, slices.Sorted(maps.Keys(c.Trackers)))
	if err != nil {
		p.wrong("", "%v", err)
		return
	}
	said := append(show.Doubted(of, at), show.Sourceless(records, sources)...)
	records = slices.DeleteFunc(records, func(r plan.Review) bool { return !slices.Contains(sources, r.Source) })
	said = append(said, show.Gone(records, away, name)...)
	said = append(said, show.Teamless(records, func(k plan.Action) string { return c.teamOf(ctx, s, k, away) })...)
	for _, one := range said {
		if one.Next == "" {
			p.good("%s", one.What)
			continue
		}
		p.look(one.Next, "%s", one.What)
	}
}

// teamOf is whose an item is by the configuration: that of its action's team, by
// whatever name, or of the place where it was last seen. Of one that no tracker
// shows nothing more is told here.
func (c *Check) teamOf(ctx context.Context, s *store.Store, k plan.Action, away func(plan.Action) string) string {
	if k.Item.Tracker == "" || away(k) != "" || c.Config.Mapping.Team(k.Team) != nil {
		return k.Team
	}
	rows, err := s.Items(ctx, k.Item.Tracker, []string{k.Item.ID})
	if err != nil || len(rows) == 0 {
		return ""
	}
	if t := c.Config.Mapping.TeamOf(k.Item.Tracker, rows[0].Project); t != nil {
		return t.Name
	}
	return ""
}
