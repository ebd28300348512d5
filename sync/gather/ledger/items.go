package ledger

import (
	"cmp"
	"context"
	"maps"
	"slices"

	"github.com/followthrough/followthrough/sync/plan"
	"github.com/followthrough/followthrough/sync/review"
)

// ItemStore is what is read of the items in the store.
type ItemStore interface {
	// Items are the rows with these ids; unknown ids are missing.
	Items(ctx context.Context, tracker string, ids []string) ([]plan.ItemRow, error)
	// ItemsOf are the items of ours whose markers name these reviews.
	ItemsOf(ctx context.Context, reviews []review.Key) ([]plan.ItemRow, error)
	// ClaimsOf are the items that bear these reviews' markers and were made by
	// others.
	ClaimsOf(ctx context.Context, reviews []review.Key) ([]plan.ItemRow, error)
	// Orphans are the items of ours of whose reviews nothing is known.
	Orphans(ctx context.Context) ([]plan.ItemRow, error)
}

// Set is some items.
type Set map[plan.ItemID]bool

// Sorted are the items by tracker and id.
func (s Set) Sorted() []plan.ItemID {
	return slices.SortedFunc(maps.Keys(s), func(a, b plan.ItemID) int {
		return cmp.Or(cmp.Compare(a.Tracker, b.Tracker), cmp.Compare(a.ID, b.ID))
	})
}

// Items are those that the pass met, or read in the store.
type Items struct {
	*reads
	// New are those of ours whose marker the store did not know, Shown those that
	// a tracker has shown in this pass, and Claims those of others that bear a
	// marker of ours and that no pass met before.
	New, Shown, Claims Set

	store   ItemStore
	rows    map[plan.ItemID]plan.ItemRow
	changed Set
}

// Row is an item as the pass has it; ok is false where it did not meet it.
func (i *Items) Row(id plan.ItemID) (row plan.ItemRow, ok bool) {
	row, ok = i.rows[id]
	return row, ok
}

// At is an item as the pass has it; zero: it did not meet it.
func (i *Items) At(id plan.ItemID) plan.ItemRow { return i.rows[id] }

// Look is an item as the pass has it, else as the store has it; zero: nobody
// knows it. The pass has not met it for that.
func (i *Items) Look(id plan.ItemID) plan.ItemRow {
	if row, met := i.rows[id]; met {
		return row
	}
	if stored := i.Stored(id.Tracker, id.ID); len(stored) > 0 {
		return stored[0]
	}
	return plan.ItemRow{}
}

// Stored are items as the store has them.
func (i *Items) Stored(tracker string, ids ...string) []plan.ItemRow {
	rows, err := i.store.Items(i.ctx, tracker, ids)
	i.Fail(err)
	return rows
}

// Add takes in what the store has, as far as the pass did not meet it.
func (i *Items) Add(stored ...plan.ItemRow) {
	for _, row := range stored {
		if _, met := i.rows[row.ItemID()]; !met {
			i.rows[row.ItemID()] = row
		}
	}
}

// Meet takes in an item as it is now; nothing of it has to be written.
func (i *Items) Meet(row plan.ItemRow) { i.rows[row.ItemID()] = row }

// Change takes in an item as it is now, and has it written.
func (i *Items) Change(row plan.ItemRow) {
	i.rows[row.ItemID()] = row
	i.changed[row.ItemID()] = true
}

// Changed are the items to be written.
func (i *Items) Changed() []plan.ItemRow { return i.all(i.changed) }

// NewOnes are the items in New that still bear their marker.
func (i *Items) NewOnes() []plan.ItemRow {
	return slices.DeleteFunc(i.all(i.New), func(row plan.ItemRow) bool { return row.Marker == nil })
}

func (i *Items) all(of Set) []plan.ItemRow {
	var out []plan.ItemRow
	for _, id := range of.Sorted() {
		out = append(out, i.rows[id])
	}
	return out
}

// Of are, by review, the items of ours that reviews may not know: what the
// store has of them, and what this pass was shown.
func (i *Items) Of(keys []review.Key) map[review.Key][]plan.ItemRow {
	stored, err := i.store.ItemsOf(i.ctx, keys)
	i.Fail(err)
	i.Add(stored...)
	out, listed := map[review.Key][]plan.ItemRow{}, Set{}
	for _, row := range stored {
		if row = i.rows[row.ItemID()]; row.Marker == nil {
			continue // found not to be ours
		}
		if row.Orphan {
			row.Orphan = false // its review is here
			i.Change(row)
		}
		listed[row.ItemID()] = true
		out[row.Marker.Review] = append(out[row.Marker.Review], row)
	}
	for _, row := range i.NewOnes() {
		if !listed[row.ItemID()] {
			out[row.Marker.Review] = append(out[row.Marker.Review], row)
		}
	}
	return out
}

// ClaimsOf are the items of others that bear these reviews' markers or were met
// in this pass.
func (i *Items) ClaimsOf(keys []review.Key) []plan.ItemRow {
	stored, err := i.store.ClaimsOf(i.ctx, keys)
	i.Fail(err)
	i.Add(stored...)
	ids := maps.Clone(i.Claims)
	for _, row := range stored {
		ids[row.ItemID()] = true
	}
	return i.all(ids)
}

// Orphans are the items of ours that no action has: those that are new, and
// those of whose reviews the store knows nothing.
func (i *Items) Orphans() []plan.ItemRow {
	stored, err := i.store.Orphans(i.ctx)
	i.Fail(err)
	i.Add(stored...)
	ids := maps.Clone(i.New)
	for _, row := range stored {
		ids[row.ItemID()] = true
	}
	return i.all(ids)
}
