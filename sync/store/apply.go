package store

import (
	"context"
	"database/sql"

	"github.com/followthrough/followthrough/sync/plan"
	"github.com/followthrough/followthrough/sync/review"
)

// Apply writes the changes, all or none, and is durable when it returns. A
// record replaces all of its actions, a part those that stand in it; every other
// row is replaced by its key.
func (s *Store) Apply(ctx context.Context, c plan.Changes) error {
	if c.Empty() {
		return nil
	}
	return s.change(ctx, func(tx *sql.Tx) error {
		for _, write := range []func() error{
			func() error { return put(ctx, s, tx, reviewsTable, c.Reviews) },
			func() error { return s.putActions(ctx, tx, c.Reviews) },
			func() error { return put(ctx, s, tx, reviewsTable, c.Parts) },
			func() error { return put(ctx, s, tx, actionsTable, actionRows(c.Parts)) },
			func() error { return put(ctx, s, tx, itemsTable, c.Items) },
			func() error { return put(ctx, s, tx, intentsTable, c.Intents) },
			func() error { return put(ctx, s, tx, sourcesTable, c.Sources) },
			func() error { return put(ctx, s, tx, trackersTable, c.Trackers) },
			func() error { return s.putEvents(ctx, tx, c.Events) },
		} {
			if err := write(); err != nil {
				return err
			}
		}
		return nil
	})
}

// put writes rows, new or not.
func put[T any](ctx context.Context, s *Store, tx *sql.Tx, t table[T], rows []T) error {
	if len(rows) == 0 {
		return nil
	}
	st := statement{"Apply", t.name, t.upsert()}
	prepared, err := tx.PrepareContext(ctx, st.text)
	if err != nil {
		return s.explain("write "+t.name, err)
	}
	defer func() { _ = prepared.Close() }() // the transaction ends it anyway
	for i := range rows {
		result, err := prepared.ExecContext(ctx, refs(t.columns(&rows[i]))...)
		if _, err = s.wrote(st, result, err); err != nil {
			return err
		}
	}
	return nil
}

// putActions writes the actions of the records, and deletes those that their
// records have no longer.
func (s *Store) putActions(ctx context.Context, tx *sql.Tx, records []plan.Review) error {
	if err := put(ctx, s, tx, actionsTable, actionRows(records)); err != nil {
		return err
	}
	for _, r := range records {
		if err := s.dropActions(ctx, tx, r); err != nil {
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

// dropActions deletes the actions that a record has no longer.
func (s *Store) dropActions(ctx context.Context, tx *sql.Tx, r plan.Review) error {
	known, err := values[review.Key](ctx, s, tx, statement{"Apply", "actions", "SELECT key FROM actions WHERE review = $1"}, r.Key)
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
		if _, err := s.exec(ctx, tx, statement{"Apply", "actions", "DELETE FROM actions WHERE key = $1"}, key); err != nil {
			return err
		}
	}
	return nil
}

// putEvents appends to the log.
func (s *Store) putEvents(ctx context.Context, tx *sql.Tx, events []plan.Event) error {
	if len(events) == 0 {
		return nil
	}
	last, err := values[int64](ctx, s, tx, statement{"Apply", "events", "SELECT COALESCE(MAX(seq), 0) FROM events"})
	if err != nil {
		return err
	}
	var rows []eventRow
	for i, e := range events {
		rows = append(rows, eventRow{last[0] + int64(i) + 1, e})
	}
	return put(ctx, s, tx, eventsTable, rows)
}
