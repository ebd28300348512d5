package store

import "strings"

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

// upsert is the text that writes one row, new or not.
func (t table[T]) upsert() string {
	var sets []string
	for _, n := range t.names() {
		sets = append(sets, n+" = excluded."+n)
	}
	return "INSERT INTO " + t.name + " (" + strings.Join(t.names(), ", ") + ")" +
		" VALUES " + placeholders(1, len(sets)) +
		" ON CONFLICT (" + strings.Join(t.key, ", ") + ") DO UPDATE SET " + strings.Join(sets, ", ")
}

// refs are the fields of columns alone.
func refs(columns []column) []any {
	out := make([]any, len(columns))
	for i, c := range columns {
		out[i] = c.ref
	}
	return out
}
