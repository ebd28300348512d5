package review

import (
	"math/bits"
	"slices"
	"strings"
	"unicode"
)

// wording is a text as its words' numbers in a vocabulary.
type wording struct {
	words    []int
	distinct []int
	// exact numbers the words that name one exact thing: similar texts have the
	// same ones.
	exact int
}

// vocabulary numbers words.
type vocabulary struct {
	number map[string]int
	exact  map[string]int // by the words that name one exact thing, in order
	all    []word
	// byLength are, by their letters, the words that others are compared with.
	byLength [mostLetters + 1][]int
}

// word is one as it is compared letter by letter.
type word struct {
	letters []rune // nil: too long for that
	mask    uint64 // a bit for each letter that stands in it
}

// mostLetters is how long a word is compared letter by letter: longer ones are
// equal or not.
const mostLetters = 32

func newVocabulary() *vocabulary {
	return &vocabulary{number: map[string]int{}, exact: map[string]int{}}
}

// read numbers the words of texts.
func (v *vocabulary) read(texts []string) []wording {
	out := make([]wording, len(texts))
	for i, text := range texts {
		words := strings.Fields(text)
		for _, w := range words {
			out[i].words = append(out[i].words, v.numberOf(w))
		}
		out[i].distinct = slices.Clone(out[i].words)
		slices.Sort(out[i].distinct)
		out[i].distinct = slices.Compact(out[i].distinct)
		exact := strings.Join(identifiers(words), " ")
		if _, ok := v.exact[exact]; !ok {
			v.exact[exact] = len(v.exact)
		}
		out[i].exact = v.exact[exact]
	}
	return out
}

func (v *vocabulary) numberOf(text string) int {
	if n, ok := v.number[text]; ok {
		return n
	}
	w := word{}
	if len(text) <= mostLetters*4 {
		if letters := []rune(text); len(letters) <= mostLetters {
			w.letters = letters
		}
	}
	for _, r := range w.letters {
		w.mask |= 1 << (uint32(r) % 64)
	}
	v.number[text] = len(v.all)
	v.all = append(v.all, w)
	return len(v.all) - 1
}

// closed says that the words read so far are those that others are compared
// with.
func (v *vocabulary) closed() {
	for n, w := range v.all {
		if w.letters != nil {
			v.byLength[len(w.letters)] = append(v.byLength[len(w.letters)], n)
		}
	}
}

// like are the words of b that are like one of a, itself among them.
func (s *search) like(number int) []likeness {
	if s.nearDone[number] {
		return s.near[number]
	}
	s.nearDone[number] = true
	if number < len(s.postings) {
		s.near[number] = append(s.near[number], likeness{number, 1})
	}
	w := s.words.all[number]
	for length := (2*len(w.letters) + 2) / 3; w.letters != nil && length <= min(mostLetters, 3*len(w.letters)/2); length++ {
		s.left.spend(len(s.words.byLength[length]))
		for _, other := range s.words.byLength[length] {
			if *s.left < 0 {
				return s.near[number]
			}
			if score := s.agreement(w, s.words.all[other]); score > 0 && other != number {
				s.near[number] = append(s.near[number], likeness{other, score})
			}
		}
	}
	return s.near[number]
}

// agreement is the share of letters that agree in two words; those with less
// than two thirds in common have nothing.
func (s *search) agreement(a, b word) float64 {
	longer := max(len(a.letters), len(b.letters))
	most := int(0.35*float64(longer) + 1e-9) // edits
	if bits.OnesCount64(a.mask^b.mask) > 2*most {
		return 0
	}
	s.left.spend(1 + len(a.letters)*len(b.letters)/8)
	score := 1 - float64(Edits(a.letters, b.letters))/float64(longer)
	if score < 0.65 {
		return 0
	}
	return score
}

// Edits counts the letters to insert, delete or replace in one word until it is
// the other, a swap of two neighbours as one. Words of up to 32 letters cost no
// memory.
func Edits[T comparable](a, b []T) int {
	var short [3][mostLetters + 1]int
	before, last, cur := short[0][:], short[1][:], short[2][:]
	if len(b) >= len(last) {
		before, last, cur = make([]int, len(b)+1), make([]int, len(b)+1), make([]int, len(b)+1)
	}
	for j := range len(b) + 1 {
		last[j] = j
	}
	for i := 1; i <= len(a); i++ {
		cur[0] = i
		for j := 1; j <= len(b); j++ {
			cost := 1
			if a[i-1] == b[j-1] {
				cost = 0
			}
			cur[j] = min(last[j]+1, cur[j-1]+1, last[j-1]+cost)
			if i > 1 && j > 1 && a[i-1] == b[j-2] && a[i-2] == b[j-1] {
				cur[j] = min(cur[j], before[j-2]+1)
			}
		}
		before, last, cur = last, cur, before
	}
	return last[len(b)]
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
