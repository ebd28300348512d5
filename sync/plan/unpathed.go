package plan

import (
	"net/url"
	"strings"
	"unicode"
)

// WithoutPath is an error about a review as a log may hold it: where the review
// is restricted it is named by its key, in paths too. An error that may name it
// in another form as well, shortened or escaped, is left out as a whole.
func WithoutPath(words, path, name string) string {
	if name == path {
		return words
	}
	words = strings.ReplaceAll(words, path, name)
	left := strings.ToLower(words)
	if plain, err := url.PathUnescape(left); err == nil {
		left += "\n" + plain
	}
	path = strings.ToLower(path)
	ascii := func(r rune) bool { return r >= unicode.MaxASCII || !unicode.IsLetter(r) && !unicode.IsDigit(r) }
	whole := func(r rune) bool { return !unicode.In(r, unicode.L, unicode.M, unicode.N) }
	for _, part := range append(strings.FieldsFunc(path, ascii), strings.FieldsFunc(path, whole)...) {
		if len(part) > 2 && strings.Contains(left, part) {
			return NotLogged + ": `followthrough status " + name + "` says why"
		}
	}
	return words
}
