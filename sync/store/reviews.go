package store

import (
	"cmp"
	"context"
	"slices"

	"github.com/followthrough/followthrough/sync/plan"
	"github.com/followthrough/followthrough/sync/review"
)

// Filter chooses reviews: those that fit every field that is set. The zero
// value chooses all.
type Filter struct {
	Source string
	Keys   []review.Key
	Paths  []string // exact
}

// reviews are those that were read, with their actions.
type reviews struct{ c conn }

// Index is every review of a source, without actions, by path and key.
func (r reviews) Index(ctx context.Context, source string) ([]plan.Review, error) {
	st := statement{"Index", "reviews", reviewsTable.selection() + " WHERE source = $1 ORDER BY path, key"}
	return query(ctx, r.c, st, reviewColumns, source)
}

// Reviews are the reviews with these keys, by source, path and key, with their
// actions in the review's order, those without a line last; unknown keys are missing.
func (r reviews) Reviews(ctx context.Context, keys []review.Key) ([]plan.Review, error) {
	if len(keys) == 0 {
		return nil, nil
	}
	return r.ReviewsBy(ctx, Filter{Keys: keys})
}

// ReviewsBy are the reviews that f chooses, by source, path and key, with their
// actions in the review's order, those without a line last.
func (r reviews) ReviewsBy(ctx context.Context, f Filter) ([]plan.Review, error) {
	var out []plan.Review
	err := r.c.db.view(ctx, func(in conn) error {
		var err error
		if out, err = chosen(ctx, in, f); err != nil {
			return err
		}
		return actions(ctx, in, out)
	})
	if err != nil {
		return nil, err
	}
	return out, nil
}

// chosen are those of a filter without their actions. The database finds them
// by the most telling field, the others are looked at here.
func chosen(ctx context.Context, c conn, f Filter) ([]plan.Review, error) {
	var out []plan.Review
	var err error
	st := statement{"ReviewsBy", "reviews", reviewsTable.selection()}
	switch {
	case len(f.Keys) > 0:
		out, err = within(ctx, c, st, " WHERE key IN ", reviewColumns, f.Keys)
	case len(f.Paths) > 0:
		out, err = within(ctx, c, st, " WHERE path IN ", reviewColumns, f.Paths)
	case f.Source != "":
		st.text += " WHERE source = $1"
		out, err = query(ctx, c, st, reviewColumns, f.Source)
	default:
		out, err = query(ctx, c, st, reviewColumns)
	}
	if err != nil {
		return nil, err
	}
	out = slices.DeleteFunc(out, func(r plan.Review) bool { return !f.fits(r) })
	slices.SortFunc(out, func(a, b plan.Review) int {
		return cmp.Or(cmp.Compare(a.Source, b.Source), cmp.Compare(a.Path, b.Path), cmp.Compare(a.Key, b.Key))
	})
	return out, nil
}

func (f Filter) fits(r plan.Review) bool {
	return (f.Source == "" || r.Source == f.Source) && (len(f.Paths) == 0 || slices.Contains(f.Paths, r.Path))
}

// within reads the rows whose column is one of values, each row once.
func within[T any, V cmp.Ordered](ctx context.Context, c conn, st statement, where string, columns func(*T) []column, values []V) ([]T, error) {
	values = slices.Compact(slices.Sorted(slices.Values(values)))
	var out []T
	for part := range slices.Chunk(values, chunk) {
		one := statement{st.name, st.table, st.text + where + placeholders(1, len(part))}
		got, err := query(ctx, c, one, columns, anys(part)...)
		if err != nil {
			return nil, err
		}
		out = append(out, got...)
	}
	return out, nil
}

// actions gives the reviews their actions.
func actions(ctx context.Context, c conn, records []plan.Review) error {
	at := make(map[review.Key]int, len(records))
	var keys []review.Key
	for i, r := range records {
		at[r.Key] = i
		keys = append(keys, r.Key)
	}
	st := statement{"ReviewsBy", "actions", actionsTable.selection()}
	rows, err := within(ctx, c, st, " WHERE review IN ", actionColumns, keys)
	if err != nil {
		return err
	}
	slices.SortFunc(rows, func(a, b actionRow) int {
		return plan.ByLine(a.Action, b.Action)
	})
	for _, a := range rows {
		r := &records[at[a.review]]
		r.Actions = append(r.Actions, a.Action)
	}
	return nil
}
