package gather

import (
	"context"
	"maps"
	"slices"

	"github.com/followthrough/followthrough/sync/plan"
)

// transferred reads again, by their ids, the items of actions for which a
// listing shows another one with the same marker: a tracker that gives an item
// another id where it is taken answers with the new place, and then both are
// one.
func (p *pass) transferred(ctx context.Context) error {
	wanted := map[string][]string{}
	for _, id := range slices.SortedFunc(maps.Keys(p.fresh), byID) {
		marker := p.rows[id].Marker
		r, ok := p.records[marker.Review]
		if !ok {
			continue
		}
		k := find(*r, marker.Action)
		if k != nil && k.Item != nil && k.Item.Tracker == id.Tracker && k.Item.ID != id.ID && k.Generation == marker.Generation {
			wanted[id.Tracker] = append(wanted[id.Tracker], k.Item.ID)
		}
	}
	for _, name := range slices.Sorted(maps.Keys(wanted)) {
		if t, ok := p.tracker(name); ok {
			if err := p.reread(ctx, t, wanted[name]); err != nil {
				return err
			}
		}
	}
	return nil
}

// supersede gives up the former id of an item that listings show under a new
// one.
func (p *pass) supersede(k *plan.Action, row plan.ItemRow) {
	if k.Item == nil || k.Item.Tracker != row.Tracker {
		return
	}
	old, ok := p.rows[plan.ItemID{Tracker: k.Item.Tracker, ID: k.Item.ID}]
	if ok && old.URL == row.URL && old.ID != row.ID {
		old.Gone, old.Unseen = p.now, p.now
		p.write(old)
	}
}
