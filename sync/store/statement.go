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

// runner is a database or a transaction.
type runner interface {
	QueryContext(ctx context.Context, query string, args ...any) (*sql.Rows, error)
	ExecContext(ctx context.Context, query string, args ...any) (sql.Result, error)
}

// observe passes a statement on.
func (s *Store) observe(st statement, kind Kind, rows int) {
	if s.observer != nil {
		s.observer.Observe(Statement{Name: st.name, Kind: kind, Table: st.table, Rows: rows, SQL: st.text})
	}
}

// query reads rows into values, each column into what columns names for it.
func query[T any](ctx context.Context, s *Store, in runner, st statement, columns func(*T) []column, args ...any) ([]T, error) {
	var out []T
	defer func() { s.observe(st, Read, len(out)) }()
	rows, err := in.QueryContext(ctx, st.text, args...)
	if err != nil {
		return nil, s.explain("read "+st.table, err)
	}
	defer func() { _ = rows.Close() }() // Err has told what there is to tell
	for rows.Next() {
		var v T
		if err := rows.Scan(refs(columns(&v))...); err != nil {
			return nil, s.explain("read "+st.table, err)
		}
		out = append(out, v)
	}
	if err := rows.Err(); err != nil {
		return nil, s.explain("read "+st.table, err)
	}
	return out, nil
}

// values reads the rows of a single column.
func values[T any](ctx context.Context, s *Store, in runner, st statement, args ...any) ([]T, error) {
	return query(ctx, s, in, st, func(v *T) []column { return []column{{"", v}} }, args...)
}

// exec writes, and returns how many rows it wrote.
func (s *Store) exec(ctx context.Context, in runner, st statement, args ...any) (int, error) {
	result, err := in.ExecContext(ctx, st.text, args...)
	return s.wrote(st, result, err)
}

// wrote counts what a statement wrote.
func (s *Store) wrote(st statement, result sql.Result, err error) (int, error) {
	if err != nil {
		s.observe(st, Write, 0)
		return 0, s.explain("write "+st.table, err)
	}
	n, err := result.RowsAffected()
	if err != nil {
		return 0, fmt.Errorf("count the rows written to %s: %w", st.table, err)
	}
	s.observe(st, Write, int(n))
	return int(n), nil
}

// view runs several reads that see one state of the store.
func (s *Store) view(ctx context.Context, read func(runner) error) error {
	tx, err := s.db.BeginTx(ctx, &sql.TxOptions{ReadOnly: true})
	if err != nil {
		return s.explain("read", err)
	}
	defer func() { _ = tx.Rollback() }() // nothing was written
	return read(tx)
}

// change runs writes that are all kept or none.
func (s *Store) change(ctx context.Context, write func(*sql.Tx) error) error {
	if s.readOnly {
		return fmt.Errorf("write to %s: %w", s.path, ErrReadOnly)
	}
	s.writing.Lock()
	defer s.writing.Unlock()
	tx, err := s.db.BeginTx(ctx, nil)
	if err != nil {
		return s.explain("write", err)
	}
	defer func() { _ = tx.Rollback() }() // after a commit it does nothing
	if err := write(tx); err != nil {
		return err
	}
	if err := tx.Commit(); err != nil {
		return s.explain("write", err)
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
