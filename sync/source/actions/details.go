package actions

import (
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/followthrough/followthrough/sync/review"
	"github.com/followthrough/followthrough/sync/source/actions/fields"
	"github.com/followthrough/followthrough/sync/source/document"
)

// The most that is kept of an action's own further text: lines, those of one
// piece of code, and how wide a table's row may be to stand in columns.
const (
	maxDetail = 40
	maxCode   = 60
	maxWide   = 100
)

// details reads what stands below an action's own paragraph.
func details(a *review.Action, item *document.Block) {
	var ws []string
	for _, n := range item.Blocks[1:] {
		ws = detailsOf(a, n, ws, 0)
	}
	a.Detail = fields.First(a.Detail, strings.Join(ws, "\n"))
}

func detailsOf(a *review.Action, n *document.Block, ws []string, depth int) []string {
	if len(ws) >= maxDetail || depth > maxNesting {
		return ws
	}
	switch n.Kind {
	case document.Paragraph:
		if !fields.Detail(a, n.Rich) && n.Text != "" {
			heard(a, n.Rich)
			ws = append(ws, detailLine(n.Rich))
		}
	case document.List, document.Item, document.Quote:
		for _, c := range n.Blocks {
			ws = detailsOf(a, c, ws, depth+1)
		}
	case document.CodeBlock:
		ws = append(ws, review.Code(n.Language, codeLines(n.Code)))
	case document.Table:
		ws = append(ws, tableDetail(n.Grid))
	}
	return ws
}

// detailLine is a paragraph of a detail. One that begins like code is none.
func detailLine(text document.Rich) string {
	out := text.Addressed()
	if strings.HasPrefix(out, "```") {
		return " " + out
	}
	return out
}

// codeLines are those of a piece of code, so many at most.
func codeLines(all []string) []string {
	if len(all) <= maxCode {
		return all
	}
	return append(slices.Clone(all[:maxCode]), "…")
}

// tableDetail is a table in columns, where each row fits into a line, or else a
// row a line.
func tableDetail(g *document.Grid) string {
	all := append([]document.Row{{Cells: g.Head}}, g.Rows...)
	rows := make([][]string, 0, min(len(all), maxCode))
	var widths []int
	for _, row := range all[:min(len(all), maxCode)] {
		var cells []string
		for _, c := range row.Cells {
			text := strings.Join(strings.Fields(c.Addressed()), " ")
			if len(cells) == len(widths) {
				widths = append(widths, 0)
			}
			widths[len(cells)] = max(widths[len(cells)], utf8.RuneCountInString(text))
			cells = append(cells, text)
		}
		rows = append(rows, cells)
	}
	wide := 3 * len(widths)
	for _, w := range widths {
		wide += w
	}
	lines := make([]string, len(rows))
	for i, cells := range rows {
		for n := range cells {
			if wide <= maxWide && n+1 < len(cells) {
				cells[n] += strings.Repeat(" ", widths[n]-utf8.RuneCountInString(cells[n]))
			}
		}
		lines[i] = strings.TrimRight(strings.Join(cells, " | "), " ")
	}
	if wide <= maxWide {
		return review.Code("", lines)
	}
	return strings.Join(lines, "\n")
}
