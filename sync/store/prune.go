package store

import (
	"context"
	"slices"
	"time"

	"github.com/followthrough/followthrough/sync/review"
)

// Pruned counts what was deleted.
type Pruned struct{ Events, Reviews, Actions, Intents, Items int }

// pruner deletes what is too old to be of use.
type pruner struct{ c conn }

// Prune deletes the events before a moment, and the reviews that were gone
// before one, with all that hangs on them (erase). A review with an intent whose
// outcome is not known stays. A zero time deletes nothing; where nothing is to be
// deleted, nothing is written.
func (p pruner) Prune(ctx context.Context, eventsBefore, reviewsGoneBefore time.Time) (Pruned, error) {
	reviews, err := goneBefore(ctx, p.c, reviewsGoneBefore)
	if err != nil {
		return Pruned{}, err
	}
	events, err := eventBefore(ctx, p.c, eventsBefore)
	if err != nil || len(reviews) == 0 && !events {
		return Pruned{}, err
	}
	var out Pruned
	err = p.c.db.change(ctx, func(tx conn) error {
		out = Pruned{}
		if events {
			st := statement{"Prune", "events", "DELETE FROM events WHERE at < $1"}
			if out.Events, err = tx.exec(ctx, st, eventsBefore.UnixMicro()); err != nil {
				return err
			}
		}
		for part := range slices.Chunk(reviews, chunk) {
			if err := erase(ctx, tx, part, &out); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		return Pruned{}, err
	}
	return out, nil
}

// goneBefore are the reviews that may be deleted.
func goneBefore(ctx context.Context, c conn, moment time.Time) ([]review.Key, error) {
	if moment.IsZero() {
		return nil, nil
	}
	return values[review.Key](ctx, c, statement{"Prune", "reviews", `
SELECT key FROM reviews WHERE gone IS NOT NULL AND gone < $1
AND NOT EXISTS (SELECT 1 FROM intents WHERE intents.review = reviews.key AND outcome = '') ORDER BY key`},
		moment.UnixMicro())
}

// eventBefore tells whether there is an event to be deleted.
func eventBefore(ctx context.Context, c conn, moment time.Time) (bool, error) {
	if moment.IsZero() {
		return false, nil
	}
	got, err := values[int64](ctx, c, statement{"Prune", "events",
		"SELECT seq FROM events WHERE at < $1 LIMIT 1"}, moment.UnixMicro())
	return len(got) > 0, err
}
