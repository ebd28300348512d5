// Package document is a review as a tree of blocks, whatever it is written in:
// a format makes the tree, and what finds actions in it knows no format. Each part
// says where it stands in the source, so that links and ticks can be written
// there. It knows nothing of what the words mean.
package document

import (
	"sort"

	"github.com/followthrough/followthrough/sync/review"
)

// Document is a review as its format read it. All offsets are bytes of the
// source.
type Document struct {
	// Blocks are those of the document's own level, in order.
	Blocks []*Block
	// Matter is what keys say before the text, and FrontEnd where it ends.
	Matter   Matter
	FrontEnd int
	// Text is the document but for our block, as it is searched for names and for
	// lines that say who may see it; what stands before our block has its offset
	// in the source.
	Text string
	// Starts are the offsets at which the lines of the source begin, the first of
	// them 0.
	Starts []int
	Marks  Marks
	// Foreign are the ranges, from and to, of what is read and never written into,
	// since it is of another notation.
	Foreign [][2]int
}

// IsForeign tells whether a byte stands in what is never written into.
func (d *Document) IsForeign(at int) bool {
	for _, r := range d.Foreign {
		if r[0] <= at && at < r[1] {
			return true
		}
	}
	return false
}

// Marks is where our own block stands, what it says, and what is wrong with it.
type Marks struct {
	From, To int // bytes from the begin mark's first to the end mark's last; From < 0: no block
	At       int // where a new block belongs
	Review   review.Key
	Digest   string
	Tables   []*Grid // in the block
	Problem  string  // why nothing, or no new block, can be written; "": it can
	Broken   bool    // the marks themselves are wrong: nothing is written
	Open     bool    // what the document ends in would swallow a new block
}

// LineAt is the line, from 1, that holds the offset; what has no place is in the
// first.
func (d *Document) LineAt(offset int) int {
	return sort.SearchInts(d.Starts, max(0, offset)+1)
}

// Kind is what a block is.
type Kind uint8

// The kinds of block.
const (
	Paragraph Kind = iota
	Heading
	List      // its blocks are items
	Item      // of a list
	Quote     // its blocks are quoted
	CodeBlock // lines that are no prose
	Table     // with a header
	Embedded  // of another notation: its blocks are the headings and tables in it
	Other     // a rule, a comment: nothing is read in it
	Ours      // of our own block, or what is left of one: nothing is read in it
)

// Block is one part of a document, with what a block of its kind has.
type Block struct {
	Kind Kind
	// Ordered: the items of a list are numbered.
	Ordered bool
	// Boxed: a check box opens the text, which begins with its sign in brackets
	// ("[x] …"); Box is the offset of what is written to tick it, -1: it can't be.
	Boxed bool
	// Hole: all of a paragraph is a place that its author should fill.
	Hole bool
	At   int // offset of its first byte; -1: not known
	// From and To are its own words in the source, without white space around and
	// what has to stay behind them: a link to an item is put at To. From < 0: it
	// has none.
	From, To int
	// Rich is a paragraph's or a heading's text as it is shown, and Lines a
	// paragraph's lines, each read on its own.
	Rich
	Lines []Line
	// Level is a heading's, 1 to 6; 7: a summary that can be folded away.
	Level int
	Box   int
	// Language and Code are those of a piece of code. It has Lines where nothing but its
	// indentation makes it one.
	Language string
	Code     []string
	Grid     *Grid    // of a table
	Blocks   []*Block // of what holds others
}

// Line is one line of a paragraph, read on its own. Of a paragraph below another
// block none needs to be read, and only the last of one that was wrapped for its
// width.
type Line struct {
	From, To int // without white space around
	Rich
	// Written is the line with no more than links and emphasis taken out, in which
	// "Key: value" is looked for; one that holds no colon has none.
	Written Rich
	// Tagged: it opens with code, or with what shows nothing (a tag, an escape).
	Tagged bool
}

// Head is an item's own first paragraph; nil: it has none.
func (b *Block) Head() *Block {
	if len(b.Blocks) == 0 {
		return nil
	}
	if h := b.Blocks[0]; (h.Kind == Paragraph || h.Kind == Heading) && h.From >= 0 {
		return h
	}
	return nil
}

// Lists are the lists directly below an item.
func (b *Block) Lists() []*Block {
	var out []*Block
	for _, c := range b.Blocks {
		if c.Kind == List {
			out = append(out, c)
		}
	}
	return out
}

// Walk calls visit for each block of the tree, parents first; false skips what
// is below one.
func Walk(blocks []*Block, visit func(*Block) bool) {
	for _, b := range blocks {
		if visit(b) {
			Walk(b.Blocks, visit)
		}
	}
}

// Grid is a table's header and rows.
type Grid struct {
	Fixed bool // its cells are never written to
	Head  []Cell
	Rows  []Row
}

// Row is one row of a table.
type Row struct {
	At    int // offset of the row's first byte
	Cells []Cell
}

// Cell is one cell: its text, and where it stands.
type Cell struct {
	Rich
	Place
	Box int // as of a block
}

// Place is where a cell's text stands; of an empty cell from equals to.
type Place struct {
	There    bool // it can be written to
	From, To int
}
