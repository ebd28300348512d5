package gather

import (
	"context"
	"errors"
	"strings"

	"github.com/followthrough/followthrough/sync/plan"
	"github.com/followthrough/followthrough/sync/tracker"
)

// Homes are the configured trackers, as far as they can tell their items by
// address.
func (g *Gatherer) Homes() plan.Homes {
	out := plan.Homes{}
	for _, t := range g.Trackers {
		out[t.Name] = plan.Home(t.Tracker)
	}
	return out
}

// another tells whether a row is of the place that bore its tracker's name
// before: what has its id there now is another item.
func (p *pass) another(row plan.ItemRow, shown tracker.Item) bool {
	if row.URL == "" || p.in.Homes[row.Tracker] == nil || p.in.Homes[row.Tracker](row.URL) {
		return false
	}
	return row.Marker == nil || shown.Marker == nil || !shown.Marker.Same(*row.Marker)
}

// aways notes the items whose trackers are configured no more.
func (p *pass) aways(ctx context.Context) error {
	for _, r := range p.records {
		for i := range r.Actions {
			k := &r.Actions[i]
			from, err := p.awayFrom(ctx, *k)
			if err != nil {
				return err
			}
			if from != "" {
				p.in.Away[k.Key] = plan.Away{From: from, Unsure: p.unsureOf(k.Item.URL)}
			}
		}
	}
	return nil
}

func (p *pass) awayFrom(ctx context.Context, k plan.Action) (string, error) {
	from := p.in.Homes.Away(k, plan.ItemRow{})
	if from == "" || p.in.Homes[k.Item.Tracker] == nil {
		return from, nil
	}
	row, err := p.row(ctx, plan.ItemID{Tracker: k.Item.Tracker, ID: k.Item.ID}) // its site may have another address now
	return p.in.Homes.Away(k, row), err
}

// row is an item as this pass met it, or as the store has it.
func (p *pass) row(ctx context.Context, id plan.ItemID) (plan.ItemRow, error) {
	if row, met := p.rows[id]; met {
		return row, nil
	}
	stored, err := p.g.Store.Items(ctx, id.Tracker, []string{id.ID})
	if err != nil || len(stored) == 0 {
		return plan.ItemRow{}, err
	}
	return stored[0], nil
}

// unsureOf says why it can't be told whether the tracker that holds an address
// has the item there; "": it can.
func (p *pass) unsureOf(address string) string {
	for _, t := range p.g.Trackers {
		if facts := p.in.Trackers[t.Name]; p.in.Homes[t.Name](address) {
			if facts.Problem != "" {
				return facts.Problem
			}
			for _, why := range facts.Unread {
				return why
			}
		}
	}
	return ""
}

// takeOver gives the actions whose trackers are configured no more the items that
// another one knows at their address: a tracker that was only renamed is not
// gone.
func (p *pass) takeOver(ctx context.Context) error {
	for _, r := range p.records {
		for i := range r.Actions {
			k := &r.Actions[i]
			away, is := p.in.Away[k.Key]
			if !is || k.Item == nil || k.Item.Tracker == "" {
				continue
			}
			for _, n := range p.in.Named[k.Key] {
				if n.Problem != "" && away.Unsure == "" {
					away.Unsure = n.Problem
					p.in.Away[k.Key] = away
				}
			}
			if err := p.takeOverOne(ctx, *r, k); err != nil {
				return err
			}
		}
	}
	return nil
}

func (p *pass) takeOverOne(ctx context.Context, r plan.Review, k *plan.Action) error {
	old, err := p.row(ctx, plan.ItemID{Tracker: k.Item.Tracker, ID: k.Item.ID})
	if err != nil {
		return err
	}
	for _, n := range p.in.Named[k.Key] {
		if !n.Found || n.Elsewhere || !p.sameItem(ctx, r, *k, n.Row) {
			continue
		}
		row := n.Row
		if row.Marker == nil && old.Marker != nil && old.Marker.Action == k.Key { // whatever became of its marker
			row.Marker, row.Claim, row.Holds = old.Marker, nil, false
		}
		row.Made, row.MadeIn = old.Made, old.MadeIn
		if row.MadeIn == "" {
			row.MadeIn = row.Project
		}
		p.write(row)
		p.in.Adopted[k.Key] = row.Key + " is the same item, which " + row.Tracker + " holds now"
		k.Item, k.Asks = plan.ItemOf(row), nil
		p.in.Items[row.ItemID()] = row
		delete(p.in.Away, k.Key)
		return nil
	}
	return nil
}

// renamed tells whether an item is the one that the store knows as the action's,
// at the same address, in a tracker that has another name now.
func (p *pass) renamed(ctx context.Context, k plan.Action, row plan.ItemRow) bool {
	if k.Item == nil || k.Item.Tracker == "" || row.Marker == nil || row.Marker.Action != k.Key || k.Item.ID != row.ID || k.Item.URL != row.URL {
		return false
	}
	from, err := p.awayFrom(ctx, k)
	p.err = errors.Join(p.err, err)
	return from != ""
}

// sameItem tells whether what a tracker shows under an item's name is that item:
// it bears the action's marker, or stands at the same address of the web.
func (p *pass) sameItem(ctx context.Context, r plan.Review, k plan.Action, row plan.ItemRow) bool {
	if m := row.Marker; m != nil {
		return m.Action == k.Key && m.Generation >= k.Generation && p.counts(ctx, r, k, row)
	}
	return strings.Contains(row.URL, "://") && row.URL == k.Item.URL
}
