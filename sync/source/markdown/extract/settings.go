package extract

import (
	"maps"
	"slices"
	"strings"

	"github.com/followthrough/followthrough/internal/names"
	"github.com/followthrough/followthrough/sync/source/markdown/words"
)

// Settings is what a source that writes differently says about its documents.
// The zero value reads everything that the vocabulary knows.
type Settings struct {
	// Take and Leave are further headings of sections that hold actions, or
	// hold none whatever they look like. They compare as whole headings,
	// without case, numbering, emoji and punctuation.
	Take, Leave []string
	// Columns holds further header words of a table: action, owner, status,
	// due, priority, type, ticket.
	Columns map[string][]string
	// Keys holds the front-matter keys of a record field (published, kind,
	// services, severity, date, team, owner, title, labels) that stand before
	// the known ones.
	Keys map[string][]string
	// Published maps a front-matter key to the values that mean published.
	// Where it is set no other sign counts: a document without such a value
	// is not published.
	Published map[string][]string
}

// keysFor are the Meta keys of a record field, the configured ones first.
func (s Settings) keysFor(field string) []string {
	if len(s.Keys[field]) == 0 {
		return words.RecordKeys[field]
	}
	var out []string
	for _, k := range s.Keys[field] {
		out = append(out, keyForm(k))
	}
	return append(out, words.RecordKeys[field]...)
}

// keyForm is a key as it is looked up: without case, in one Unicode form.
func keyForm(key string) string { return names.Form(strings.ToLower(key)) }

// inForm brings the keys of what was read into the form in which they are
// looked up.
func inForm(meta map[string][]string) map[string][]string {
	for _, k := range slices.Sorted(maps.Keys(meta)) {
		if one := keyForm(k); one != k {
			meta[one] = append(meta[one], meta[k]...)
			delete(meta, k)
		}
	}
	return meta
}
