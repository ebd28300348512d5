package document

import "github.com/followthrough/followthrough/sync/review"

// Matter is what keys say before the text of a document, in the order in which it
// is written.
type Matter struct {
	Values []Value
	// Blank are the keys that are given without a value, folded.
	Blank []string
	// Flaws are the places that can't be read as what they are, by line.
	Flaws []review.Flaw
}

// Value is one value of a key.
type Value struct {
	Key  string // folded; those of keys inside of keys are joined by dots
	Text string // as written, without quotes
	Line int    // of the document, from 1
	// Given numbers the places where a key is given: of a list all values have
	// the same.
	Given int
}

// Meta holds the values by key.
func (m Matter) Meta() map[string][]string {
	out := map[string][]string{}
	for _, v := range m.Values {
		out[v.Key] = append(out[v.Key], v.Text)
	}
	return out
}
