package document

import (
	"bytes"
	"fmt"
)

// Conflict goes over the lines of a document and finds a merge that nobody
// finished: its marks (<<<<<<<, =======, >>>>>>>, and ||||||| for what both sides
// came from) each begin a line, in this order. The zero value has met none.
type Conflict struct {
	from   int  // line of the opening mark; 0: none is open
	parted bool // the mark between the sides was met
}

// Line judges the line of a number, from 1. The error says what is wrong and what
// mends it.
func (c *Conflict) Line(l []byte, number int) error {
	if conflictMark(l, '<') {
		c.from, c.parted = number, false
		return nil
	}
	return c.Shown(l)
}

// Shown judges a line of code, where a text about merges shows such marks: it opens
// no conflict, and ends one that was open before the code.
func (c *Conflict) Shown(l []byte) error {
	switch {
	case c.from == 0:
	case conflictMark(l, '='):
		c.parted = true
	case c.parted && conflictMark(l, '>'):
		return fmt.Errorf("holds a merge conflict in line %d: keep one of the two sides, and take out the lines with <<<<<<<, ======= and >>>>>>>", c.from)
	}
	return nil
}

// markLength is how many signs a mark of a conflict has.
const markLength = 7

// conflictMark tells whether a line begins with a mark of this sign, and nothing
// or a name behind it.
func conflictMark(l []byte, sign byte) bool {
	if len(l) < markLength || l[0] != sign {
		return false
	}
	l = bytes.TrimRight(l, "\r\n")
	n := len(l) - len(bytes.TrimLeft(l, string(rune(sign))))
	return n == markLength && (len(l) == n || l[n] == ' ')
}
