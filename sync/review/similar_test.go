package review_test

import (
	"context"
	"fmt"
	"math"
	"math/rand/v2"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"github.com/followthrough/followthrough/sync/review"
)

// slow is the similarity as it is meant, without what makes it cheap.
func slow(a, b string) float64 {
	aw, bw := strings.Fields(a), strings.Fields(b)
	row := make([]float64, len(bw)+1)
	for _, v := range aw {
		diagonal := 0.0
		for j, w := range bw {
			diagonal, row[j+1] = row[j+1], max(row[j+1], row[j], diagonal+agree(v, w))
		}
	}
	return 2 * row[len(bw)] / float64(len(aw)+len(bw))
}

func agree(a, b string) float64 {
	longer := max(len(a), len(b))
	if a == b {
		return 1
	} else if 3*min(len(a), len(b)) < 2*longer {
		return 0
	}
	d := make([][]int, len(a)+1)
	for i := range d {
		d[i] = make([]int, len(b)+1)
		for j := range d[i] {
			switch {
			case i == 0 || j == 0:
				d[i][j] = i + j
				continue
			case a[i-1] == b[j-1]:
				d[i][j] = d[i-1][j-1]
			default:
				d[i][j] = 1 + min(d[i-1][j-1], d[i-1][j], d[i][j-1])
			}
			if i > 1 && j > 1 && a[i-1] == b[j-2] && a[i-2] == b[j-1] {
				d[i][j] = min(d[i][j], d[i-2][j-2]+1)
			}
		}
	}
	if s := 1 - float64(d[len(a)][len(b)])/float64(longer); s >= 0.65 {
		return s
	}
	return 0
}

// The index leaves out no pair that comparing each with each would find.
func TestSimilarFindsWhatComparingAllFinds(t *testing.T) {
	words := []string{"alert", "alerts", "alrt", "queue", "queues", "quueue", "depth", "deep", "on", "no", "the", "them", "there", "runbook", "rnubook", "a", "b", "configuration", "configurations"}
	text := rapid.Custom(func(t *rapid.T) string {
		return strings.Join(rapid.SliceOfN(rapid.SampledFrom(words), 1, 9).Draw(t, "words"), " ")
	})
	rapid.Check(t, func(t *rapid.T) {
		a, b := rapid.SliceOfN(text, 1, 8).Draw(t, "a"), rapid.SliceOfN(text, 1, 8).Draw(t, "b")
		left := review.Budget(1_000_000)
		pairs, complete := review.Similar(context.Background(), a, b, &left)
		if !complete {
			t.Fatal("the budget ended")
		}
		found := map[[2]int]float64{}
		for _, p := range pairs {
			found[[2]int{p.A, p.B}] = p.Score
		}
		for i := range a {
			for k := range b {
				want := slow(a[i], b[k])
				got, ok := found[[2]int{i, k}]
				if near := want - got; ok != (want >= review.SimilarEnough) || ok && (near > 1e-9 || near < -1e-9) {
					t.Fatalf("%q and %q: %v (found: %v), want %v", a[i], b[k], got, ok, want)
				}
			}
		}
	})
}

func TestSimilarTellsIdentifiersApart(t *testing.T) {
	for name, tc := range map[string]struct {
		a, b string
		want bool
	}{
		"a number":             {"raise the limit to 10", "raise the limit to 20", false},
		"a path":               {"clean up /var/log on the hosts", "clean up /var/lib on the hosts", false},
		"the same number":      {"raise the limit to 10", "raise the limits to 10", true},
		"a typo in each word":  {"allert onn quueue depht", "alert on queue depth", true},
		"other words":          {"alert on queue depth", "alert on disk usage", false},
		"words of another end": {"rotate the certificates before they end " + strings.Repeat("filler ", 80), "rotate the certificates before they end " + strings.Repeat("filling ", 80), false},
		"a long text":          {strings.Repeat("some more words ", 60), strings.Repeat("some more words ", 60) + "at last", true},
		"letters past the cut": {strings.Repeat("x", 40) + "a b c", strings.Repeat("x", 40) + "b b c", false},
	} {
		t.Run(name, func(t *testing.T) {
			left := review.Budget(1_000_000)
			pairs, complete := review.Similar(context.Background(), []string{tc.a}, []string{tc.b}, &left)
			if !complete || (len(pairs) == 1) != tc.want {
				t.Errorf("similar: %v (complete: %v), want %v", pairs, complete, tc.want)
			}
		})
	}
}

// What is spent counts the comparisons; hostile texts meet its end.
func TestSimilarKeepsToItsBudget(t *testing.T) {
	const budget review.Budget = 2_000_000
	for name, text := range map[string]func(i, side int) string{
		"all alike": func(i, side int) string {
			return strings.Repeat("raise the alert ", 8) + word(i) + " " + word(i+side*5000)
		},
		"all words near": func(i, side int) string { return nearWords(i+side*700, 12) },
		"one word each":  func(i, side int) string { return word(2*i+side) + "aaaaaaaaaaaaaaaaaaaa" },
		"a few letters": func(i, side int) string {
			return strings.Repeat("ab", i%9+1) + " " + strings.Repeat("ba", (i+side)%9+1)
		},
	} {
		t.Run(name, func(t *testing.T) {
			var a, b []string
			for i := range 3000 {
				a, b = append(a, text(i, 0)), append(b, text(i, 1))
			}
			left := budget
			_, complete := review.Similar(context.Background(), a, b, &left)
			if complete || left < -200_000 {
				t.Errorf("complete: %v, %d comparisons of %d left", complete, left, budget)
			}
		})
	}
}

// Ordinary documents are compared in full, each line re-worded, for a part of
// what one matching may cost (50 million).
func TestSimilarComparesOrdinaryDocuments(t *testing.T) {
	for name, tc := range map[string]struct {
		lines, words int
		most         review.Budget
	}{
		"500 lines of 25 words":  {500, 25, 7_000_000},
		"80 lines of 150 words":  {80, 150, 7_000_000},
		"2000 lines of 10 words": {2000, 10, 10_000_000},
		"4000 lines of 20 words": {4000, 20, 50_000_000},
	} {
		t.Run(name, func(t *testing.T) {
			var before, after []string
			for i := range tc.lines {
				var words []string
				for n := range tc.words {
					words = append(words, ordinary(uint64(i*tc.words+n)))
				}
				before = append(before, strings.Join(words, " "))
				words[i%len(words)] = "otherwise"
				after = append(after, strings.Join(words, " "))
			}
			left := tc.most
			pairs, complete := review.Similar(context.Background(), after, before, &left)
			if !complete || len(pairs) != tc.lines {
				t.Errorf("%d of %d lines found again, complete: %v", len(pairs), tc.lines, complete)
			}
			t.Logf("%d comparisons", tc.most-left)
		})
	}
}

// ordinary is a word as often as words are: a few stand everywhere, most hardly
// anywhere.
func ordinary(n uint64) string {
	random := rand.New(rand.NewPCG(n, 1))
	rank := uint64(math.Pow(5000, random.Float64()))
	letters := rank * 0xD1342543DE82EF95
	out := make([]byte, 3+letters>>61)
	for i := range out {
		out[i] = "etaoinshrdlucmfwypvbgkjq"[letters%24]
		letters /= 24
	}
	return string(out)
}

func TestSimilarLooksAtItsContext(t *testing.T) {
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	left := review.Budget(1_000_000)
	if _, complete := review.Similar(ctx, []string{"alert on it"}, []string{"alerts on it"}, &left); complete {
		t.Error("it went on although its context had ended")
	}
}

func TestOccurrencesCountsWholeWords(t *testing.T) {
	got := review.Occurrences([]string{"a b", "b", "a b a", "x", ""}, "a b a b a", "ab b", "")
	for phrase, want := range map[string]int{"a b": 2, "b": 3, "a b a": 2, "x": 0} {
		if got[phrase] != want {
			t.Errorf("%q stands %d times, want %d", phrase, got[phrase], want)
		}
	}
}

// word is one of many that are not alike.
func word(n int) string {
	syllables := []string{"bar", "dol", "fim", "gus", "hep", "jiv", "kan", "lor", "mut", "nex", "pyl", "roz", "sab", "tiv", "wug", "zed", "cho", "qua", "vel", "yop"}
	return syllables[n%20] + syllables[n/20%20] + syllables[n/400%20] + syllables[(n*7+3)%20]
}

// nearWords are n words of the same letters in other places.
func nearWords(from, n int) string {
	var out []string
	for i := range n {
		out = append(out, fmt.Sprintf("%s%s", strings.Repeat("ab", 4), strings.NewReplacer("0", "a", "1", "b").Replace(fmt.Sprintf("%014b", (from*n+i)%16384))))
	}
	return strings.Join(out, " ")
}
