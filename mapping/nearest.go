package mapping

import (
	"slices"
	"strings"
	"unicode"

	"github.com/followthrough/followthrough/sync/review"
)

// mostTyped is how long, in bytes, a word is that somebody may have mistyped:
// nothing is near to a longer one.
const mostTyped = 200

// Nearest is the known word that a mistyped one most likely means; "" where
// none is near.
func Nearest(word string, known []string) string {
	if len(word) > mostTyped {
		return ""
	}
	word = strings.ToLower(word)
	best, bestAt := "", typed(len(word))+1
	for _, k := range known {
		if len(k) > 2*mostTyped {
			continue
		}
		if d := review.Edits([]byte(word), []byte(strings.ToLower(k))); d < bestAt && d < len(k) {
			best, bestAt = k, d
		}
	}
	if best == "" {
		return within(word, known)
	}
	return best
}

// typed is how many edits lie within a word of n bytes that is only mistyped.
func typed(n int) int {
	switch {
	case n < 4:
		return 1
	case n < 8:
		return 2
	}
	return n/3 + 1
}

// within is the known word that has all of the mistyped one's words, or the
// other way round: "payments team" is near to "payments".
func within(word string, known []string) string {
	for _, k := range known {
		other := strings.ToLower(k)
		if wordsIn(word, other) || wordsIn(other, word) || len(other) >= shortestWord && strings.HasPrefix(word, other) {
			return k
		}
	}
	return ""
}

// shortestWord is how long a word is that tells anything.
const shortestWord = 4

func wordsIn(part, all string) bool {
	if len(part) < shortestWord {
		return false
	}
	apart := func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) }
	have := strings.FieldsFunc(all, apart)
	for _, w := range strings.FieldsFunc(part, apart) {
		if !slices.Contains(have, w) {
			return false
		}
	}
	return true
}
