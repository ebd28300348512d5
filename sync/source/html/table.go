package html

import (
	"strconv"
	"strings"

	"github.com/followthrough/followthrough/sync/source/document"
)

// The most cells that are read of all tables, and that one may span.
const (
	maxCells = 100000
	maxSpan  = 100
)

// table adds a table, whose first row is its head. One that only lays out a page
// is read as what stands in its cells.
func (b *builder) table(out []*document.Block, n *node) []*document.Block {
	rows, beside := b.rows(n)
	for _, c := range beside { // a caption, or what stands there wrongly
		out = b.block(out, c)
	}
	if b.laysOut(n, rows) {
		for _, row := range rows {
			out = b.flow(out, row)
		}
		return out
	}
	for len(rows) > 1 && cellsIn(rows[0]) == 1 { // a title above the head
		out, rows = b.flow(out, rows[0]), rows[1:]
	}
	t := holding(document.Table, n.from)
	t.Grid = b.grid(rows)
	return append(out, t)
}

// rows are those of a table, without those of tables in it, and the blocks beside
// them.
func (b *builder) rows(n *node) (rows, beside []*node) {
	walk(n, func(c *node) bool {
		switch {
		case c.hidden || b.skips(c):
		case c.tag == "tr":
			rows = append(rows, c)
		case c.tag == "tbody" || c.tag == "thead" || c.tag == "tfoot":
			return true
		case c.parent == n && c.blocks:
			beside = append(beside, c)
		}
		return false
	})
	return rows, beside
}

func (b *builder) grid(rows []*node) *document.Grid {
	g := &document.Grid{}
	var above []carried
	for i, n := range rows {
		row := document.Row{At: n.from, Cells: b.row(n, &above)}
		switch {
		case i == 0:
			g.Head = row.Cells
		case len(row.Cells) > 0:
			g.Rows = append(g.Rows, row)
		}
	}
	return g
}

func cellsIn(row *node) int {
	n := 0
	for c := row.first; c != nil; c = c.next {
		if c.tag == "td" || c.tag == "th" {
			n++
		}
	}
	return n
}

// laysOut: all rows are one cell, or a cell holds what no table of facts does:
// a heading, a table, a list with boxes.
func (b *builder) laysOut(n *node, rows []*node) bool {
	if n.value("role") == "presentation" {
		return true
	}
	single, holds := true, false
	for _, row := range rows {
		single = single && cellsIn(row) <= 1
	}
	if single {
		return true
	}
	walk(n, func(c *node) bool {
		if b.skips(c) {
			return false
		}
		if headings[c.tag] > 0 || c.tag == "table" || c.tag == "li" && b.itemBoxed(c) {
			holds = true
		}
		return !holds && !c.hidden
	})
	return holds
}

// itemBoxed: a list item, or what stands first in it, is a check box.
func (b *builder) itemBoxed(n *node) bool {
	if len(signsOf(n)) > 0 {
		return true
	}
	for c := n.first; c != nil; c = c.next {
		if c.tag != isText || strings.TrimFunc(c.text, isSpace) != "" {
			return c.tag != isText && len(signsOf(c)) > 0
		}
	}
	return false
}

// carried is a cell that spans into the rows below.
type carried struct {
	cell document.Cell
	left int
}

// row reads the cells of a row; what spans into a place stands there too, and is
// written to only where it begins.
func (b *builder) row(n *node, above *[]carried) []document.Cell {
	var out []document.Cell
	add := func(c document.Cell, down int) {
		b.cells++
		if i := len(out); i < len(*above) {
			(*above)[i] = carried{c, down}
		} else {
			*above = append(*above, carried{c, down})
		}
		out = append(out, c)
	}
	carry := func() {
		for i := len(out); i < len(*above) && (*above)[i].left > 0 && b.cells < maxCells; i++ {
			c := (*above)[i].cell
			c.There, c.Box = false, -1
			add(c, (*above)[i].left-1)
		}
	}
	for c := n.first; c != nil; c = c.next {
		if c.tag != "td" && c.tag != "th" || c.hidden || b.skips(c) {
			continue
		}
		carry()
		add(b.cell(c), spanOf(c, "rowspan")-1)
		for i := 1; i < spanOf(c, "colspan") && b.cells < maxCells; i++ {
			add(document.Cell{Box: -1}, 0)
		}
	}
	carry()
	return out
}

func spanOf(n *node, name string) int {
	count, err := strconv.Atoi(strings.TrimSpace(n.value(name)))
	if err != nil || count < 1 {
		return 1
	}
	return min(count, maxSpan)
}

// cell reads one cell. Into an empty one is written where its words would begin.
func (b *builder) cell(n *node) document.Cell {
	c := document.Cell{Place: document.Place{There: true, From: n.open, To: n.open}, Box: -1}
	var inside []*node
	for k := n.first; k != nil; k = k.next {
		inside = append(inside, k)
	}
	if len(inside) == 0 {
		return c
	}
	for k := n.first; k != nil && k.blocks; k = k.first {
		c.From, c.To = k.open, k.open
	}
	if t := b.textOf(inside...); t.from >= 0 {
		c.Rich, c.From, c.To = t.Rich, t.from, t.to
	}
	signs := signsOf(n)
	if len(signs) == 0 {
		signs = signsIn(inside)
	}
	if at := textBox(b.doc, place{c.From, c.To}); at > 0 {
		c.Box = at
		b.boxes[at] = []sign{{text: at}}
	} else if len(signs) > 0 && c.Text != "" {
		c.Box, c.Rich = b.newBox(signs[0].node.from, signs), behindBox(c.Rich, signs)
	}
	return c
}
