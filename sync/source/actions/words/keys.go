package words

import (
	"strings"

	"github.com/followthrough/followthrough/sync/review"
)

// Squashed is a key without what parts its words: share-with, share_with,
// shareWith and "Share with" are one.
func Squashed(key string) string { return Squash(review.Fold(key)) }

// Squash is Squashed of a folded key.
func Squash(key string) string {
	return strings.Map(func(r rune) rune {
		if r == ' ' || r == '_' || r == '-' {
			return -1
		}
		return r
	}, key)
}
