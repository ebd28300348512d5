// Package restriction says which reviews are for fewer people than their items
// would be, as a source's configuration tells. What can't be read whole may say
// so, and counts as if it did.
package restriction

import (
	"maps"
	"slices"
	"strings"

	"github.com/followthrough/followthrough/config"
	"github.com/followthrough/followthrough/internal/globs"
	"github.com/followthrough/followthrough/sync/review"
)

// Of tells which reviews are for fewer people than their items would
// be; nil: none is.
func Of(c config.Restricted) func(string, review.Review) bool {
	if len(c.Include) == 0 && len(c.When) == 0 {
		return nil
	}
	return func(path string, r review.Review) bool {
		if globs.Match(c.Include, path) {
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
// sites keep keys of their own below params.
func isKey(key, wanted string) bool {
	key, wanted = review.Fold(key), review.Fold(wanted)
	return key == wanted || strings.HasSuffix(key, "."+wanted)
}

// says tells whether a value is one of those wanted, or has one among its words:
// "internal, restricted", "restricted (until the fix)". Rather one review too
// many is restricted than one too few.
func says(values []string, have string) bool {
	return slices.ContainsFunc(values, func(want string) bool {
		words := wordsOf(want)
		return review.Fold(want) == review.Fold(have) || words != "  " && strings.Contains(wordsOf(have), words)
	})
}

// wordsOf are the words of a value between spaces, without the signs around.
func wordsOf(value string) string {
	return " " + review.Normalise(strings.Map(func(r rune) rune {
		if strings.ContainsRune(",;/|+&#=‘’“”«»", r) {
			return ' '
		}
		return r
	}, review.Fold(value))) + " "
}

// Keys are the keys that may make a review restricted.
func Keys(c config.Restricted) []string { return slices.Sorted(maps.Keys(c.When)) }
