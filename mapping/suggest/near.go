package suggest

import (
	"slices"
	"strings"
	"unicode/utf8"
)

// What counts as mistyped: in words of this length, written this seldom beside
// the right one; and how many groups are compared at all.
const (
	shortestTypo = 6
	surelyTypo   = 8
	rarer        = 3
	mostCompared = 3000
)

// correct joins what is most likely a mistyped name with the team that is meant:
// one letter is another, and nothing else speaks for it.
func (g *groups) correct() {
	if len(g.all) > mostCompared {
		return
	}
	gone := map[*group]bool{}
	for _, small := range g.all {
		if small.there != nil || len(small.known) > 0 || small.count == 0 {
			continue
		}
		if big := g.meant(small, gone); big != nil {
			g.take(big, small)
			gone[small] = true
		}
	}
	g.all = slices.DeleteFunc(g.all, func(one *group) bool { return gone[one] })
}

// meant is the one group that a rare one is a letter away from; nil: none, or
// several.
func (g *groups) meant(small *group, gone map[*group]bool) *group {
	var found *group
	for _, big := range g.all {
		trusted := big.there != nil || len(big.known) > 0
		if big == small || gone[big] || !big.sure() || !trusted && big.count < rarer*small.count || !mistyped(small.key, big.key) {
			continue
		}
		if found != nil {
			return nil
		}
		found = big
	}
	return found
}

func (g *groups) take(big, small *group) {
	for _, w := range small.texts {
		w.why = "perhaps mistyped"
		if utf8.RuneCountInString(small.key) < surelyTypo {
			t := w.Text
			t.Why = w.why
			big.maybe = append(big.maybe, t)
			continue
		}
		w.Why = w.why
		g.add(big, w)
	}
}

// mistyped tells whether two likenesses are one letter apart, or two that changed
// places. Digits and the first letter are never mistyped.
func mistyped(a, b string) bool {
	if len(a) > longestName || len(b) > longestName || strings.ContainsAny(a+b, "0123456789") {
		return false
	}
	x, y := []rune(a), []rune(b)
	if len(x) > len(y) {
		x, y = y, x
	}
	if len(y) < shortestTypo || len(y)-len(x) > 1 || x[0] != y[0] {
		return false
	}
	for len(x) > 0 && x[0] == y[0] {
		x, y = x[1:], y[1:]
	}
	return oneApart(x, y)
}

// oneApart looks from where two texts begin to differ on; y is not the shorter.
func oneApart(x, y []rune) bool {
	switch {
	case len(x) < len(y):
		return slices.Equal(x, y[1:])
	case len(x) == 0 || slices.Equal(x[1:], y[1:]):
		return true
	}
	return len(x) > 1 && x[0] == y[1] && x[1] == y[0] && slices.Equal(x[2:], y[2:])
}
