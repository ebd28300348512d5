package actions

import (
	"slices"

	"github.com/followthrough/followthrough/sync/review"
	"github.com/followthrough/followthrough/sync/source/actions/words"
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
	// Restricted holds the keys whose values may make a review restricted:
	// front matter in which one of them can't be read makes it a draft.
	Restricted []string
	// Doubtful says what becomes of lines that may be no action.
	Doubtful Doubtful
	// Path is where the document lies, for what its name says of it; "": it has no
	// name. Sources leave it to the format.
	Path string
}

// Doubtful says what becomes of lines that may be no action.
type Doubtful string

// What becomes of them.
const (
	Hold   Doubtful = "hold"   // they are kept, each with its doubt
	Make   Doubtful = "make"   // they are actions like others
	Ignore Doubtful = "ignore" // they are none; so it is where nothing is said
)

// Deciding are the keys of the settings that decide who may see a review, or
// whether it is published.
func (s Settings) Deciding() []string {
	out := append(slices.Clone(s.Restricted), s.Keys["published"]...)
	for key := range s.Published {
		out = append(out, key)
	}
	return out
}

// asked are the keys of the day of publication whose values are asked for as such.
func (s Settings) asked() []string {
	return slices.DeleteFunc(slices.Clone(s.keysFor("published")), func(k string) bool {
		for named := range s.Published {
			if words.Squashed(named) == words.Squashed(k) {
				return true
			}
		}
		return false
	})
}

// keysFor are the Meta keys of a record field, the configured ones first.
func (s Settings) keysFor(field string) []string {
	if len(s.Keys[field]) == 0 {
		return words.RecordKeys[field]
	}
	var out []string
	for _, k := range s.Keys[field] {
		out = append(out, review.Fold(k))
	}
	return append(out, words.RecordKeys[field]...)
}
