package gather

import (
	"cmp"
	"context"
	"maps"
	"slices"
	"time"

	"github.com/followthrough/followthrough/sync/plan"
	"github.com/followthrough/followthrough/sync/tracker"
)

// mostAlike is how many items of others are compared with a review's actions.
const mostAlike = 300

// alike reads, once for each project, what others made there since the
// incident, before the first items of a review are made.
func (p *pass) alike(ctx context.Context) error {
	since := map[plan.Destination]time.Time{}
	for _, r := range p.records {
		for _, d := range p.destinations(*r) {
			if at, ok := since[d]; !ok || incident(*r).Before(at) {
				since[d] = incident(*r)
			}
		}
	}
	for _, d := range slices.SortedFunc(maps.Keys(since), byDestination) {
		t, _ := p.tracker(d.Tracker)
		others, err := t.Tracker.(tracker.Recent).Recent(ctx, d.Project, since[d], mostAlike)
		if err != nil {
			facts := p.in.Trackers[d.Tracker]
			facts.Problem = d.Tracker + " can't be searched for look-alikes: " + tracker.Words(err)
			p.in.Trackers[d.Tracker] = facts
			p.failures = append(p.failures, Failure{Tracker: d.Tracker, Err: err})
			continue
		}
		p.in.Alike[d] = others
	}
	return nil
}

func byDestination(a, b plan.Destination) int {
	return cmp.Or(cmp.Compare(a.Tracker, b.Tracker), cmp.Compare(a.Project, b.Project))
}

func incident(r plan.Review) time.Time {
	if r.Date.IsZero() {
		return r.Age
	}
	return r.Date
}

// destinations are where a review's actions would go that have no item yet,
// as long as nothing was made for it.
func (p *pass) destinations(r plan.Review) []plan.Destination {
	if r.Silent() || !r.Looked.IsZero() || !p.in.Sources[r.Source].Since.IsZero() && r.Age.Before(p.in.Sources[r.Source].Since) {
		return nil
	}
	var out []plan.Destination
	for _, k := range r.Actions {
		if k.Position < 0 || k.Item != nil || k.Reading.Mark.Settled() {
			continue
		}
		team := p.g.Mapping.Decide(plan.Query(r, k)).Team
		if team == nil {
			continue
		}
		d := plan.Destination{Tracker: team.Backlog.Tracker, Project: team.Backlog.Project}
		if t, ok := p.tracker(d.Tracker); ok && p.in.Trackers[d.Tracker].Problem == "" {
			if _, can := t.Tracker.(tracker.Recent); can {
				out = append(out, d)
			}
		}
	}
	return out
}
