// Package restriction says which reviews are for fewer people than their items
// would be, as a source's configuration tells. What can't be read whole may say
// so, and counts as if it did.
package restriction

import (
	"slices"
	"strings"
	"unicode"

	"github.com/followthrough/followthrough/config"
	"github.com/followthrough/followthrough/internal/globs"
	"github.com/followthrough/followthrough/sync/review"
	"github.com/followthrough/followthrough/sync/source/actions/publication"
	"github.com/followthrough/followthrough/sync/source/actions/words"
)

// Of tells which reviews are for fewer people than their items would
// be, as a source says it, or as it is where the source says nothing; nil: none is.
func Of(said *config.Restricted) func(string, review.Review) bool {
	c := Rule(said)
	if len(c.Include) == 0 && len(c.When) == 0 {
		return nil
	}
	return func(path string, r review.Review) bool {
		if globs.Covers(c.Include, path) {
			return true
		}
		if len(r.Unread()) > 0 { // it may say so where it can't be read
			return true
		}
		for key, have := range r.Meta {
			for wanted, values := range c.When {
				if isKey(key, wanted) && slices.ContainsFunc(have, func(v string) bool { return says(values, v) }) {
					return true
				}
			}
		}
		return false
	}
}

// isKey tells whether a key is the one wanted, or that one inside of another:
// sites keep keys of their own below params. What parts its words has no say.
func isKey(key, wanted string) bool {
	key, wanted = words.Squashed(key), words.Squashed(wanted)
	return key == wanted || strings.HasSuffix(key, "."+wanted)
}

// says tells whether a value is one of those wanted, or has one among its words:
// "internal, restricted", "restricted (until the fix)"; yes, on and true say the
// same. Rather one review too many is restricted than one too few.
func says(values []string, have string) bool {
	return slices.ContainsFunc(values, func(want string) bool {
		if review.Fold(want) == review.Fold(have) {
			return true
		}
		if w, h := publication.YesNo(want), publication.YesNo(have); w != nil && h != nil {
			return *w == *h
		}
		words := wordsOf(want)
		return words != " " && strings.Contains(wordsOf(have), words)
	})
}

// wordsOf are the words of a value between spaces, without the signs around them.
func wordsOf(value string) string {
	all := []rune(review.Fold(value))
	words := []rune{' '}
	for i, r := range all {
		switch last := words[len(words)-1]; {
		case unicode.In(r, unicode.L, unicode.M, unicode.N), inWord(all, i):
			words = append(words, r)
		case last != ' ':
			words = append(words, ' ')
		}
	}
	return strings.TrimSuffix(string(words), " ") + " "
}

// inWord tells whether a sign parts no words: one within a number, and one behind
// what turns a word into its contrary.
func inWord(all []rune, i int) bool {
	if i == 0 || i+1 == len(all) {
		return false
	}
	return strings.ContainsRune(".,", all[i]) && unicode.IsDigit(all[i-1]) && unicode.IsDigit(all[i+1]) ||
		all[i] == '-' && (endsIn(all[:i], "non") || endsIn(all[:i], "un"))
}

// endsIn tells whether signs end in a whole word.
func endsIn(all []rune, word string) bool {
	at := len(all) - len(word)
	return at >= 0 && string(all[at:]) == word && (at == 0 || !unicode.IsLetter(all[at-1]))
}
