package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/followthrough/followthrough/sync/plan"
	"github.com/followthrough/followthrough/sync/review"
)

const whyDamaged = "the store was damaged"

// damage is a row that can't be understood.
type damage struct {
	table           string
	row             string // see engine.row
	review, tracker string // that it is about, as far as that can be read
}

// mend makes a store whole again of which single rows can't be read. What they were
// about is as if the store had never known it: its document is read anew, and
// intents and items that name it are kept. Nobody knows what else is lost, so the
// whole store counts as one that may have forgotten something. A file that is
// damaged beyond rows is ErrDamaged.
func (d *database) mend(ctx context.Context) error {
	if err := d.engine.indexes(ctx); err != nil {
		return err
	}
	found, err := d.damages(ctx)
	if err != nil || len(found) == 0 {
		return err
	}
	if err := d.change(ctx, func(tx conn) error { return forget(ctx, tx, found) }); err != nil {
		return err
	}
	d.tell("%s in the store %s can't be read: what they were about is read anew, and items are looked for before one is made", counted(found), d.path)
	return nil
}

// unreadableRow judges a row that a query can't understand: nil, and it is left
// out, where people alone would read it.
func (d *database) unreadableRow(table string, err error) error {
	if d.readOnly || table == eventsTable.name {
		d.once.Do(func() {
			d.tell("rows of %s in the store %s can't be read, and are left out here: the next sync reads anew what they were about", table, d.path)
		})
		return nil
	}
	d.suspect.Store(true)
	return fmt.Errorf("%w: a row of %s in %s can't be read: the next pass reads anew what it was about: %w", ErrDamaged, table, d.path, err)
}

// counted are damaged rows in words.
func counted(found []damage) string {
	n := map[string]int{}
	for _, f := range found {
		n[f.table]++
	}
	var out []string
	for _, table := range slices.Sorted(maps.Keys(n)) {
		out = append(out, fmt.Sprintf("%d of %s", n[table], table))
	}
	return "rows (" + strings.Join(out, ", ") + ")"
}

// damages are the rows that can't be understood, but for the log's: what is read
// there is told to people alone.
func (d *database) damages(ctx context.Context) ([]damage, error) {
	var out []damage
	for _, find := range []func() ([]damage, error){
		func() ([]damage, error) { return unreadable(ctx, d.conn(), reviewsTable, "key", "''") },
		func() ([]damage, error) { return unreadable(ctx, d.conn(), actionsTable, "review", "''") },
		func() ([]damage, error) { return unreadable(ctx, d.conn(), itemsTable, "''", "tracker") },
		func() ([]damage, error) { return unreadable(ctx, d.conn(), intentsTable, "review", "tracker") },
		func() ([]damage, error) { return unreadable(ctx, d.conn(), sourcesTable, "''", "''") },
		func() ([]damage, error) { return unreadable(ctx, d.conn(), trackersTable, "''", "tracker") },
	} {
		found, err := find()
		if err != nil {
			return nil, err
		}
		out = append(out, found...)
	}
	return out, nil
}

// unreadable are the rows of a table that can't be understood; its columns that
// name the review and the tracker are given.
func unreadable[T any](ctx context.Context, c conn, t table[T], reviewIn, trackerIn string) ([]damage, error) {
	id, _ := c.db.engine.row()
	text := "SELECT " + id + ", " + reviewIn + ", " + trackerIn + ", " + strings.Join(t.names(), ", ") + " FROM " + t.name
	rows, err := c.QueryContext(ctx, text)
	if err != nil {
		return nil, c.db.explain("read "+t.name, err)
	}
	defer func() { _ = rows.Close() }() // Err has told what there is to tell
	var out []damage
	for rows.Next() {
		var v T
		var about, place sql.NullString
		row := damage{table: t.name}
		refs := append([]any{&row.row, &about, &place}, refs(t.columns(&v))...)
		if rows.Scan(refs...) != nil { // what came before the column at fault was read
			row.review, row.tracker = about.String, place.String
			out = append(out, row)
		}
	}
	if err := rows.Err(); err != nil {
		return nil, c.db.explain("read "+t.name, err)
	}
	return out, nil
}

// forget takes out damaged rows and the reviews that they were about, and lets all
// that is needed be listed again.
func forget(ctx context.Context, tx conn, found []damage) error {
	exec := func(table, text string, args ...any) error {
		_, err := tx.exec(ctx, statement{"mend", table, text}, args...)
		return err
	}
	_, thisRow := tx.db.engine.row()
	for _, f := range found {
		if err := errors.Join(
			exec(f.table, "DELETE FROM "+f.table+" WHERE "+thisRow, f.row),
			exec("reviews", "DELETE FROM reviews WHERE key = $1", review.Key(f.review)),
			exec("trackers", "UPDATE trackers SET watermark = '' WHERE tracker = $1", f.tracker),
		); err != nil {
			return err
		}
	}
	marks, err := query(ctx, tx, statement{"mend", "sources", sourcesTable.selection()}, sourceColumns)
	if err != nil {
		return err
	}
	for i := range marks {
		marks[i].Digest = plan.Read("", plan.ReadingOf(marks[i].Digest))
	}
	if err := put(ctx, tx, sourcesTable, marks); err != nil {
		return err
	}
	return doubt(ctx, tx, plan.Memory{Since: tx.db.now().UTC(), Why: whyDamaged})
}
