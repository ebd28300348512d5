package writeback

import (
	"github.com/followthrough/followthrough/internal/mdedit"
	"github.com/followthrough/followthrough/sync/review"
	"github.com/followthrough/followthrough/sync/source/actions"
	"github.com/followthrough/followthrough/sync/source/document"
)

// Format is how documents of one kind are read, and written to.
type Format struct {
	Read func(doc []byte) *Reading
	// Link writes a link, "" where none may be written; title "": none. Links finds those of a text, in
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
	*document.Document
	Found []actions.Found
	// Sign is what a check box holds, "" where none stands there: " " in an
	// empty one, "x" in one that is ticked as we tick it.
	Sign func(box int) string
	// SetBox makes a box a ticked one, or an empty one.
	SetBox func(box int, ticked bool) []mdedit.Edit
}
