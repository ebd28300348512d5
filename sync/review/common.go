package review

import (
	"cmp"
	"maps"
	"slices"
	"strings"
	"unicode"
)

// ThirdOfWords is the least share of common words at which two texts may be of
// one action, where their place says so too.
const ThirdOfWords = 1.0 / 3

// Common is what two texts have in common, by their places in the two lists.
type Common struct {
	A, B int
	// Words is the share of their words, whatever the order: 0 to 1.
	Words float64
	// Exact says that both name one exact thing: a number, code or a key.
	Exact bool
}

// InCommon finds the pairs of texts of two lists of normalised ones that have a
// third of their words or an exact thing in common, in the order of the lists.
// Words count by how they begin, so that "alert" is in "alerting"; writing that
// knows no blanks is compared by pairs of its signs. Short words that name nothing
// ("of the") make no pair by themselves: the share is of the others or of all,
// whichever is greater.
//
// False: the budget ended first. A pair that is found costs as much as many looks.
func InCommon(a, b []string, left *Budget) ([]Common, bool) {
	holders, of := map[string][]int{}, make([]gist, len(b))
	for k, text := range b {
		of[k] = gistOf(text)
		for _, w := range of[k].telling {
			if held := holders[w]; len(held) == 0 || held[len(held)-1] != k {
				holders[w] = append(held, k)
			}
		}
	}
	var out []Common
	for i, text := range a {
		g, seen := gistOf(text), map[int]bool{}
		for _, w := range g.telling {
			left.spend(1 + len(holders[w]))
			if *left < 0 {
				return nil, false
			}
			for _, k := range holders[w] {
				seen[k] = true
			}
		}
		for _, k := range slices.Sorted(maps.Keys(seen)) {
			left.spend(len(g.all) + len(of[k].all))
			words := max(share(g.telling, of[k].telling), share(g.all, of[k].all))
			if c := (Common{i, k, words, meet(g.exact, of[k].exact) > 0}); c.Words >= ThirdOfWords || c.Exact {
				left.spend(50)
				out = append(out, c)
			}
		}
	}
	return out, true
}

// gist is what of a text is compared, each in order.
type gist struct{ telling, all, exact []string }

func gistOf(text string) gist {
	g := gist{telling: telling(text), all: strings.Fields(text)}
	slices.Sort(g.telling)
	slices.Sort(g.all)
	g.exact = identifiers(g.all)
	return g
}

// share is the share of the words of two lists that are in both.
func share(a, b []string) float64 {
	if len(a)+len(b) == 0 {
		return 0
	}
	return 2 * float64(meet(a, b)) / float64(len(a)+len(b))
}

// meet counts the words that are in both of two sorted lists.
func meet(a, b []string) (n int) {
	for len(a) > 0 && len(b) > 0 {
		switch c := cmp.Compare(a[0], b[0]); {
		case c < 0:
			a = a[1:]
		case c > 0:
			b = b[1:]
		default:
			a, b = a[1:], b[1:]
			n++
		}
	}
	return n
}

// NameOthers tells whether each of two normalised texts names an exact thing, a
// number say, that the other does not: they may well be two actions.
func NameOthers(a, b string) bool {
	of, other := identifiers(strings.Fields(a)), identifiers(strings.Fields(b))
	lacks := func(of, other []string) bool {
		return slices.ContainsFunc(of, func(w string) bool { return !slices.Contains(other, w) })
	}
	return lacks(of, other) && lacks(other, of)
}

// Of a word the first letters are compared; one with fewer than a few names
// nothing by itself.
const (
	firstLetters = 5
	fewLetters   = 4
)

// telling are the words of a text that tell what it is about, each by its
// beginning; where none does, all of them.
func telling(text string) []string {
	words := strings.Fields(text)
	var out []string
	for _, w := range words {
		letters := []rune(w)
		switch {
		case isIdentifier(w):
			out = append(out, w)
		case slices.ContainsFunc(letters, withoutBlanks):
			out = append(out, inPairs(letters)...)
		case len(letters) >= fewLetters:
			out = append(out, string(letters[:min(len(letters), firstLetters)]))
		}
	}
	if len(out) == 0 {
		return words
	}
	return out
}

// withoutBlanks tells whether a sign is of a writing that sets no blanks between
// words, or puts what belongs to a word right behind it.
func withoutBlanks(r rune) bool {
	return unicode.In(r, unicode.Han, unicode.Hiragana, unicode.Katakana, unicode.Hangul, unicode.Thai)
}

func inPairs(letters []rune) []string {
	out := []string{string(letters[:min(2, len(letters))])}
	for i := 1; i+1 < len(letters); i++ {
		out = append(out, string(letters[i:i+2]))
	}
	return out
}

// ByWords orders what texts have in common: most words first, then what names
// one exact thing.
func ByWords(a, b Common) int {
	return cmp.Or(cmp.Compare(b.Words, a.Words), cmp.Compare(b.exact(), a.exact()))
}

func (c Common) exact() int {
	if c.Exact {
		return 1
	}
	return 0
}
