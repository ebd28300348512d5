package store

import (
	"cmp"
	"context"
	"iter"
	"maps"
	"slices"
	"time"

	"github.com/followthrough/followthrough/sync/plan"
)

// items are those that trackers hold, as they were last seen.
type items struct{ c conn }

// Items are the rows with these ids, by id; unknown ids are missing.
func (i items) Items(ctx context.Context, tracker string, ids []string) ([]plan.ItemRow, error) {
	return itemsWith(ctx, i.c, "Items", "tracker = $1 AND id IN ", []any{tracker}, ids)
}

// ItemRows are the rows of items in any trackers, by tracker and id; unknown
// ones are missing.
func (i items) ItemRows(ctx context.Context, items []plan.ItemID) ([]plan.ItemRow, error) {
	var out []plan.ItemRow
	for tracker, ids := range byTracker(items) {
		got, err := itemsWith(ctx, i.c, "ItemRows", "tracker = $1 AND id IN ", []any{tracker}, ids)
		if err != nil {
			return nil, err
		}
		out = append(out, got...)
	}
	return out, nil
}

// ItemsIn are the items last seen in these places of a tracker, also those
// that are gone by now, by id.
func (i items) ItemsIn(ctx context.Context, tracker string, places []string) ([]plan.ItemRow, error) {
	return itemsWith(ctx, i.c, "ItemsIn", "tracker = $1 AND place IN ", []any{tracker}, places)
}

// Unseen are the items that were not where they were known to be, by id,
// without those believed gone by now.
func (i items) Unseen(ctx context.Context, tracker string) ([]plan.ItemRow, error) {
	return itemsWhere(ctx, i.c, "Unseen", "tracker = $1 AND unseen IS NOT NULL AND gone IS NULL", tracker)
}

// ItemsThere counts the items of a tracker that are not known to be gone, without
// those that only bear a marker of ours. It is asked only where many are missing.
func (i items) ItemsThere(ctx context.Context, tracker string) (int, error) {
	got, err := values[int64](ctx, i.c, statement{"ItemsThere", "items",
		"SELECT count(*) FROM items WHERE tracker = $1 AND gone IS NULL AND claim IS NULL"}, tracker)
	if err != nil || len(got) == 0 {
		return 0, err
	}
	return int(got[0]), nil
}

// Foreign are the items of a tracker that are not of our making, by id, without
// those that only bear a marker of ours: anybody can make any number of them.
func (i items) Foreign(ctx context.Context, tracker string) ([]plan.ItemRow, error) {
	return itemsWhere(ctx, i.c, "Foreign", "tracker = $1 AND made IS NULL AND (claim_review IS NULL"+
		" OR EXISTS (SELECT 1 FROM actions WHERE item_tracker = items.tracker AND item_id = items.id))", tracker)
}

// ItemsMade are the items made in a project of a tracker since a moment, by
// id.
func (i items) ItemsMade(ctx context.Context, tracker, project string, since time.Time) ([]plan.ItemRow, error) {
	return itemsWhere(ctx, i.c, "ItemsMade", "tracker = $1 AND project = $2 AND made >= $3 AND made IS NOT NULL",
		tracker, project, since.UnixMicro())
}

// itemsWhere are the rows for which a condition holds.
func itemsWhere(ctx context.Context, c conn, name, where string, args ...any) ([]plan.ItemRow, error) {
	// Sorted here: an order asked for draws the database to the index that
	// has it, and away from the one that has few rows.
	rows, err := query(ctx, c, statement{name, "items", itemsTable.selection() + " WHERE " + where}, itemColumns, args...)
	slices.SortFunc(rows, byID)
	return rows, err
}

// itemsWith are the rows for which a condition that ends in IN holds.
func itemsWith(ctx context.Context, c conn, name, where string, args []any, among []string) ([]plan.ItemRow, error) {
	var out []plan.ItemRow
	among = slices.Compact(slices.Sorted(slices.Values(among)))
	for part := range slices.Chunk(among, chunk) {
		st := statement{name, "items", itemsTable.selection() + " WHERE " + where + placeholders(len(args)+1, len(part))}
		got, err := query(ctx, c, st, itemColumns, append(slices.Clone(args), anys(part)...)...)
		if err != nil {
			return nil, err
		}
		out = append(out, got...)
	}
	slices.SortFunc(out, byID)
	return out, nil
}

func byID(a, b plan.ItemRow) int {
	return cmp.Or(cmp.Compare(a.Tracker, b.Tracker), cmp.Compare(a.ID, b.ID))
}

// byTracker are items by tracker, sorted, each once.
func byTracker(items []plan.ItemID) iter.Seq2[string, []string] {
	ids := map[string][]string{}
	for _, i := range items {
		ids[i.Tracker] = append(ids[i.Tracker], i.ID)
	}
	return func(yield func(string, []string) bool) {
		for _, tracker := range slices.Sorted(maps.Keys(ids)) {
			if !yield(tracker, slices.Compact(slices.Sorted(slices.Values(ids[tracker])))) {
				return
			}
		}
	}
}
