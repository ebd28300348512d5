package review

import (
	"strings"
	"unicode"
	"unicode/utf8"

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

// Fold is the form in which keys and values that decide who may see a review
// are compared: compatibility-folded, without case and signs that don't show,
// with single spaces. Unlike Normalise it keeps every sign that shows.
func Fold(s string) string {
	if isASCII(s) { // nearly all keys and values: nothing of it folds but its capitals
		return foldASCII(s)
	}
	s = strings.Map(func(r rune) rune {
		if unicode.In(r, unicode.Cf, unicode.Variation_Selector, unicode.Other_Default_Ignorable_Code_Point) {
			return -1
		}
		return r
	}, s)
	s = cases.Fold().String(norm.NFKC.String(s))
	s = turkish.Replace(s)
	return strings.Join(strings.Fields(norm.NFKC.String(s)), " ")
}

// turkish replaces what Turkish keyboards make of an i.
var turkish = strings.NewReplacer("i\u0307", "i", "ı", "i")

func isASCII(s string) bool {
	for i := range len(s) {
		if s[i] >= utf8.RuneSelf {
			return false
		}
	}
	return true
}

// foldASCII folds a text of ASCII; one that is folded costs no memory.
func foldASCII(s string) string {
	s = strings.ToLower(s)
	for i := range len(s) {
		if c := s[i]; c < ' ' || c == ' ' && (i == 0 || i == len(s)-1 || s[i-1] == ' ') {
			return strings.Join(strings.Fields(s), " ")
		}
	}
	return s
}

func notInWord(r rune) bool {
	return unicode.IsSpace(r) || unicode.IsControl(r) || strings.ContainsRune("*`~\"“”()[]{}<>|", r) ||
		unicode.In(r, unicode.Cf)
}

func edge(r rune) bool {
	return strings.ContainsRune("_.,;:!?'’‘-–—…/\\。、，；：！？·•", r)
}
