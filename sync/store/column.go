package store

import (
	"database/sql/driver"
	"fmt"
	"slices"
	"strings"
)

// column is one column of a row and the field that it keeps: a pointer, or
// one of the codecs of codec.go, which is read into and written from alike.
type column struct {
	name string
	ref  any
}

// table is how values of a type are kept in rows. One list of columns serves
// reading and writing, so that no field is written and not read.
type table[T any] struct {
	name    string
	key     []string
	columns func(*T) []column
}

// names are the names of the columns, in order.
func (t table[T]) names() []string {
	var zero T
	var out []string
	for _, c := range t.columns(&zero) {
		out = append(out, c.name)
	}
	return out
}

// selection is the text of a query up to its conditions.
func (t table[T]) selection() string {
	return "SELECT " + strings.Join(t.names(), ", ") + " FROM " + t.name
}

// upsert is the text that writes n rows, new or not.
func (t table[T]) upsert(n int) string {
	var sets []string
	names := t.names()
	for _, name := range names {
		sets = append(sets, name+" = excluded."+name)
	}
	return "INSERT INTO " + t.name + " (" + strings.Join(names, ", ") + ")" +
		" VALUES " + groups(n, len(names)) +
		" ON CONFLICT (" + strings.Join(t.key, ", ") + ") DO UPDATE SET " + strings.Join(sets, ", ")
}

// lastOfEach are the rows without those whose key comes again: a statement writes a
// row once.
func (t table[T]) lastOfEach(rows []T) []T {
	if len(rows) < 2 {
		return rows
	}
	at := make(map[string]int, len(rows))
	out := make([]T, 0, len(rows))
	for i := range rows {
		key := t.keyOf(&rows[i])
		if n, again := at[key]; again {
			out[n] = rows[i]
			continue
		}
		at[key] = len(out)
		out = append(out, rows[i])
	}
	return out
}

// keyOf is the key of a row as one text.
func (t table[T]) keyOf(row *T) string {
	var parts []string
	for _, c := range t.columns(row) {
		if slices.Contains(t.key, c.name) {
			v, _ := driver.DefaultParameterConverter.ConvertValue(c.ref) // an error comes again as it is written
			parts = append(parts, fmt.Sprintf("%q", fmt.Sprint(v)))
		}
	}
	return strings.Join(parts, " ")
}

// refs are the fields of columns alone.
func refs(columns []column) []any {
	out := make([]any, len(columns))
	for i, c := range columns {
		out[i] = c.ref
	}
	return out
}
