package restriction

import (
	"maps"
	"slices"
	"strings"

	"github.com/followthrough/followthrough/config"
	"github.com/followthrough/followthrough/sync/review"
)

// Keys are the keys that may make a review restricted.
func Keys(c *config.Restricted) []string { return slices.Sorted(maps.Keys(Rule(c).When)) }

// Gives tells whether a review has a key, whatever it says.
func Gives(r review.Review, wanted string) bool {
	for key := range r.Meta {
		if isKey(key, wanted) {
			return true
		}
	}
	return false
}

// Given are the keys that a review has, those inside of others also alone.
func Given(r review.Review) []string {
	var out []string
	for key := range r.Meta {
		out = append(out, key, key[strings.LastIndexByte(key, '.')+1:])
	}
	slices.Sort(out)
	return slices.Compact(out)
}
