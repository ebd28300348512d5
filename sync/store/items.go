package store

import (
	"cmp"
	"context"
	"iter"
	"maps"
	"slices"
	"time"

	"github.com/followthrough/followthrough/sync/plan"
	"github.com/followthrough/followthrough/sync/review"
)

// Items are the rows with these ids, by id; unknown ids are missing.
func (s *Store) Items(ctx context.Context, tracker string, ids []string) ([]plan.ItemRow, error) {
	return s.itemsWith(ctx, "Items", "tracker = $1 AND id IN ", []any{tracker}, ids)
}

// ItemRows are the rows of items in any trackers, by tracker and id; unknown
// ones are missing.
func (s *Store) ItemRows(ctx context.Context, items []plan.ItemID) ([]plan.ItemRow, error) {
	var out []plan.ItemRow
	for tracker, ids := range byTracker(items) {
		got, err := s.itemsWith(ctx, "ItemRows", "tracker = $1 AND id IN ", []any{tracker}, ids)
		if err != nil {
			return nil, err
		}
		out = append(out, got...)
	}
	return out, nil
}

// ItemsIn are the items last seen in these places of a tracker, also those
// that are gone by now, by id.
func (s *Store) ItemsIn(ctx context.Context, tracker string, places []string) ([]plan.ItemRow, error) {
	return s.itemsWith(ctx, "ItemsIn", "tracker = $1 AND place IN ", []any{tracker}, places)
}

// Unseen are the items that were not where they were known to be, by id,
// without those believed gone by now.
func (s *Store) Unseen(ctx context.Context, tracker string) ([]plan.ItemRow, error) {
	return s.items(ctx, "Unseen", "tracker = $1 AND unseen IS NOT NULL AND gone IS NULL", tracker)
}

// Foreign are the items of a tracker that are not of our making, by id, without
// those that only bear a marker of ours: anybody can make any number of them.
func (s *Store) Foreign(ctx context.Context, tracker string) ([]plan.ItemRow, error) {
	return s.items(ctx, "Foreign", "tracker = $1 AND made IS NULL AND (claim_review IS NULL"+
		" OR EXISTS (SELECT 1 FROM actions WHERE item_tracker = items.tracker AND item_id = items.id))", tracker)
}

// ItemsOf are the items whose markers name these reviews, by tracker and id.
func (s *Store) ItemsOf(ctx context.Context, reviews []review.Key) ([]plan.ItemRow, error) {
	return s.itemsWith(ctx, "ItemsOf", "marker_review IN ", nil, texts(reviews))
}

// ClaimsOf are the items that bear these reviews' markers and were made by
// others, by tracker and id.
func (s *Store) ClaimsOf(ctx context.Context, reviews []review.Key) ([]plan.ItemRow, error) {
	return s.itemsWith(ctx, "ClaimsOf", "claim_review IN ", nil, texts(reviews))
}

// Orphans are the items of ours of whose reviews nothing is known, by tracker
// and id.
func (s *Store) Orphans(ctx context.Context) ([]plan.ItemRow, error) {
	return s.items(ctx, "Orphans", "orphan = 1")
}

// Claims are all of them.
func (s *Store) Claims(ctx context.Context) ([]plan.ItemRow, error) {
	return s.items(ctx, "Claims", "claim_review IS NOT NULL")
}

// ItemsMade are the items made in a project of a tracker since a moment, by
// id.
func (s *Store) ItemsMade(ctx context.Context, tracker, project string, since time.Time) ([]plan.ItemRow, error) {
	return s.items(ctx, "ItemsMade", "tracker = $1 AND project = $2 AND made >= $3 AND made IS NOT NULL",
		tracker, project, since.UnixMicro())
}

// Backlogs are the projects of a tracker in which we have items of our making
// or intents that may have led to one, whatever the mapping says by now.
func (s *Store) Backlogs(ctx context.Context, tracker string) ([]string, error) {
	items, err := s.projects(ctx, "items", "made IS NOT NULL", tracker)
	if err != nil {
		return nil, err
	}
	intents, err := s.projects(ctx, "intents", "outcome <> 'refused'", tracker)
	if err != nil {
		return nil, err
	}
	all := slices.Concat(items, intents)
	slices.Sort(all)
	return slices.Compact(all), nil
}

// AskedIn are the teams for which items were asked for in a project of a
// tracker.
func (s *Store) AskedIn(ctx context.Context, tracker, project string) ([]string, error) {
	return values[string](ctx, s, s.db, statement{"AskedIn", "intents",
		"SELECT DISTINCT team FROM intents WHERE tracker = $1 AND project = $2 AND outcome <> 'refused' ORDER BY team"}, tracker, project)
}

// projects are those of a table's rows of a tracker. It steps from one project
// to the next in the index: DISTINCT would read all rows.
func (s *Store) projects(ctx context.Context, table, which, tracker string) ([]string, error) {
	from := "FROM " + table + " WHERE tracker = $1 AND " + which
	return values[string](ctx, s, s.db, statement{"Backlogs", table, `
WITH RECURSIVE step (project) AS (
    SELECT MIN(project) ` + from + `
    UNION ALL
    SELECT (SELECT MIN(project) ` + from + ` AND project > step.project) FROM step WHERE step.project IS NOT NULL
)
SELECT project FROM step WHERE project IS NOT NULL`}, tracker)
}

// items are the rows for which a condition holds.
func (s *Store) items(ctx context.Context, name, where string, args ...any) ([]plan.ItemRow, error) {
	// Sorted here: an order asked for draws the database to the index that
	// has it, and away from the one that has few rows.
	rows, err := query(ctx, s, s.db, statement{name, "items", itemsTable.selection() + " WHERE " + where}, itemColumns, args...)
	slices.SortFunc(rows, byID)
	return rows, err
}

// itemsWith are the rows for which a condition that ends in IN holds.
func (s *Store) itemsWith(ctx context.Context, name, where string, args []any, among []string) ([]plan.ItemRow, error) {
	var out []plan.ItemRow
	among = slices.Compact(slices.Sorted(slices.Values(among)))
	for part := range slices.Chunk(among, chunk) {
		st := statement{name, "items", itemsTable.selection() + " WHERE " + where + placeholders(len(args)+1, len(part))}
		got, err := query(ctx, s, s.db, st, itemColumns, append(slices.Clone(args), anys(part)...)...)
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

func texts(keys []review.Key) []string {
	out := make([]string, len(keys))
	for i, k := range keys {
		out[i] = string(k)
	}
	return out
}
