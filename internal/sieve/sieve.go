// Package sieve tries regular expressions only on texts that may match them. Most
// patterns can't match without one of a few pieces of text (a word, a sign), which
// are found in the expression itself; to look for them costs a hundredth of what the
// expression does. It knows nothing of what the patterns are for.
package sieve

import (
	"regexp"
	"regexp/syntax"
	"strings"
)

// Pattern is a regular expression with its pieces. It matches what the expression
// does.
type Pattern struct {
	form *regexp.Regexp
	// where says where in a text one of the pieces stands.
	where place
	// pieces are in lower case, by their first byte, and pairs the first two bytes of
	// each; of one byte, with any other.
	pieces [256][]string
	pairs  [1 << pairBits]bool
}

// place is where in a text that matches one of a pattern's pieces stands.
type place int

const (
	unknown  place = iota // there are no pieces: each text is tried
	atStart               // every match begins with one, and where the text does
	anywhere              // every match holds one
)

// pairBits is how many bits two bytes are told apart by.
const pairBits = 11

func pairOf(a, b byte) int { return (int(a)<<5 ^ int(b)) & (1<<pairBits - 1) }

// MustCompile reads an expression; it panics where regexp does.
func MustCompile(expression string) *Pattern {
	p := &Pattern{form: regexp.MustCompile(expression)}
	parsed, err := syntax.Parse(expression, syntax.Perl)
	if err != nil {
		panic(err)
	}
	pieces := beginnings(parsed)
	if pieces != nil {
		p.where = atStart
	} else if pieces = piecesOf(parsed).held(); pieces != nil {
		p.where = anywhere
	}
	for _, piece := range pieces {
		p.pieces[piece[0]] = append(p.pieces[piece[0]], piece)
		if len(piece) > 1 {
			p.pairs[pairOf(piece[0], piece[1])] = true
			continue
		}
		for b := range 256 {
			p.pairs[pairOf(piece[0], byte(b))] = true
		}
	}
	return p
}

// May tells whether a text holds a piece: where it does not, nothing in it matches.
func (p *Pattern) May(text string) bool {
	switch p.where {
	case atStart:
		return text != "" && p.mayBegin(text) && p.begins(text)
	case unknown:
		return true
	}
	if text == "" {
		return false
	}
	a := lowered[text[0]]
	for i := 1; i < len(text); i++ {
		b := lowered[text[i]]
		if p.pairs[pairOf(a, b)] && p.begins(text[i-1:]) || a >= 0x80 && foldsToASCII(text[i-1:]) {
			return true
		}
		a = b
	}
	return false
}

// mayBegin tells whether the first two bytes of a text that is not empty are those of a
// piece, or beyond ASCII.
func (p *Pattern) mayBegin(text string) bool {
	if len(text) == 1 || text[0] >= 0x80 || text[1] >= 0x80 {
		return true
	}
	return p.pairs[pairOf(lower(text[0]), lower(text[1]))]
}

// begins tells whether a text that is not empty begins with a piece, or may do so in
// a sign that folds to ASCII.
func (p *Pattern) begins(text string) bool {
	for _, piece := range p.pieces[lower(text[0])] {
		if beginsWith(text, piece) {
			return true
		}
	}
	return foldsToASCII(text)
}

// beginsWith tells whether a text begins with a piece, but for its case, or may do so.
func beginsWith(text, piece string) bool {
	for i := range len(piece) {
		if i == len(text) {
			return false
		}
		if lower(text[i]) != piece[i] {
			return foldsToASCII(text[i:])
		}
	}
	return true
}

// lower is a byte in lower case, where it is ASCII.
func lower(c byte) byte { return lowered[c] }

var lowered = func() (out [256]byte) {
	for c := range out {
		if out[c] = byte(c); c >= 'A' && c <= 'Z' {
			out[c] |= 0x20
		}
	}
	return out
}()

// foldsToASCII tells whether a text begins with one of the two signs beyond ASCII that
// are letters of ASCII but for their case.
func foldsToASCII(text string) bool {
	return text[0] == '\xc5' && strings.HasPrefix(text, "\u017f") || text[0] == '\xe2' && strings.HasPrefix(text, "\u212a")
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

// ReplaceAllStringFunc is as that of regexp.
func (p *Pattern) ReplaceAllStringFunc(text string, with func(string) string) string {
	if !p.May(text) {
		return text
	}
	return p.form.ReplaceAllStringFunc(text, with)
}
