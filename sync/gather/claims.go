package gather

import (
	"context"
	"maps"
	"slices"
	"time"

	"github.com/followthrough/followthrough/sync/plan"
	"github.com/followthrough/followthrough/sync/review"
	"github.com/followthrough/followthrough/sync/source"
	"github.com/followthrough/followthrough/sync/tracker"
)

// newFor is how long after it was made a store may still meet for the first
// time what is older than itself: a first listing may take several passes.
const newFor = 24 * time.Hour

// mostTold is how many claims one pass tells of one by one: anybody can make
// any number of them.
const mostTold = 10

// met takes down that an item which we did not make bears a marker of ours.
// What is older than a new store, or met by another account than before, may be
// an item of an account that was ours.
func (p *pass) met(row plan.ItemRow) plan.ItemRow {
	if p.claimed[row.ItemID()] { // in this pass, another time
		row.Holds = p.rows[row.ItemID()].Holds
		return row
	}
	s := p.sights[row.Tracker]
	older := !row.Created.IsZero() && row.Created.Before(p.created) && p.now.Sub(p.created) < newFor
	another := s.mark.Account != "" && s.account != "" && s.mark.Account != s.account
	row.Holds = s.mark.Watermark == "" || older || another
	switch n := len(p.claimed); {
	case n < mostTold:
		p.warn(row.Claim.Marker, row.Key, "claimed", row.Key+" bears the marker of this action, but "+maker(row))
	case n == mostTold:
		p.warn(row.Claim.Marker, row.Key, "claimed", "so do more items: check counts them by account")
	}
	p.claimed[row.ItemID()] = true
	return row
}

// maker says who made an item of others, as far as that is known.
func maker(row plan.ItemRow) string {
	if row.Unproven {
		return "its marker is unsigned, in no backlog of its team"
	}
	return "it was made by " + plan.Account(row.Claim.By)
}

// claims decides which of the items that others made hold their actions: those
// that a new or a restored store meets. A whole store knows what was made, and
// only tells.
func (p *pass) claims(ctx context.Context) error {
	if len(p.claimed) == 0 {
		return nil
	}
	restored, err := p.restored(ctx)
	if err != nil {
		return err
	}
	for _, id := range slices.SortedFunc(maps.Keys(p.claimed), byID) {
		row := p.rows[id]
		row.Holds = row.Holds || restored
		p.write(row)
		if row.Holds {
			if err := p.lookAgain(ctx, row.Claim.Marker); err != nil {
				return err
			}
		}
	}
	return nil
}

// lookAgain has the review looked at again that a marker names.
func (p *pass) lookAgain(ctx context.Context, m tracker.Marker) error {
	r, ok, err := p.g.Store.Action(ctx, m.Action)
	if ok {
		p.dirty[r.Key] = true
	} else {
		p.again[m.Review] = true
	}
	return err
}

// restored tells whether this store missed some of its own life: an item that
// our account made comes to light, which it has not asked for. Nobody else can
// make one.
func (p *pass) restored(ctx context.Context) (bool, error) {
	for id := range p.fresh {
		row := p.rows[id]
		if _, asked := p.found[row.Marker.Action]; asked || p.sights[id.Tracker].mark.Watermark == "" {
			continue
		}
		r, _, err := p.g.Store.Action(ctx, row.Marker.Action)
		if err != nil {
			return false, err
		}
		k := find(r, row.Marker.Action)
		if k == nil || k.Item == nil || k.Item.Tracker != id.Tracker || k.Generation < row.Marker.Generation {
			return true, nil
		}
	}
	return false, nil
}

// missing tells whether a document's block tells of a report that the store
// does not know: somebody restored the store, and what was made since may be
// unknown too.
func missing(before plan.Review, doc source.Document) bool {
	b := doc.Review.Block
	return before.Key != "" && before.Digest != "" && b != nil && b.Review == before.Key && before.Revision != doc.Revision &&
		b.Digest != before.Digest && b.Digest != before.Proposed
}

// holding are, by review, the claims that hold its actions.
func (p *pass) holding(ctx context.Context, keys []review.Key) (map[review.Key][]plan.ItemRow, error) {
	stored, err := p.g.Store.ClaimsOf(ctx, keys)
	if err != nil {
		return nil, err
	}
	ids := maps.Clone(p.claimed)
	for _, row := range stored {
		if _, met := p.rows[row.ItemID()]; !met {
			p.rows[row.ItemID()] = row
		}
		ids[row.ItemID()] = true
	}
	out := map[review.Key][]plan.ItemRow{}
	for _, id := range slices.SortedFunc(maps.Keys(ids), byID) {
		row := p.rows[id]
		if row.Claim == nil || !row.Gone.IsZero() {
			continue
		}
		of := row.Claim.Marker.Review
		if p.missed[of] && !row.Holds {
			row.Holds = true
			p.write(row)
		}
		if row.Holds {
			out[of] = append(out[of], row)
		}
	}
	return out, nil
}

// held looks again at what holds actions: the configuration may name its
// account by now, or it may be gone.
func (p *pass) held(ctx context.Context) error {
	claims, err := p.holding(ctx, slices.Sorted(maps.Keys(p.records)))
	if err != nil {
		return err
	}
	wanted := map[string][]string{}
	for key, r := range p.records {
		for _, c := range hold(r, claims[key]) {
			wanted[c.Tracker] = append(wanted[c.Tracker], c.ID)
		}
	}
	for _, name := range slices.Sorted(maps.Keys(wanted)) {
		if t, ok := p.tracker(name); ok && p.in.Trackers[name].Problem == "" {
			if err := p.reread(ctx, t, wanted[name]); err != nil {
				return err
			}
		}
	}
	for _, r := range p.records {
		for i := range r.Actions {
			if r.Actions[i].Claimed != nil {
				p.resolve(ctx, r, i)
			}
		}
	}
	return nil
}

// hold gives a review's actions that have no item the claims of their keys, and
// returns all that hold some.
func hold(r *plan.Review, claims []plan.ItemRow) (out []*plan.Claimed) {
	by := map[review.Key]plan.ItemRow{}
	for _, row := range claims {
		if _, there := by[row.Claim.Marker.Action]; !there {
			by[row.Claim.Marker.Action] = row
		}
	}
	for i := range r.Actions {
		k := &r.Actions[i]
		if k.Item != nil && k.Item.Tracker != "" {
			k.Claimed = nil
			continue
		}
		if row, there := by[k.Key]; there && k.Claimed == nil {
			k.Claimed = plan.ClaimedBy(row)
		}
		if k.Claimed != nil {
			out = append(out, k.Claimed)
		}
	}
	return out
}

// resolve gives a held action the item that holds it, once that is known to be
// ours, or lets it go where the item is gone.
func (p *pass) resolve(ctx context.Context, r *plan.Review, i int) {
	k := &r.Actions[i]
	row, ok := p.rows[plan.ItemID{Tracker: k.Claimed.Tracker, ID: k.Claimed.ID}]
	switch {
	case !ok:
		return
	case !row.Gone.IsZero(), row.Marker == nil && row.Claim == nil:
		k.Claimed = nil
	case row.Marker != nil, row.Unproven && p.counts(ctx, *r, *k, unclaimed(row)):
		row = p.own(row)
		m := *row.Marker
		if m.Action != k.Key && (find(*r, m.Action) != nil || k.Attempts > 0) {
			return
		}
		k.Key, k.Number, k.Generation = m.Action, m.Number, m.Generation
		if m.Text != "" {
			k.Text = m.Text
		}
		k.Item, k.Made, k.Asks, k.Claimed = plan.ItemOf(row), row.Made, nil, nil
		p.in.Adopted[k.Key] = row.Key + " bears this action's marker"
	default:
		k.Claimed = plan.ClaimedBy(row)
	}
}

// unclaimed is an item as it would be if its claim counted.
func unclaimed(row plan.ItemRow) plan.ItemRow {
	marker := row.Claim.Marker
	row.Marker, row.Claim, row.Holds = &marker, nil, false
	return row
}

// own takes an item for ours whose claim counts by now.
func (p *pass) own(row plan.ItemRow) plan.ItemRow {
	if row.Marker != nil {
		return row
	}
	row = p.first(unclaimed(row), plan.ItemRow{}, true)
	p.write(row)
	return row
}

// warn tells of something that somebody should look at.
func (p *pass) warn(m tracker.Marker, item, what, why string) {
	e := plan.Event{At: p.now, Review: m.Review, Action: m.Action, Item: item, What: what, Why: why}
	p.changes.Events = append(p.changes.Events, e)
	p.warnings = append(p.warnings, e)
}
