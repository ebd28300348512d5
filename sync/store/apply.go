package store

import (
	"context"
	"slices"

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

// put writes rows, new or not. Of rows with one key the last one counts.
func put[T any](ctx context.Context, c conn, t table[T], rows []T) error {
	if len(rows) == 0 {
		return nil
	}
	most := c.db.engine.arguments()
	if most == 0 {
		return putEach(ctx, c, t, rows)
	}
	for part := range slices.Chunk(t.lastOfEach(rows), min(chunk, most/len(t.names()))) {
		var args []any
		for i := range part {
			args = append(args, refs(t.columns(&part[i]))...)
		}
		if _, err := c.exec(ctx, statement{"Apply", t.name, t.upsert(len(part))}, args...); err != nil {
			return err
		}
	}
	return nil
}

// putEach writes them one by one.
func putEach[T any](ctx context.Context, c conn, t table[T], rows []T) error {
	st := statement{"Apply", t.name, t.upsert(1)}
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
	rows := actionRows(records)
	if err := put(ctx, c, actionsTable, rows); err != nil {
		return err
	}
	has := make(map[review.Key]bool, len(rows))
	for _, a := range rows {
		has[a.Key] = true
	}
	keys := make([]review.Key, len(records))
	for i, r := range records {
		keys[i] = r.Key
	}
	known, err := within(ctx, c, statement{"Apply", "actions", "SELECT key FROM actions"}, " WHERE review IN ", func(k *review.Key) []column {
		return []column{{"key", k}}
	}, keys)
	if err != nil {
		return err
	}
	gone := slices.DeleteFunc(known, func(k review.Key) bool { return has[k] })
	for part := range slices.Chunk(gone, chunk) {
		st := statement{"Apply", "actions", "DELETE FROM actions WHERE key IN " + placeholders(1, len(part))}
		if _, err := c.exec(ctx, st, anys(part)...); err != nil {
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
