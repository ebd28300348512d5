package words

import (
	"slices"
	"strings"
	"sync"

	"github.com/followthrough/followthrough/sync/review"
)

// Squashed is a key without what parts its words: share-with, share_with,
// shareWith and "Share with" are one.
func Squashed(key string) string {
	if s, ok := listed()[key]; ok {
		return s
	}
	return Squash(review.Fold(key))
}

// listed are the known keys with their squashed forms, which every document asks
// for.
var listed = sync.OnceValue(func() map[string]string {
	out := map[string]string{}
	for _, key := range slices.Concat(RecordKeys["published"], StatusKeys, AudienceKeys) {
		out[key] = Squash(review.Fold(key))
	}
	return out
})

// Squash is Squashed of a folded key.
func Squash(key string) string {
	if !holdsOne(key, " _-") {
		return key
	}
	return strings.Map(func(r rune) rune {
		if r == ' ' || r == '_' || r == '-' {
			return -1
		}
		return r
	}, key)
}
