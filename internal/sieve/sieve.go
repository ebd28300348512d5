// Package sieve tries regular expressions only on texts that may match them. Most
// patterns can't match without one of a few pieces of text (a word, a sign), which
// are found in the expression itself; to look for them costs a hundredth of what the
// expression does. It knows nothing of what the patterns are for.
package sieve

import (
	"regexp"
	"regexp/syntax"
	"slices"
	"strings"
)

// Pattern is a regular expression with its pieces. It matches what the expression
// does.
type Pattern struct {
	form *regexp.Regexp
	// pieces are those of which every match holds one, in lower case, by their first
	// byte; of an expression without any, all is false, and each text is tried.
	pieces [256][]string
	all    bool
	// atStart: every match begins with one of them, and where the text does.
	atStart bool
	// reach is how many bytes the longest of those may take, however it is written.
	reach int
	// pairs are the first two bytes of each.
	pairs [1 << pairBits]bool
}

// pairBits is how many bits two bytes are told apart by.
const pairBits = 11

func pairOf(a, b byte) int { return (int(a)<<3 ^ int(b)) & (1<<pairBits - 1) }

// MustCompile reads an expression; it panics where regexp does.
func MustCompile(expression string) *Pattern {
	p := &Pattern{form: regexp.MustCompile(expression)}
	parsed, err := syntax.Parse(expression, syntax.Perl)
	if err != nil {
		panic(err)
	}
	if pieces := beginnings(parsed); pieces != nil {
		p.atStart = true
		for _, piece := range pieces {
			p.pieces[piece[0]] = append(p.pieces[piece[0]], piece)
			p.reach = max(p.reach, len(piece)*len("\u212a"))
		}
		return p
	}
	for _, piece := range piecesOf(parsed).held() {
		p.all = true
		p.pairs[pairOf(piece[0], piece[1])] = true
		p.pieces[piece[0]] = append(p.pieces[piece[0]], piece)
	}
	return p
}

// May tells whether a text holds a piece: where it does not, nothing in it matches.
func (p *Pattern) May(text string) bool {
	switch {
	case p.atStart:
		return text != "" && (p.begins(text, lower(text[0])) || p.foldsAtStart(text))
	case !p.all:
		return true
	}
	for i := 0; i+1 < len(text); i++ {
		a := lower(text[i])
		if p.pairs[pairOf(a, lower(text[i+1]))] && p.begins(text[i:], a) || a >= 0x80 && foldsToASCII(text[i:]) {
			return true
		}
	}
	return false
}

// foldsAtStart: a sign that folds to ASCII stands where a piece may.
func (p *Pattern) foldsAtStart(text string) bool {
	for i := range min(len(text), p.reach) {
		if text[i] >= 0x80 && foldsToASCII(text[i:]) {
			return true
		}
	}
	return false
}

func (p *Pattern) begins(text string, first byte) bool {
	return slices.ContainsFunc(p.pieces[first], func(piece string) bool {
		if len(piece) > len(text) {
			return false
		}
		for i := range len(piece) {
			if lower(text[i]) != piece[i] {
				return false
			}
		}
		return true
	})
}

// lower is a byte in lower case, where it is ASCII.
func lower(c byte) byte {
	if c >= 'A' && c <= 'Z' {
		return c | 0x20
	}
	return c
}

// foldingToASCII are the two signs beyond ASCII that are letters of ASCII but for
// their case: ſ and K.
const foldingToASCII = "\u017f\u212a"

// foldsToASCII: the text begins with one of those.
func foldsToASCII(text string) bool {
	return strings.HasPrefix(text, foldingToASCII[:2]) || strings.HasPrefix(text, foldingToASCII[2:])
}

// MatchString is as that of regexp.
func (p *Pattern) MatchString(text string) bool { return p.May(text) && p.form.MatchString(text) }

// FindStringSubmatchIndex is as that of regexp.
func (p *Pattern) FindStringSubmatchIndex(text string) []int {
	if !p.May(text) {
		return nil
	}
	return p.form.FindStringSubmatchIndex(text)
}

// FindStringIndex is as that of regexp.
func (p *Pattern) FindStringIndex(text string) []int {
	if !p.May(text) {
		return nil
	}
	return p.form.FindStringIndex(text)
}

// FindString is as that of regexp.
func (p *Pattern) FindString(text string) string {
	if !p.May(text) {
		return ""
	}
	return p.form.FindString(text)
}

// FindStringSubmatch is as that of regexp.
func (p *Pattern) FindStringSubmatch(text string) []string {
	if !p.May(text) {
		return nil
	}
	return p.form.FindStringSubmatch(text)
}
