package store

import (
	"context"

	"github.com/followthrough/followthrough/sync/plan"
	"github.com/followthrough/followthrough/sync/review"
)

// writer writes what a pass has found and done.
type writer struct{ c conn }

// Apply writes the changes, all or none, and is durable when it returns. A
// review replaces all of its actions, a part those that stand in it; every other
// row is replaced by its key.
func (w writer) Apply(ctx context.Context, c plan.Changes) error {
	if c.Empty() {
		return nil
	}
	var sequence int64
	err := w.c.db.change(ctx, func(tx conn) error {
		for _, write := range []func() error{
			func() error { return put(ctx, tx, reviewsTable, c.Reviews) },
			func() error { return putActions(ctx, tx, c.Reviews) },
			func() error { return put(ctx, tx, reviewsTable, c.Parts) },
			func() error { return put(ctx, tx, actionsTable, actionRows(c.Parts)) },
			func() error { return put(ctx, tx, itemsTable, c.Items) },
			func() error { return put(ctx, tx, intentsTable, c.Intents) },
			func() error { return put(ctx, tx, sourcesTable, c.Sources) },
			func() error { return put(ctx, tx, trackersTable, c.Trackers) },
			func() error { return putEvents(ctx, tx, c.Events) },
		} {
			if err := write(); err != nil {
				return err
			}
		}
		if len(c.Intents) == 0 {
			return nil
		}
		var err error
		sequence, err = advance(ctx, tx)
		return err
	})
	if err != nil || sequence == 0 {
		return err
	}
	return w.c.db.reached(sequence)
}

// put writes rows, new or not.
func put[T any](ctx context.Context, c conn, t table[T], rows []T) error {
	if len(rows) == 0 {
		return nil
	}
	st := statement{"Apply", t.name, t.upsert()}
	prepared, err := c.PrepareContext(ctx, st.text)
	if err != nil {
		return c.db.explain("write "+t.name, err)
	}
	defer func() { _ = prepared.Close() }() // the transaction ends it anyway
	for i := range rows {
		result, err := prepared.ExecContext(ctx, refs(t.columns(&rows[i]))...)
		if _, err = c.wrote(st, result, err); err != nil {
			return err
		}
	}
	return nil
}

// putActions writes the actions of the reviews, and deletes those that their
// reviews have no longer.
func putActions(ctx context.Context, c conn, records []plan.Review) error {
	if err := put(ctx, c, actionsTable, actionRows(records)); err != nil {
		return err
	}
	for _, r := range records {
		if err := dropActions(ctx, c, r); err != nil {
			return err
		}
	}
	return nil
}

func actionRows(records []plan.Review) []actionRow {
	var rows []actionRow
	for _, r := range records {
		for _, a := range r.Actions {
			rows = append(rows, actionRow{r.Key, r.Source, a})
		}
	}
	return rows
}

// dropActions deletes the actions that a review has no longer.
func dropActions(ctx context.Context, c conn, r plan.Review) error {
	known, err := values[review.Key](ctx, c, statement{"Apply", "actions", "SELECT key FROM actions WHERE review = $1"}, r.Key)
	if err != nil {
		return err
	}
	has := make(map[review.Key]bool, len(r.Actions))
	for _, a := range r.Actions {
		has[a.Key] = true
	}
	for _, key := range known {
		if has[key] {
			continue
		}
		if _, err := c.exec(ctx, statement{"Apply", "actions", "DELETE FROM actions WHERE key = $1"}, key); err != nil {
			return err
		}
	}
	return nil
}

// putEvents appends to the log.
func putEvents(ctx context.Context, c conn, events []plan.Event) error {
	if len(events) == 0 {
		return nil
	}
	last, err := values[int64](ctx, c, statement{"Apply", "events", "SELECT COALESCE(MAX(seq), 0) FROM events"})
	if err != nil {
		return err
	}
	var rows []eventRow
	for i, e := range events {
		rows = append(rows, eventRow{last[0] + int64(i) + 1, e})
	}
	return put(ctx, c, eventsTable, rows)
}
