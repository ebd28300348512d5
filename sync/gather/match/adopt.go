package match

import (
	"fmt"
	"slices"
	"strconv"

	"github.com/followthrough/followthrough/sync/gather/ledger"
	"github.com/followthrough/followthrough/sync/plan"
)

// Adopt gives the new items of ours to the known actions that their markers
// name, where they are the better ones.
func (p *Proof) Adopt() {
	for _, row := range p.Items.NewOnes() {
		r := p.Reviews.Planned(row.Marker.Review)
		if r == nil {
			continue
		}
		k := r.Find(row.Marker.Action)
		switch {
		case k == nil:
		case !has(p.Reviews.Stored(r.Key), row) && !p.Counts(*r, *k, row):
			if p.decides(r.Key, ledger.Set{row.ItemID(): true}) {
				disown(p.Ledger, row)
			}
		case p.better(k, row):
			leave(p.Ledger, k, row)
			k.Item, k.Made, k.Generation, k.Asks = plan.ItemOf(row), row.Made, max(k.Generation, row.Marker.Generation), nil
			p.Adopted[k.Key] = row.Key + " bears this action's marker"
		}
	}
}

// better tells whether a new item takes the place of the one that its action
// has.
func (p *Proof) better(k *plan.Action, row plan.ItemRow) bool {
	if row.Marker.Generation < k.Generation {
		return false // left behind by remake
	}
	if k.Item == nil || k.Item.Tracker == "" || awayFrom(p.Ledger, *k) != "" {
		return true // away: the tracker has another name now, or the name another tracker
	}
	have, ok := p.Items.Row(k.Item.ItemID())
	if ok && have.URL != "" && have.URL == row.URL {
		return have.Tracker == row.Tracker && have.ID != row.ID // transferred; else seen by two accounts
	}
	if !ok || have.Marker == nil || have.ItemID() == row.ItemID() {
		return false
	}
	if row.Marker.Generation > have.Marker.Generation {
		return p.remade(row, have)
	}
	return !have.Gone.IsZero() && row.Gone.IsZero() // what is known stays, while it is there
}

// remade tells whether a higher generation is believed: of an item that this
// store never saw and that is younger than the known one, as after a remake
// that a restored store does not know of.
func (p *Proof) remade(row, have plan.ItemRow) bool {
	if p.younger(row, have) {
		return true
	}
	p.Log.Warn(*have.Marker, row.Key, "not taken up", fmt.Sprintf("%s bears generation %d of this action's marker, but is not known to be younger than %s, which stays",
		row.Key, row.Marker.Generation, have.Key))
	return false
}

// leave gives up an action's item for another one, and tells of it; or the former
// id of an item that listings show under a new one.
func leave(l *ledger.Ledger, k *plan.Action, row plan.ItemRow) {
	if k.Item == nil || k.Item.Tracker == "" {
		return
	}
	old, met := l.Items.Row(k.Item.ItemID())
	switch {
	case met && old.URL == row.URL:
		if old.Tracker == row.Tracker && old.ID != row.ID {
			old.Gone, old.Unseen = l.Now, l.Now
			l.Items.Change(old)
		}
	case k.Item.URL != row.URL:
		row.Remark = "taken up in place of " + k.Item.Key + ", which is left behind"
		l.Items.Change(row)
		l.Log.Warn(*row.Marker, k.Item.Key, "left behind", k.Item.Key+" is left behind for "+row.Key+", which bears generation "+strconv.Itoa(row.Marker.Generation)+" of this action's marker")
	}
}

// Transferred are, by tracker, the ids of the items to be read again since a
// listing shows another one with the same marker: a tracker that gives an item
// another id where it is taken answers with the new place, and then both are
// one.
func Transferred(l *ledger.Ledger) map[string][]string {
	out := map[string][]string{}
	for _, row := range l.Items.NewOnes() {
		r := l.Reviews.Planned(row.Marker.Review)
		if r == nil {
			continue
		}
		k := r.Find(row.Marker.Action)
		if k != nil && k.Item != nil && k.Item.Tracker == row.Tracker && k.Item.ID != row.ID && k.Generation == row.Marker.Generation {
			out[row.Tracker] = append(out[row.Tracker], k.Item.ID)
		}
	}
	return out
}

// Unknown tells of the new items of ours that belong to no action that anybody
// knows: they are left alone, and never stand in a review.
func Unknown(l *ledger.Ledger) {
	told := 0
	for _, row := range l.Items.NewOnes() {
		r := l.Reviews.Planned(row.Marker.Review)
		if r != nil && r.Find(row.Marker.Action) != nil {
			continue
		}
		if _, known := l.Reviews.OfAction(row.Marker.Action); known {
			continue
		}
		if r == nil && l.Reviews.Stored(row.Marker.Review).Key == "" {
			row.Orphan = true
			l.Items.Change(row)
		}
		if told++; told <= mostTold {
			l.Log.Item(row, "unknown action", row.Key+" bears the marker of an action that nobody knows: it is left alone")
		}
	}
}

// has tells whether a review has an item already: it stays its action's.
func has(r plan.Review, row plan.ItemRow) bool {
	return slices.ContainsFunc(r.Actions, func(k plan.Action) bool {
		return k.Item != nil && k.Item.ItemID() == row.ItemID()
	})
}
