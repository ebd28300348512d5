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
				if review.Fold(key) == review.Fold(wanted) && slices.ContainsFunc(have, func(v string) bool { return says(values, v) }) {
					return true
				}
			}
		}
		return false
	}
}

// says tells whether a value is one of those wanted, or begins with one: what
// stands behind it in brackets or after a sign is a remark.
func says(values []string, have string) bool {
	have = review.Fold(have)
	return slices.ContainsFunc(values, func(want string) bool {
		rest, ok := strings.CutPrefix(have, review.Fold(want))
		return ok && (rest == "" || strings.ContainsRune(" #(,;", rune(rest[0])))
	})
}

// Keys are the keys that may make a review restricted.
func Keys(c config.Restricted) []string { return slices.Sorted(maps.Keys(c.When)) }
