package markdown

import (
	"regexp"
	"strings"

	"github.com/yuin/goldmark/ast"
	extast "github.com/yuin/goldmark/extension/ast"

	"github.com/followthrough/followthrough/internal/mdedit"
	"github.com/followthrough/followthrough/sync/source/markdown/extract"
	"github.com/followthrough/followthrough/sync/source/markdown/fields"
	"github.com/followthrough/followthrough/sync/source/writeback"
)

// anyLink is a link as Markdown writes it.
var anyLink = regexp.MustCompile(`\[((?:\\.|[^\[\]\\])+)\]\(([^()\s]*)\)`)

func links(text string) []writeback.Link {
	var out []writeback.Link
	for _, m := range anyLink.FindAllStringSubmatchIndex(text, -1) {
		out = append(out, writeback.Link{From: m[0], To: m[1], Text: mdedit.Shown(text[m[2]:m[3]]), URL: text[m[4]:m[5]]})
	}
	return out
}

// written is a document that was read, as it is written to.
func written(doc []byte, rd *reading) *writeback.Reading {
	if rd.page == nil {
		return &writeback.Reading{Unreadable: rd.review.BlockProblem}
	}
	m := rd.page.Marks
	return &writeback.Reading{
		Found:  rd.found,
		Marks:  writeback.Marks{From: m.From, To: m.To, At: len(doc), Problem: m.Problem, Broken: m.Broken, Open: m.Open >= 0},
		Sign:   func(box int) string { return signAt(doc, box) },
		SetBox: func(box int, ticked bool) []mdedit.Edit { return []mdedit.Edit{setBox(doc, box, ticked)} },
		Spots:  rd.spots,
	}
}

func signAt(doc []byte, at int) string {
	end := strings.IndexByte(string(doc[at:min(len(doc), at+5)]), ']')
	return strings.TrimSuffix(string(doc[at:at+max(end, 1)]), `\`) // of "\[x\]"
}

func setBox(doc []byte, box int, ticked bool) mdedit.Edit {
	if ticked {
		return mdedit.Edit{Start: box, End: box + 1, New: "x"}
	}
	return mdedit.Edit{Start: box, End: box + len(signAt(doc, box)), New: " "}
}

// spots are the list items and cells of the document outside of our block.
func (rd *reading) spots() (items, cells []writeback.Spot) {
	p := rd.page
	_ = ast.Walk(p.Root, func(n ast.Node, entering bool) (ast.WalkStatus, error) {
		if !entering || n.Parent() == p.Root && p.Ours(n) {
			return ast.WalkSkipChildren, nil
		}
		switch n.Kind() {
		case ast.KindListItem:
			if head := extract.HeadOf(n); head != nil {
				from, to := fields.Bounds(p, head)
				items = append(items, writeback.Spot{From: from, To: to, Box: p.BoxAt(from)})
			}
		case extast.KindTableCell:
			if c := p.CellOf(n); c.From < c.To {
				cells = append(cells, writeback.Spot{From: c.From, To: c.To, Box: -1})
			}
		}
		return ast.WalkContinue, nil
	})
	return items, cells
}

// lineEnd is the document's own; one that ends in a lone "\r" has a block
// with that, for "\n" after it would be one line end with it.
func lineEnd(doc []byte) string {
	if len(doc) > 0 && doc[len(doc)-1] == '\r' {
		return "\r"
	}
	return mdedit.LineEnd(doc)
}

// atEnd is the block with the blank line that is ours, and ends as the
// document does.
func atEnd(doc []byte, block, eol string) string {
	if endsLine(doc) {
		return eol + block + eol
	}
	return eol + eol + block
}

func endsLine(doc []byte) bool {
	return len(doc) > 0 && (doc[len(doc)-1] == '\n' || doc[len(doc)-1] == '\r')
}

// withOurBlankLine widens the bounds of a block by what came with it: the
// blank line before it and its own line end, or at the end of a document
// without a last line end the two before it.
func withOurBlankLine(doc []byte, from, to int) (int, int) {
	blank := beforeLineEnd(doc, from)
	if blank == from {
		return from, afterLineEnd(doc, to)
	}
	if to >= len(doc) {
		return beforeLineEnd(doc, blank), to
	}
	if blank > 0 && beforeLineEnd(doc, blank) == blank {
		return from, afterLineEnd(doc, to) // its author moved it to below a line of text
	}
	return blank, afterLineEnd(doc, to)
}

func beforeLineEnd(doc []byte, at int) int {
	switch {
	case at >= 2 && doc[at-1] == '\n' && doc[at-2] == '\r':
		return at - 2
	case at >= 1 && (doc[at-1] == '\n' || doc[at-1] == '\r'):
		return at - 1
	}
	return at
}

func afterLineEnd(doc []byte, at int) int {
	switch {
	case at+1 < len(doc) && doc[at] == '\r' && doc[at+1] == '\n':
		return at + 2
	case at < len(doc) && (doc[at] == '\n' || doc[at] == '\r'):
		return at + 1
	}
	return at
}
