package preflight

import (
	"context"

	"github.com/followthrough/followthrough/cmd/followthrough/show"
	"github.com/followthrough/followthrough/sync/plan"
	"github.com/followthrough/followthrough/sync/store"
)

// gone tells of the items that are in no tracker of the configuration.
func (c *Check) gone(ctx context.Context, p *part, s *store.Store) {
	records, err := s.Records(ctx, store.Filter{})
	if err != nil {
		p.wrong("", "%v", err)
		return
	}
	homes := plan.Homes{}
	for name, t := range c.Trackers {
		homes[name] = plan.Home(t)
	}
	name := func(r plan.Record) string { return r.Source + ":" + r.LogName() }
	for _, said := range show.Gone(records, func(k plan.Known) string { return homes.Away(k, plan.ItemRow{}) }, name) {
		p.look(said.Next, "%s", said.What)
	}
}
