package page

import (
	"regexp"

	"github.com/yuin/goldmark/ast"
	extast "github.com/yuin/goldmark/extension/ast"
)

// Grid is a table whichever way it is written.
type Grid struct {
	HTML bool // read from HTML
	Head []GridCell
	Rows []Row
}

// Row is one row of a table.
type Row struct {
	At    int // offset of the row's first byte
	Cells []GridCell
}

// GridCell is one cell: its text, and where it stands.
type GridCell struct {
	Rich
	Cell
}

// HeadOf reads the header of a Markdown table.
func (p *Page) HeadOf(t *extast.Table) Grid {
	g := Grid{}
	if h, ok := t.FirstChild().(*extast.TableHeader); ok {
		for c := h.FirstChild(); c != nil; c = c.NextSibling() {
			g.Head = append(g.Head, p.CellOf(c))
		}
	}
	return g
}

// GridOf reads a Markdown table.
func (p *Page) GridOf(t *extast.Table) Grid {
	g := Grid{}
	for n := t.FirstChild(); n != nil; n = n.NextSibling() {
		row := Row{At: n.Pos(), Cells: make([]GridCell, 0, n.ChildCount())}
		for c := n.FirstChild(); c != nil; c = c.NextSibling() {
			row.Cells = append(row.Cells, p.CellOf(c))
		}
		if _, ok := n.(*extast.TableHeader); ok {
			g.Head = row.Cells
			continue
		}
		g.Rows = append(g.Rows, row)
	}
	return g
}

// CellOf reads one cell of a Markdown table.
func (p *Page) CellOf(n ast.Node) GridCell {
	c := GridCell{Rich: p.Rich(n)}
	if n.Lines().Len() > 0 {
		seg := n.Lines().At(0)
		c.Cell = Cell{There: true, From: seg.Start, To: seg.Stop}
		if seg.Start == seg.Stop {
			c.From = p.emptyCell(seg.Start)
			c.To = c.From
		}
	}
	return c
}

// emptyCell is where the text of an empty cell belongs: behind its first
// space, where there is another one before the bar.
func (p *Page) emptyCell(at int) int {
	from, to := at, at
	for from > 0 && isBlank(p.Src[from-1]) {
		from--
	}
	for to < len(p.Src) && isBlank(p.Src[to]) {
		to++
	}
	if from == 0 || to == len(p.Src) || p.Src[from-1] != '|' || p.Src[to] != '|' || to-from < 2 {
		return at
	}
	return from + 1
}

func isBlank(c byte) bool { return c == ' ' || c == '\t' }

// Cell is the text of a table cell; an empty one has from equal to to.
type Cell struct {
	There    bool
	From, To int
}

// BoxAt is the offset of the sign in a check box that stands there; -1: none.
func (p *Page) BoxAt(at int) int {
	if at < 0 || at >= len(p.Src) || p.Src[at] != '[' && p.Src[at] != '\\' {
		return -1
	}
	box := RawBox
	if p.Src[at] == '\\' {
		box = escapedBox
	}
	m := box.FindSubmatchIndex(p.Src[at:min(len(p.Src), at+12)])
	if m == nil || m[2] == m[3] { // "[]" has no sign
		return -1
	}
	return at + m[2]
}

// escapedBox is one as those write it who know no check boxes.
var escapedBox = regexp.MustCompile(`^\\\[(?:\\?([ xX*✓✔\-~/>]))?\\?\](?:[ \t]|\r?\n|$)`)

// RawBox is a check box in the source, at the start of an item.
var RawBox = regexp.MustCompile(`^\[([ xX*✓✔\-~/>]?)\](?:[ \t]|\r?\n|$)`)
