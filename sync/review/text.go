package review

import (
	"strings"
	"unicode"

	"golang.org/x/text/cases"
	"golang.org/x/text/unicode/norm"
)

// Normalise is the form in which texts are compared: compatibility-folded,
// without case, markup signs and punctuation at word ends, with single spaces.
// Signs inside a word (v1.2, a-b, user@host) stay: they tell words apart.
func Normalise(s string) string {
	s = cases.Fold().String(norm.NFKC.String(s))
	var out []string
	for _, word := range strings.FieldsFunc(s, notInWord) {
		if word = strings.TrimFunc(word, edge); word != "" {
			out = append(out, word)
		}
	}
	return strings.Join(out, " ")
}

func notInWord(r rune) bool {
	return unicode.IsSpace(r) || unicode.IsControl(r) || strings.ContainsRune("*`~\"“”()[]{}<>|", r) ||
		unicode.In(r, unicode.Cf)
}

func edge(r rune) bool {
	return strings.ContainsRune("_.,;:!?'’‘-–—…/\\。、，；：！？·•", r)
}
