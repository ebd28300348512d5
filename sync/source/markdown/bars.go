package markdown

import (
	"strings"

	"github.com/followthrough/followthrough/sync/source/document"
)

// barTables makes tables of paragraphs that were meant as some: lines between bars
// without the row of dashes, or before a table of as many columns, whose header they
// are. Nothing is written into those.
func barTables(blocks []*document.Block) []*document.Block {
	out, apart := blocks[:0], 0
	for i, b := range blocks {
		if apart > 0 { // a row of the table above
			apart--
			continue
		}
		if b.Kind != document.Paragraph || !strings.HasPrefix(b.Text, "|") {
			out = append(out, b)
			continue
		}
		rows := barRows(b)
		if g, n := rowsApart(rows, blocks[i+1:]); n > 0 {
			b.Kind, b.Grid, apart = document.Table, g, n
			out = append(out, b)
			continue
		}
		switch {
		case len(rows) == 1 && i+1 < len(blocks) && blocks[i+1].Grid != nil && len(blocks[i+1].Grid.Head) == len(rows[0].Cells):
			g := blocks[i+1].Grid
			first := document.Row{At: g.Head[0].From, Cells: g.Head}
			g.Head, g.Rows = rows[0].Cells, append([]document.Row{first}, g.Rows...)
			g.Fixed = true
			continue
		case len(rows) > 1:
			b.Kind, b.Grid = document.Table, &document.Grid{Fixed: true, Head: rows[0].Cells, Rows: rows[1:]}
		}
		out = append(out, b)
	}
	return out
}

// rowsApart is the table of one row, one of dashes and further ones with blank lines
// between them, as a reader sees it all the same, and how many blocks below the first it
// takes; 0: it is none.
func rowsApart(head []document.Row, below []*document.Block) (*document.Grid, int) {
	if len(head) != 1 || len(below) < 2 || below[0].Kind != document.Paragraph || !isDashes(below[0].Text, len(head[0].Cells)) {
		return nil, 0
	}
	g, n := &document.Grid{Fixed: true, Head: head[0].Cells}, 1
	for ; n < len(below) && n <= maxBarLines && below[n].Kind == document.Paragraph && strings.HasPrefix(below[n].Text, "|"); n++ {
		rows := barRows(below[n])
		if rows == nil || len(rows[0].Cells) != len(g.Head) {
			break
		}
		g.Rows = append(g.Rows, rows...)
	}
	if len(g.Rows) == 0 {
		return nil, 0
	}
	return g, n
}

// isDashes: a text is the row below a table's header.
func isDashes(text string, columns int) bool {
	return len(text) <= maxBarLine && strings.Trim(text, "|-–—: ") == "" && strings.ContainsAny(text, "-–—") && strings.Count(text, "|") == columns+1
}

// A table without its row of dashes has so many lines at most, of so many bytes.
const (
	maxBarLines = 300
	maxBarLine  = 4000
)

// barRows are a paragraph's lines as rows of as many cells each; nil: they are none.
func barRows(b *document.Block) []document.Row {
	if len(b.Lines) > maxBarLines {
		return nil
	}
	out := make([]document.Row, 0, len(b.Lines))
	for _, l := range b.Lines {
		text := l.Text
		if len(text) < 2 || len(text) > maxBarLine || text[0] != '|' || text[len(text)-1] != '|' {
			return nil
		}
		row := document.Row{At: l.From}
		for from := 1; from < len(text); {
			end := strings.IndexByte(text[from:], '|')
			for end >= 0 && l.InCode(from+end) {
				next := strings.IndexByte(text[from+end+1:], '|')
				if next < 0 {
					return nil
				}
				end += next + 1
			}
			cell := document.Cell{Rich: l.Slice(from, from+end), Place: document.Place{From: l.From, To: l.To}, Box: -1}
			cell.Trim()
			row.Cells = append(row.Cells, cell)
			from += end + 1
		}
		if len(row.Cells) < 2 || len(out) > 0 && len(row.Cells) != len(out[0].Cells) {
			return nil
		}
		out = append(out, row)
	}
	return out
}
