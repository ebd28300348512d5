package review

import (
	"slices"
	"strings"
	"unicode"
)

// SimilarEnough is the least similarity at which a re-worded action is taken
// for the known one.
const SimilarEnough = 0.75

// Similarity compares two normalised texts: 1 equal, 0 nothing in common. It
// is the share of words kept in order, each pair of words counting for as
// much as their letters agree. Texts whose numbers, code or identifiers differ have 0: "raise the
// limit to 10" and "raise the limit to 20" are two actions.
func Similarity(a, b string) float64 {
	if a == b {
		return 1
	}
	aw, bw := strings.Fields(a), strings.Fields(b)
	if len(aw) == 0 || len(bw) == 0 || !slices.Equal(identifiers(aw), identifiers(bw)) {
		return 0
	}
	if tooFar(len(aw), len(bw)) {
		return 0
	}
	return 2 * common(aw, bw) / float64(len(aw)+len(bw))
}

// tooFar spares the comparison where the lengths alone rule it out.
func tooFar(a, b int) bool {
	return 2*float64(min(a, b))/float64(a+b) < SimilarEnough
}

// common is the weight of the best alignment of two word lists.
func common(a, b []string) float64 {
	prev, cur := make([]float64, len(b)+1), make([]float64, len(b)+1)
	for i := range a {
		for j := range b {
			cur[j+1] = max(prev[j+1], cur[j], prev[j]+wordSimilarity(a[i], b[j]))
		}
		prev, cur = cur, prev
	}
	return prev[len(b)]
}

// wordSimilarity is 1 for equal words, and for a typo the share of letters
// that agree; words with less than two thirds in common have nothing.
func wordSimilarity(a, b string) float64 {
	if a == b {
		return 1
	}
	ar, br := []rune(a), []rune(b)
	longer := max(len(ar), len(br))
	if longer > 64 || min(len(ar), len(br))*3 < longer*2 {
		return 0
	}
	s := 1 - float64(distance(ar, br))/float64(longer)
	if s < 0.65 {
		return 0
	}
	return s
}

// distance counts the edits between two words, a swap of neighbours as one.
func distance(a, b []rune) int {
	d := make([][]int, len(a)+1)
	for i := range d {
		d[i] = make([]int, len(b)+1)
		d[i][0] = i
	}
	for j := range d[0] {
		d[0][j] = j
	}
	for i := 1; i <= len(a); i++ {
		for j := 1; j <= len(b); j++ {
			cost := 1
			if a[i-1] == b[j-1] {
				cost = 0
			}
			d[i][j] = min(d[i-1][j]+1, d[i][j-1]+1, d[i-1][j-1]+cost)
			if i > 1 && j > 1 && a[i-1] == b[j-2] && a[i-2] == b[j-1] {
				d[i][j] = min(d[i][j], d[i-2][j-2]+1)
			}
		}
	}
	return d[len(a)][len(b)]
}

// identifiers are the words that name one exact thing: they hold a digit, an
// underscore, or a sign inside that prose does not have.
func identifiers(words []string) []string {
	var out []string
	for _, w := range words {
		if isIdentifier(w) {
			out = append(out, w)
		}
	}
	slices.Sort(out)
	return out
}

func isIdentifier(word string) bool {
	return strings.ContainsFunc(word, func(r rune) bool {
		return unicode.IsDigit(r) || strings.ContainsRune("_@#$%=+&^/\\.:", r)
	})
}
