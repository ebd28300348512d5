package store

import (
	"cmp"
	"context"
	"slices"
	"time"

	"github.com/followthrough/followthrough/sync/plan"
	"github.com/followthrough/followthrough/sync/review"
)

// Filter chooses records: those that fit every field that is set. The zero
// value chooses all.
type Filter struct {
	Source string
	Keys   []review.Key
	Paths  []string // exact
}

// Index is every review of a source, without actions, by path and key.
func (s *Store) Index(ctx context.Context, source string) ([]plan.Record, error) {
	st := statement{"Index", "reviews", reviewsTable.selection() + " WHERE source = $1 ORDER BY path, key"}
	return query(ctx, s, s.db, st, reviewColumns, source)
}

// Reviews are the records with these keys, by source, path and key, with their
// actions in order of position and key; unknown keys are missing.
func (s *Store) Reviews(ctx context.Context, keys []review.Key) ([]plan.Record, error) {
	if len(keys) == 0 {
		return nil, nil
	}
	return s.Records(ctx, Filter{Keys: keys})
}

// Records are the records that f chooses, by source, path and key, with their
// actions in order of position and key.
func (s *Store) Records(ctx context.Context, f Filter) ([]plan.Record, error) {
	var out []plan.Record
	err := s.view(ctx, func(in runner) error {
		var err error
		if out, err = s.records(ctx, in, f); err != nil {
			return err
		}
		return s.actions(ctx, in, out)
	})
	if err != nil {
		return nil, err
	}
	return out, nil
}

// records are the chosen ones without their actions. The database finds them
// by the most telling field, the others are looked at here.
func (s *Store) records(ctx context.Context, in runner, f Filter) ([]plan.Record, error) {
	var out []plan.Record
	var err error
	st := statement{"Records", "reviews", reviewsTable.selection()}
	switch {
	case len(f.Keys) > 0:
		out, err = within(ctx, s, in, st, " WHERE key IN ", reviewColumns, f.Keys)
	case len(f.Paths) > 0:
		out, err = within(ctx, s, in, st, " WHERE path IN ", reviewColumns, f.Paths)
	case f.Source != "":
		st.text += " WHERE source = $1"
		out, err = query(ctx, s, in, st, reviewColumns, f.Source)
	default:
		out, err = query(ctx, s, in, st, reviewColumns)
	}
	if err != nil {
		return nil, err
	}
	out = slices.DeleteFunc(out, func(r plan.Record) bool { return !f.fits(r) })
	slices.SortFunc(out, func(a, b plan.Record) int {
		return cmp.Or(cmp.Compare(a.Source, b.Source), cmp.Compare(a.Path, b.Path), cmp.Compare(a.Key, b.Key))
	})
	return out, nil
}

func (f Filter) fits(r plan.Record) bool {
	return (f.Source == "" || r.Source == f.Source) && (len(f.Paths) == 0 || slices.Contains(f.Paths, r.Path))
}

// within reads the rows whose column is one of values, each row once.
func within[T any, V cmp.Ordered](ctx context.Context, s *Store, in runner, st statement, where string, columns func(*T) []column, values []V) ([]T, error) {
	values = slices.Compact(slices.Sorted(slices.Values(values)))
	var out []T
	for part := range slices.Chunk(values, chunk) {
		part := part
		one := statement{st.name, st.table, st.text + where + placeholders(1, len(part))}
		got, err := query(ctx, s, in, one, columns, anys(part)...)
		if err != nil {
			return nil, err
		}
		out = append(out, got...)
	}
	return out, nil
}

// actions gives the records their actions.
func (s *Store) actions(ctx context.Context, in runner, records []plan.Record) error {
	at := make(map[review.Key]int, len(records))
	var keys []review.Key
	for i, r := range records {
		at[r.Key] = i
		keys = append(keys, r.Key)
	}
	st := statement{"Records", "actions", actionsTable.selection()}
	rows, err := within(ctx, s, in, st, " WHERE review IN ", actionColumns, keys)
	if err != nil {
		return err
	}
	slices.SortFunc(rows, func(a, b actionRow) int {
		return cmp.Or(cmp.Compare(a.Position, b.Position), cmp.Compare(a.Key, b.Key))
	})
	for _, a := range rows {
		r := &records[at[a.review]]
		r.Actions = append(r.Actions, a.Known)
	}
	return nil
}

// Due are the reviews whose wake has come, or that were planned with another
// configuration, by key.
func (s *Store) Due(ctx context.Context, now time.Time, config string) ([]review.Key, error) {
	// Two ranges and not <>, which no index answers; sorted here, or the
	// database reads all keys to have them in order.
	keys, err := values[review.Key](ctx, s, s.db, statement{"Due", "reviews", `
SELECT key FROM reviews WHERE wake IS NOT NULL AND wake <= $1
UNION ALL SELECT key FROM reviews WHERE planned < $2
UNION ALL SELECT key FROM reviews WHERE planned > $2`}, now.UnixMicro(), config)
	if err != nil {
		return nil, err
	}
	slices.Sort(keys)
	return slices.Compact(keys), nil
}

// Linking are the reviews with an action that has one of these items, by key.
func (s *Store) Linking(ctx context.Context, items []plan.ItemID) ([]review.Key, error) {
	var out []review.Key
	for tracker, ids := range byTracker(items) {
		for part := range slices.Chunk(ids, chunk) {
			st := statement{"Linking", "actions",
				"SELECT DISTINCT review FROM actions WHERE item_tracker = $1 AND item_id IN " + placeholders(2, len(part))}
			got, err := values[review.Key](ctx, s, s.db, st, append([]any{tracker}, anys(part)...)...)
			if err != nil {
				return nil, err
			}
			out = append(out, got...)
		}
	}
	slices.Sort(out)
	return slices.Compact(out), nil
}

// Admitted counts the actions of a source that were admitted, or whose item
// was made, since a moment, without those released by a person.
func (s *Store) Admitted(ctx context.Context, source string, since time.Time) (int, error) {
	keys, err := values[review.Key](ctx, s, s.db, statement{"Admitted", "actions", `
SELECT key FROM actions WHERE source = $1 AND admitted >= $2 AND admitted IS NOT NULL AND released IS NULL
UNION SELECT key FROM actions WHERE source = $1 AND made >= $2 AND made IS NOT NULL AND released IS NULL`},
		source, since.UnixMicro())
	return len(keys), err
}

// Action is the review that has this action, with all its actions; false:
// none has it.
func (s *Store) Action(ctx context.Context, key review.Key) (plan.Record, bool, error) {
	keys, err := values[review.Key](ctx, s, s.db, statement{"Action", "actions",
		"SELECT review FROM actions WHERE key = $1"}, key)
	if err != nil {
		return plan.Record{}, false, err
	}
	got, err := s.Reviews(ctx, keys)
	if err != nil || len(got) == 0 {
		return plan.Record{}, false, err
	}
	return got[0], true, nil
}
