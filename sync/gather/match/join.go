package match

import (
	"slices"
	"time"

	"github.com/followthrough/followthrough/sync/gather/ledger"
	"github.com/followthrough/followthrough/sync/plan"
	"github.com/followthrough/followthrough/sync/plan/identity"
	"github.com/followthrough/followthrough/sync/review"
	"github.com/followthrough/followthrough/sync/tracker"
)

// mostTries bounds how often a document is matched without the items that count
// for none of the actions that they would go to.
const mostTries = 20

// Join matches a document to a review and to the items that its markers name. An
// item whose marker does not count for the action that it would go to is left
// out, and the document matched again, so that it keeps no other from its action.
// Where that can't be told the review stays as it was, and is among the Undecided.
func (p *Proof) Join(r plan.Review, says review.Review, m identity.Meeting) plan.Review {
	p.noteSignatures(m.Adopted)
	rows := m.Adopted
	m.Held = map[int]plan.ItemRow{}
	for try := 0; ; try++ {
		merged, events := identity.Merge(r, says, m)
		if err := m.Context.Err(); err != nil { // told to stop: half a matching is none
			p.Fail(err)
			return r
		}
		wrong, from := p.misplaced(r, merged, rows)
		if len(wrong) == 0 {
			p.Log.Events = append(p.Log.Events, events...)
			p.tellAdopted(merged)
			return merged
		}
		if !p.decides(r.Key, wrong) {
			return r
		}
		if try >= mostTries { // whoever floods a backlog so gets nothing taken up at all
			for _, row := range rows {
				if row.Unproven && !p.signed(row) && !has(r, row) {
					wrong[row.ItemID()] = true
				}
			}
		}
		rows = slices.DeleteFunc(slices.Clone(rows), func(row plan.ItemRow) bool { return wrong[row.ItemID()] })
		m.Adopted = rows
		for _, id := range wrong.Sorted() {
			claim := disown(p.Ledger, p.Items.At(id))
			if !claim.Holds {
				continue
			}
			if at, matched := from[id]; matched && m.Held[at].Claim == nil {
				m.Held[at] = claim
			} else {
				m.Claims = append(m.Claims, claim)
			}
		}
	}
}

// misplaced are the items that came to actions for which their markers don't
// count, and from which place in the review each was taken; and with each all
// others of the same words that lie where it does.
func (p *Proof) misplaced(before, merged plan.Review, rows []plan.ItemRow) (out ledger.Set, from map[plan.ItemID]int) {
	out, from = ledger.Set{}, map[plan.ItemID]int{}
	for _, k := range merged.Actions {
		if k.Item == nil || k.Item.Tracker == "" {
			continue
		}
		id := k.Item.ItemID()
		i := slices.IndexFunc(rows, func(row plan.ItemRow) bool { return row.ItemID() == id })
		if i < 0 || has(before, rows[i]) || p.Counts(merged, k, rows[i]) {
			continue
		}
		out[id] = true
		if k.Position >= 0 {
			from[id] = k.Position
		}
		for _, row := range rows {
			beside := row.Tracker == rows[i].Tracker && row.Project == rows[i].Project
			if beside && row.Marker.Text != "" && row.Marker.Text == rows[i].Marker.Text && !has(before, row) && !p.Counts(merged, k, row) {
				out[row.ItemID()] = true
			}
		}
	}
	return out, from
}

// tellAdopted names the actions that came to their items by the matching.
func (p *Proof) tellAdopted(r plan.Review) {
	before := p.Reviews.Stored(r.Key)
	for _, k := range r.Actions {
		had := before.Find(k.Key)
		if k.Item != nil && k.Item.Tracker != "" && (had == nil || had.Item == nil) {
			p.Adopted[k.Key] = k.Item.Key + " bears this action's marker"
		}
	}
}

// disown takes an item for what somebody else made with a marker of ours.
func disown(l *ledger.Ledger, row plan.ItemRow) plan.ItemRow {
	if row.Marker == nil {
		return row
	}
	marker := *row.Marker
	row.Claim, row.Marker = &tracker.Claim{Marker: marker}, nil
	row.Made, row.MadeIn, row.Orphan = time.Time{}, "", false
	row.Unproven = true // whoever made it, its marker is not believed
	delete(l.Items.New, row.ItemID())
	row = claimed(l, row)
	row.Holds = row.Holds || l.Restored[marker.Review]
	l.Items.Change(row)
	return row
}
