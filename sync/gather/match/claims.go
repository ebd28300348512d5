package match

import (
	"github.com/followthrough/followthrough/sync/gather/ledger"
	"github.com/followthrough/followthrough/sync/plan"
	"github.com/followthrough/followthrough/sync/review"
	"github.com/followthrough/followthrough/sync/source"
)

// Claims decides which of the items that others made hold their actions: those
// that a new or a restored store meets. A whole store knows what was made, and
// only tells. found are the actions whose lost item came to light.
func Claims(l *ledger.Ledger, found map[review.Key]bool) {
	if len(l.Items.Claims) == 0 {
		return
	}
	restored := missedCreations(l, found)
	for _, id := range l.Items.Claims.Sorted() {
		row := l.Items.At(id)
		row.Holds = row.Holds || restored
		l.Items.Change(row)
		if m := row.Claim.Marker; row.Holds {
			l.Reviews.RequeueAction(m.Action, m.Review)
		}
	}
}

// missedCreations tells whether this store missed some of its own life: an item
// that our account made comes to light, which it has not asked for. Nobody else
// can make one.
func missedCreations(l *ledger.Ledger, found map[review.Key]bool) bool {
	for _, row := range l.Items.NewOnes() {
		if found[row.Marker.Action] || l.TrackerReadings[row.Tracker].Mark.Watermark == "" {
			continue
		}
		r, _ := l.Reviews.OfAction(row.Marker.Action)
		k := r.Find(row.Marker.Action)
		if k == nil || k.Item == nil || k.Item.Tracker != row.Tracker || k.Generation < row.Marker.Generation {
			return true
		}
	}
	return false
}

// MissedWriteBack tells whether a document's block tells of a write-back that
// the store does not know: somebody restored the store, and what was made since
// may be unknown too.
func MissedWriteBack(before plan.Review, doc source.Document) bool {
	b := doc.Review.Block
	return before.Key != "" && before.Digest != "" && b != nil && b.Review == before.Key && before.Revision != doc.Revision &&
		b.Digest != before.Digest && b.Digest != before.Proposed
}

// Holding are, by review, the claims that hold its actions.
func Holding(l *ledger.Ledger, keys []review.Key) map[review.Key][]plan.ItemRow {
	out := map[review.Key][]plan.ItemRow{}
	for _, row := range l.Items.ClaimsOf(keys) {
		if row.Claim == nil || !row.Gone.IsZero() {
			continue
		}
		of := row.Claim.Marker.Review
		if l.Restored[of] && !row.Holds {
			row.Holds = true
			l.Items.Change(row)
		}
		if row.Holds {
			out[of] = append(out[of], row)
		}
	}
	return out
}

// Hold gives the actions that have no item the claims of their keys. It returns,
// by tracker, the ids of all that hold some: the configuration may name their
// accounts by now, or they may be gone.
func Hold(l *ledger.Ledger) map[string][]string {
	claims, out := Holding(l, l.Reviews.Keys()), map[string][]string{}
	for _, r := range l.Reviews.All() {
		by := map[review.Key]plan.ItemRow{}
		for _, row := range claims[r.Key] {
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
			if c := k.Claimed; c != nil {
				out[c.Tracker] = append(out[c.Tracker], c.ID)
			}
		}
	}
	return out
}

// Release gives the held actions the items that hold them, once these are known
// to be ours, or lets them go where they are gone.
func (p *Proof) Release() {
	for _, r := range p.Reviews.All() {
		for i := range r.Actions {
			if r.Actions[i].Claimed != nil {
				p.release(r, &r.Actions[i])
			}
		}
	}
}

func (p *Proof) release(r *plan.Review, k *plan.Action) {
	row, ok := p.Items.Row(plan.ItemID{Tracker: k.Claimed.Tracker, ID: k.Claimed.ID})
	switch {
	case !ok:
		return
	case !row.Gone.IsZero(), row.Marker == nil && row.Claim == nil:
		k.Claimed = nil
	case row.Marker != nil, row.Unproven && p.Counts(*r, *k, unclaimed(row)):
		if row.Marker == nil {
			row = first(p.Ledger, unclaimed(row), plan.ItemRow{}, true)
			p.Items.Change(row)
		}
		m := *row.Marker
		if m.Action != k.Key && (r.Find(m.Action) != nil || k.Attempts > 0) {
			return
		}
		k.Key, k.Number, k.Generation = m.Action, m.Number, m.Generation
		if m.Text != "" {
			k.Text = m.Text
		}
		k.Item, k.Made, k.Asks, k.Claimed = plan.ItemOf(row), row.Made, nil, nil
		p.Adopted[k.Key] = row.Key + " bears this action's marker"
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
