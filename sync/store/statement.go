package store

import (
	"context"
	"database/sql"
	"fmt"
	"strconv"
	"strings"
)

// Kind tells a reading statement from a writing one.
type Kind string

// The kinds of statement.
const (
	Read  Kind = "read"
	Write Kind = "write"
)

// Statement is one statement that the store carried out.
type Statement struct {
	Name  string // the method that it belongs to
	Kind  Kind
	Table string // whose rows it returned, counted or wrote
	Rows  int    // returned, counted or written
	SQL   string
}

// Observer is told of every statement after it ended, also of failed ones
// (with no rows). It may be called at the same time from several goroutines.
type Observer interface {
	Observe(Statement)
}

// statement is a statement before it runs.
type statement struct{ name, table, text string }

// conn is where statements run: the pool of a database, or a transaction in it.
type conn struct {
	runner
	db *database
}

type runner interface {
	PrepareContext(ctx context.Context, query string) (*sql.Stmt, error)
	QueryContext(ctx context.Context, query string, args ...any) (*sql.Rows, error)
	ExecContext(ctx context.Context, query string, args ...any) (sql.Result, error)
}

// observe passes a statement on.
func (d *database) observe(st statement, kind Kind, rows int) {
	if d.observer != nil {
		d.observer.Observe(Statement{Name: st.name, Kind: kind, Table: st.table, Rows: rows, SQL: st.text})
	}
}

// query reads rows into values, each column into what columns names for it.
func query[T any](ctx context.Context, c conn, st statement, columns func(*T) []column, args ...any) ([]T, error) {
	var out []T
	defer func() { c.db.observe(st, Read, len(out)) }()
	rows, err := c.QueryContext(ctx, st.text, args...)
	if err != nil {
		return nil, c.db.explain("read "+st.table, err)
	}
	defer func() { _ = rows.Close() }() // Err has told what there is to tell
	for rows.Next() {
		var v T
		err := rows.Scan(refs(columns(&v))...)
		switch {
		case err == nil:
			out = append(out, v)
		case rows.Err() != nil || ctx.Err() != nil: // it was ended, the row is well
			return nil, c.db.explain("read "+st.table, err)
		default:
			if err := c.db.unreadableRow(st.table, err); err != nil {
				return nil, err
			}
		}
	}
	if err := rows.Err(); err != nil {
		return nil, c.db.explain("read "+st.table, err)
	}
	return out, nil
}

// values reads the rows of a single column.
func values[T any](ctx context.Context, c conn, st statement, args ...any) ([]T, error) {
	return query(ctx, c, st, func(v *T) []column { return []column{{"", v}} }, args...)
}

// exec writes, and returns how many rows it wrote.
func (c conn) exec(ctx context.Context, st statement, args ...any) (int, error) {
	result, err := c.ExecContext(ctx, st.text, args...)
	return c.wrote(st, result, err)
}

// wrote counts what a statement wrote.
func (c conn) wrote(st statement, result sql.Result, err error) (int, error) {
	if err != nil {
		c.db.observe(st, Write, 0)
		return 0, c.db.explain("write "+st.table, err)
	}
	n, err := result.RowsAffected()
	if err != nil {
		return 0, fmt.Errorf("count the rows written to %s: %w", st.table, err)
	}
	c.db.observe(st, Write, int(n))
	return int(n), nil
}

// view runs several reads that see one state of the store.
func (d *database) view(ctx context.Context, read func(conn) error) error {
	tx, err := d.pool().BeginTx(ctx, d.engine.reading())
	for n := 1; err != nil && n < tries && ctx.Err() == nil && d.engine.again(err); n++ { // each connection of the pool may be gone
		tx, err = d.pool().BeginTx(ctx, d.engine.reading())
	}
	if err != nil {
		return d.explain("read", err)
	}
	defer func() { _ = tx.Rollback() }() // nothing was written
	return read(conn{tx, d})
}

// tries is how often a transaction is carried out that the database ended.
const tries = 5

// change runs writes that are all kept or none. Where the database ends a transaction
// of which nothing is left, write is called again.
func (d *database) change(ctx context.Context, write func(conn) error) error {
	if d.readOnly {
		return fmt.Errorf("write to %s: %w", d.path, ErrReadOnly)
	}
	d.writing.Lock()
	defer d.writing.Unlock()
	for n := 1; ; n++ {
		err := d.changeOnce(ctx, write)
		if err == nil || n == tries || ctx.Err() != nil || !d.engine.again(err) {
			return err
		}
	}
}

func (d *database) changeOnce(ctx context.Context, write func(conn) error) error {
	tx, err := d.pool().BeginTx(ctx, nil)
	if err != nil {
		return d.explain("write", err)
	}
	defer func() { _ = tx.Rollback() }() // after a commit it does nothing
	in := conn{tx, d}
	if err := d.engine.began(ctx, in); err != nil {
		return err
	}
	if err := write(in); err != nil {
		return err
	}
	if err := tx.Commit(); err != nil {
		return d.explain("write", d.engine.ended(err))
	}
	return nil
}

// placeholders are n placeholders in brackets, the first of them $first.
func placeholders(first, n int) string {
	var b strings.Builder
	for i := range n {
		b.WriteString(", " + placeholder(first+i))
	}
	return "(" + strings.TrimPrefix(b.String(), ", ") + ")"
}

// groups are n groups of so many placeholders, for rows.
func groups(n, each int) string {
	out := make([]string, n)
	for i := range out {
		out[i] = placeholders(i*each+1, each)
	}
	return strings.Join(out, ", ")
}

// placeholder is the n-th, from 1.
func placeholder(n int) string { return "$" + strconv.Itoa(n) }

// anys are values as arguments.
func anys[T any](values []T) []any {
	out := make([]any, len(values))
	for i, v := range values {
		out[i] = v
	}
	return out
}

// chunk is how many values one IN takes: databases limit the arguments of a
// statement.
const chunk = 500
