package writeback

import (
	"github.com/followthrough/followthrough/internal/mdedit"
	"github.com/followthrough/followthrough/sync/review"
	"github.com/followthrough/followthrough/sync/source/markdown/extract"
)

// Format is how documents of one kind are read, and written to.
type Format struct {
	Read func(doc []byte) *Reading
	// Link writes a link; title "": none. Links finds those of a text, in
	// order. Address is an address as it stands in a link, and Target the same
	// with the signs around it.
	Link            func(text, url, title string) string
	Links           func(text string) []Link
	Address, Target func(url string) string
	// Shown is a part of a document as its readers see it, on one line.
	Shown func(text string) string
	// Cell writes words into a table's cell.
	Cell func(r review.WriteBack, words string) string
	// Block writes the block, between its marks; "": no actions, no block.
	Block   func(r review.WriteBack, eol string) string
	LineEnd func(doc []byte) string
	// Insert is a block with what sets it apart from the text at a place where
	// none was, and Extent what came so with one.
	Insert func(doc []byte, at int, block, eol string) string
	Extent func(doc []byte, from, to int) (int, int)
}

// Link is a link in a text: where it stands, what it says as readers see it,
// and its address as it is written.
type Link struct {
	From, To  int
	Text, URL string
}

// Reading is a document as a format read it.
type Reading struct {
	// Unreadable says why it can't be read at all; "": it can.
	Unreadable string
	Found      []extract.Found
	Marks      Marks
	// Sign is what a check box holds, "" where none stands there: " " in an
	// empty one, "x" in one that is ticked as we tick it.
	Sign func(box int) string
	// SetBox makes a box a ticked one, or an empty one.
	SetBox func(box int, ticked bool) []mdedit.Edit
	// Spots are where a link of ours may stand: list items and cells.
	Spots func() (items, cells []Spot)
}

// Spot is the own text of a list item or a cell, and its check box; -1: none.
type Spot struct{ From, To, Box int }

// Marks is where our block stands in a document, and what is wrong with it.
type Marks struct {
	From, To int // bytes from the begin mark's first to the end mark's last; From < 0: no block
	At       int // where a new block belongs
	Problem  string
	Broken   bool // the marks themselves are wrong: nothing is written
	Open     bool // what the document ends in would swallow a new block
}
