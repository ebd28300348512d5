package sieve

import (
	"regexp/syntax"
	"slices"
	"unicode"
)

// found is what is known of the texts that an expression matches.
type found struct {
	// exact are all of them, in lower case; nil: they are not known.
	exact []string
	// must are pieces of which each of them holds one; nil: none are known.
	must []string
	// opens are pieces of which each of them begins with one; nil: none are known.
	opens []string
}

// beginnings are the pieces of which every match begins with one, where it has to
// begin where the text does; nil: none are known.
func beginnings(e *syntax.Regexp) []string {
	if e.Op != syntax.OpConcat || e.Sub[0].Op != syntax.OpBeginText {
		return nil
	}
	f := piecesOf(e)
	if f.exact != nil {
		f.opens = f.exact
	}
	if slices.Contains(f.opens, "") {
		return nil
	}
	return f.opens
}

// maxTexts is how many texts are kept of one expression, and maxRunes how many signs
// of a class.
const (
	maxTexts = 250
	maxRunes = 60
)

// leastPiece is how many bytes a piece has at least; where there are too many, of each
// the first longPiece are kept, and then fewer, shortPiece at least.
const (
	leastPiece = 2
	longPiece  = 8
	shortPiece = 4
)

// shortened are the beginnings of pieces, of so many bytes at most, each once.
func shortened(pieces []string, most int) []string {
	out := make([]string, len(pieces))
	for i, p := range pieces {
		out[i] = p[:min(len(p), most)]
	}
	slices.Sort(out)
	return slices.Compact(out)
}

// held are the pieces of which every match holds one; nil: none are known.
func (f found) held() []string {
	pieces := f.must
	if f.exact != nil {
		pieces = f.exact
	}
	if slices.ContainsFunc(pieces, func(p string) bool { return len(p) < leastPiece }) {
		return nil
	}
	return pieces
}

// piecesOf finds them in an expression.
func piecesOf(e *syntax.Regexp) found {
	switch e.Op {
	case syntax.OpEmptyMatch, syntax.OpBeginLine, syntax.OpEndLine, syntax.OpBeginText, syntax.OpEndText, syntax.OpWordBoundary, syntax.OpNoWordBoundary:
		return found{exact: []string{""}}
	case syntax.OpLiteral:
		var each []found
		for _, r := range e.Rune {
			each = append(each, found{exact: cases(r, e.Flags&syntax.FoldCase != 0)})
		}
		return joined(each)
	case syntax.OpCharClass:
		return found{exact: ofClass(e.Rune)}
	case syntax.OpCapture:
		return piecesOf(e.Sub[0])
	case syntax.OpConcat:
		return joined(all(e.Sub))
	case syntax.OpAlternate:
		return either(all(e.Sub))
	case syntax.OpQuest:
		return either([]found{piecesOf(e.Sub[0]), {exact: []string{""}}})
	case syntax.OpPlus:
		return again(piecesOf(e.Sub[0]))
	case syntax.OpRepeat:
		if e.Min > 0 {
			return again(piecesOf(e.Sub[0]))
		}
	}
	return found{}
}

// again is what is known of texts that follow one another once at least.
func again(f found) found {
	if f.exact != nil {
		f.opens = f.exact
	}
	return found{must: f.held(), opens: f.opens}
}

func all(subs []*syntax.Regexp) []found {
	out := make([]found, len(subs))
	for i, s := range subs {
		out[i] = piecesOf(s)
	}
	return out
}

// cases are a sign in lower case, and beyond ASCII in each case.
func cases(r rune, fold bool) []string {
	switch {
	case r < unicode.MaxASCII:
		return []string{string(unicode.ToLower(r))}
	case !fold:
		return []string{string(r)}
	}
	out := []string{string(r)}
	for other := unicode.SimpleFold(r); other != r; other = unicode.SimpleFold(other) {
		out = append(out, string(unicode.ToLower(other)), string(other))
	}
	slices.Sort(out)
	return slices.Compact(out)
}

// ofClass are the signs of a small class; nil: it is a large one.
func ofClass(ranges []rune) []string {
	var out []string
	for i := 0; i+1 < len(ranges); i += 2 {
		for r := ranges[i]; r <= ranges[i+1]; r++ {
			if out = append(out, cases(r, false)...); len(out) > maxRunes {
				return nil
			}
		}
	}
	slices.Sort(out)
	return slices.Compact(out)
}

// joined is what is known of texts that follow one another.
func joined(parts []found) found {
	var out found
	run, whole := []string{""}, true
	for _, part := range parts {
		if part.exact != nil && len(run)*len(part.exact) <= maxTexts {
			run = products(run, part.exact)
			continue
		}
		run = opened(run, part)
		if whole {
			out.opens = run
		}
		out.must, whole = better(out.must, found{exact: run}.held()), false
		if run = part.exact; run == nil {
			out.must, run = better(out.must, part.must), []string{""}
		}
	}
	if whole {
		return found{exact: run}
	}
	out.must = better(out.must, found{exact: run}.held())
	return out
}

// opened are the beginnings of texts that go on with a part.
func opened(run []string, part found) []string {
	next := part.opens
	if part.exact != nil {
		next = part.exact
	}
	if next != nil && len(run)*len(next) <= maxTexts {
		return products(run, next)
	}
	return run
}

func products(heads, tails []string) []string {
	out := make([]string, 0, len(heads)*len(tails))
	for _, h := range heads {
		for _, t := range tails {
			out = append(out, h+t)
		}
	}
	return out
}

// better are those of two lists of pieces that fewer texts hold: their shortest is
// longer, or they are fewer.
func better(a, b []string) []string {
	switch x, y := shortest(a), shortest(b); {
	case x == 0, y > x && x < longEnough:
		return b
	case y == 0, x > y && y < longEnough:
		return a
	}
	if len(b) < len(a) {
		return b
	}
	return a
}

// longEnough is from how many bytes on a piece is rare in any text.
const longEnough = 5

func shortest(pieces []string) int {
	n := 0
	for _, p := range pieces {
		if n == 0 || len(p) < n {
			n = len(p)
		}
	}
	return n
}

// either is what is known of texts of one kind or another.
func either(kinds []found) found {
	out := found{exact: []string{}, must: []string{}, opens: []string{}}
	for _, k := range kinds {
		opens := k.opens
		if k.exact != nil {
			opens = k.exact
		}
		out.exact = united(out.exact, k.exact)
		out.must = united(out.must, k.held())
		out.opens = united(out.opens, opens)
	}
	return out
}

// united are the pieces of two lists, of which nil knows nothing; where they are too
// many, their beginnings.
func united(a, b []string) []string {
	if a == nil || len(b) == 0 {
		return nil
	}
	for most := longPiece; len(a)+len(b) > maxTexts && most >= shortPiece; most /= 2 {
		a, b = shortened(a, most), shortened(b, most)
	}
	if len(a)+len(b) > maxTexts {
		return nil
	}
	return append(a, b...)
}
