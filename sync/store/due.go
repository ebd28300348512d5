package store

import (
	"context"
	"slices"
	"time"

	"github.com/followthrough/followthrough/sync/plan"
	"github.com/followthrough/followthrough/sync/review"
)

// due says which reviews a pass has to look at, by what is kept of their
// actions.
type due struct{ c conn }

// Due are the reviews whose wake has come, or that were planned with another
// configuration, by key.
func (d due) Due(ctx context.Context, now time.Time, config string) ([]review.Key, error) {
	// Two ranges and not <>, which no index answers; sorted here, or the
	// database reads all keys to have them in order.
	keys, err := values[review.Key](ctx, d.c, statement{"Due", "reviews", `
SELECT key FROM reviews WHERE wake IS NOT NULL AND wake <= $1
UNION ALL SELECT key FROM reviews WHERE planned < $2
UNION ALL SELECT key FROM reviews WHERE planned > $2`}, now.UnixMicro(), config)
	if err != nil {
		return nil, err
	}
	slices.Sort(keys)
	return slices.Compact(keys), nil
}

// NextWake is the next moment after now at which a review is due although
// nothing changes; zero: there is none.
func (d due) NextWake(ctx context.Context, now time.Time) (time.Time, error) {
	found, err := values[int64](ctx, d.c, statement{"NextWake", "reviews", `
SELECT wake FROM reviews WHERE wake IS NOT NULL AND wake > $1 ORDER BY wake LIMIT 1`}, now.UnixMicro())
	if err != nil || len(found) == 0 {
		return time.Time{}, err
	}
	return time.UnixMicro(found[0]).UTC(), nil
}

// Linking are the reviews with an action that has one of these items, by key.
func (d due) Linking(ctx context.Context, items []plan.ItemID) ([]review.Key, error) {
	var out []review.Key
	for tracker, ids := range byTracker(items) {
		for part := range slices.Chunk(ids, chunk) {
			st := statement{"Linking", "actions",
				"SELECT DISTINCT review FROM actions WHERE item_tracker = $1 AND item_id IN " + placeholders(2, len(part))}
			got, err := values[review.Key](ctx, d.c, st, append([]any{tracker}, anys(part)...)...)
			if err != nil {
				return nil, err
			}
			out = append(out, got...)
		}
	}
	slices.Sort(out)
	return slices.Compact(out), nil
}

// Saying are the reviews with an action that reads so now, by key, limit at most.
func (d due) Saying(ctx context.Context, text string, limit int) ([]review.Key, error) {
	return values[review.Key](ctx, d.c, statement{"Saying", "actions",
		"SELECT DISTINCT review FROM actions WHERE text_now = $1 ORDER BY review LIMIT $2"}, text, limit)
}

// Admitted counts the actions of a source that were admitted, or whose item
// was made, since a moment, without those released by a person.
func (d due) Admitted(ctx context.Context, source string, since time.Time) (int, error) {
	keys, err := values[review.Key](ctx, d.c, statement{"Admitted", "actions", `
SELECT key FROM actions WHERE source = $1 AND admitted >= $2 AND admitted IS NOT NULL AND released IS NULL
UNION SELECT key FROM actions WHERE source = $1 AND made >= $2 AND made IS NOT NULL AND released IS NULL`},
		source, since.UnixMicro())
	return len(keys), err
}
