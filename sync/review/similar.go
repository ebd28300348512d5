package review

import (
	"cmp"
	"context"
	"math"
	"slices"
)

// SimilarEnough is the least similarity at which a re-worded action is taken
// for the known one.
const SimilarEnough = 0.75

// Budget is how many comparisons of words are left. A look at two words, at
// one word's other places, or at one field of an alignment counts as one;
// comparing two words letter by letter as one more for eight pairs of letters.
type Budget int

func (b *Budget) spend(n int) { *b -= Budget(n) }

// Pair are two similar texts, by their places in the two lists.
type Pair struct {
	A, B  int
	Score float64 // SimilarEnough to 1
}

// Similar finds the pairs of similar texts in two lists of normalised ones, in
// the order of the lists. The similarity is the share of words kept in order,
// each pair of words counting for as much as their letters agree; past their
// first 64 words texts are compared as bags of equal words. Texts whose
// numbers, code or identifiers differ are never similar: "raise the limit to
// 10" and "raise the limit to 20" are two actions.
//
// False: the budget or the context ended first. What was found is right, and
// other pairs may be missing.
//
// What it costs grows with the words, not with the pairs of texts: only those
// are aligned that share one of their rarer words, or a word like it.
func Similar(ctx context.Context, a, b []string, left *Budget) ([]Pair, bool) {
	s := newSearch(a, b, left)
	var out []Pair
	for i := range s.a {
		out = append(out, s.partners(i)...)
		if *left < 0 || i%64 == 0 && ctx.Err() != nil {
			return out, false
		}
	}
	return out, true
}

// search is one comparing of two lists.
type search struct {
	words    *vocabulary
	a, b     []wording
	left     *Budget
	postings [][]int // by word: the texts of b that hold it, each once
	near     [][]likeness
	nearDone []bool
	best     []float64 // by word: its greatest likeness to a word of the text at hand
	row      []float64 // by word: its likeness to the word at hand
	seen     []int     // by text of b: for which text of a it was a candidate
}

// likeness is a word of b and how much it is like one of a.
type likeness struct {
	word  int
	score float64
}

func newSearch(a, b []string, left *Budget) *search {
	s := &search{words: newVocabulary(), left: left}
	s.b = s.words.read(b)
	s.postings = make([][]int, len(s.words.all))
	for k, text := range s.b {
		for _, w := range text.distinct {
			s.postings[w] = append(s.postings[w], k)
		}
	}
	s.words.closed()
	s.a = s.words.read(a)
	n := len(s.words.all)
	s.near, s.nearDone, s.best, s.row = make([][]likeness, n), make([]bool, n), make([]float64, n), make([]float64, n)
	s.seen = make([]int, len(b))
	return s
}

// partners are the texts of b that are similar to one of a.
func (s *search) partners(i int) []Pair {
	text := s.a[i]
	candidates := s.candidates(i)
	if len(candidates) == 0 {
		return nil
	}
	defer s.forget(text)
	for _, w := range text.distinct {
		for _, l := range s.like(w) {
			s.best[l.word] = max(s.best[l.word], l.score)
		}
		s.left.spend(len(s.near[w]))
	}
	var out []Pair
	for _, k := range candidates {
		if *s.left < 0 {
			return out
		}
		if score := s.score(text, s.b[k]); score >= SimilarEnough {
			out = append(out, Pair{i, k, score})
		}
	}
	return out
}

func (s *search) forget(text wording) {
	for _, w := range text.distinct {
		for _, l := range s.near[w] {
			s.best[l.word] = 0
		}
	}
}

// candidates are the texts of b that share with one of a at least one of its
// rarer words, or one like it. At least three fifths of its words are in a
// similar text, so not all of the others can be missing there.
func (s *search) candidates(i int) []int {
	text := s.a[i]
	rare := slices.Clone(text.words)
	slices.SortFunc(rare, func(v, w int) int {
		return cmp.Or(cmp.Compare(s.holders(v), s.holders(w)), cmp.Compare(v, w))
	})
	missing := len(rare) - int(math.Ceil(0.6*float64(len(rare))-1e-9))
	var out []int
	for _, w := range slices.Compact(rare[:min(len(rare), missing+1)]) {
		for _, l := range s.like(w) {
			s.left.spend(len(s.postings[l.word]))
			if *s.left < 0 {
				return nil
			}
			for _, k := range s.postings[l.word] {
				other := s.b[k]
				if s.seen[k] != i+1 && other.exact == text.exact && !tooFar(len(text.words), len(other.words)) {
					out = append(out, k)
				}
				s.seen[k] = i + 1
			}
		}
	}
	slices.Sort(out)
	return out
}

// holders is how many texts of b hold a word.
func (s *search) holders(word int) int {
	if word < len(s.postings) {
		return len(s.postings[word])
	}
	return 0
}

// tooFar spares the comparison where the lengths alone rule it out.
func tooFar(a, b int) bool {
	return 2*float64(min(a, b))/float64(a+b) < SimilarEnough
}

// score is the similarity of two texts; 0 where it can't be enough.
func (s *search) score(a, b wording) float64 {
	all := float64(len(a.words) + len(b.words))
	s.left.spend(len(b.words))
	most := 0.0
	for _, w := range b.words {
		most += s.best[w]
	}
	if 2*min(most, float64(len(a.words)))/all < SimilarEnough {
		return 0
	}
	headA, tailA := cutWords(a.words)
	headB, tailB := cutWords(b.words)
	s.left.spend(len(headA)*len(headB) + len(tailA) + len(tailB))
	if *s.left < 0 {
		return 0
	}
	return 2 * (s.align(headA, headB) + inBoth(tailA, tailB)) / all
}

// mostWords is up to where the order of a text's words counts.
const mostWords = 64

func cutWords(words []int) (head, tail []int) {
	n := min(len(words), mostWords)
	return words[:n], words[n:]
}

// align is the weight of the best alignment of two word lists.
func (s *search) align(a, b []int) float64 {
	prev, cur := make([]float64, len(b)+1), make([]float64, len(b)+1)
	for _, w := range a {
		for _, l := range s.near[w] {
			s.row[l.word] = l.score
		}
		for j, v := range b {
			cur[j+1] = max(prev[j+1], cur[j], prev[j]+s.row[v])
		}
		for _, l := range s.near[w] {
			s.row[l.word] = 0
		}
		prev, cur = cur, prev
	}
	return prev[len(b)]
}

// inBoth counts the words that two lists have in common, in any order.
func inBoth(a, b []int) float64 {
	if len(a) == 0 || len(b) == 0 {
		return 0
	}
	count := map[int]int{}
	for _, w := range a {
		count[w]++
	}
	n := 0
	for _, w := range b {
		if count[w] > 0 {
			count[w]--
			n++
		}
	}
	return float64(n)
}
