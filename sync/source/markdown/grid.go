package markdown

import (
	"regexp"

	"github.com/yuin/goldmark/ast"
	extast "github.com/yuin/goldmark/extension/ast"

	"github.com/followthrough/followthrough/sync/source/document"
)

// grid reads a table.
func (p *page) grid(t ast.Node) *document.Grid {
	g := &document.Grid{}
	for n := t.FirstChild(); n != nil; n = n.NextSibling() {
		row := document.Row{At: n.Pos(), Cells: make([]document.Cell, 0, n.ChildCount())}
		for c := n.FirstChild(); c != nil; c = c.NextSibling() {
			row.Cells = append(row.Cells, p.cell(c))
		}
		if _, ok := n.(*extast.TableHeader); ok {
			g.Head = row.Cells
			continue
		}
		if len(row.Cells) > 0 && row.At >= 0 && closes(lineAt(p.src, row.At)) {
			continue // what the table stands in ends there
		}
		g.Rows = append(g.Rows, row)
	}
	return g
}

func (p *page) cell(n ast.Node) document.Cell {
	c := document.Cell{Rich: p.rich(n)}
	if n.Lines().Len() > 0 {
		seg := n.Lines().At(0)
		c.Place = document.Place{There: true, From: seg.Start, To: seg.Stop}
		if seg.Start == seg.Stop {
			c.From = p.emptyCell(seg.Start)
			c.To = c.From
		}
	}
	c.Box = p.boxAt(c.From)
	return c
}

// emptyCell is where the text of an empty cell belongs: behind its first
// space, where there is another one before the bar.
func (p *page) emptyCell(at int) int {
	from, to := at, at
	for from > 0 && isBlank(p.src[from-1]) {
		from--
	}
	for to < len(p.src) && isBlank(p.src[to]) {
		to++
	}
	if from == 0 || to == len(p.src) || p.src[from-1] != '|' || p.src[to] != '|' || to-from < 2 {
		return at
	}
	return from + 1
}

func isBlank(c byte) bool { return c == ' ' || c == '\t' }

// boxAt is the offset of the sign in a check box that stands there; -1: none.
func (p *page) boxAt(at int) int {
	if at < 0 || at >= len(p.src) || p.src[at] != '[' && p.src[at] != '\\' {
		return -1
	}
	box := rawBox
	if p.src[at] == '\\' {
		box = escapedBox
	}
	m := box.FindSubmatchIndex(p.src[at:min(len(p.src), at+12)])
	if m == nil || m[2] == m[3] { // "[]" has no sign
		return -1
	}
	return at + m[2]
}

// escapedBox is one as those write it who know no check boxes.
var escapedBox = regexp.MustCompile(`^\\\[(?:\\?([ xX*✓✔\-~/>]))?\\?\](?:[ \t]|\r?\n|$)`)

// rawBox is a check box in the source, at the start of an item.
var rawBox = regexp.MustCompile(`^\[([ xX*✓✔\-~/>]?)\](?:[ \t]|\r?\n|$)`)
