package extract

import (
	"strings"
	"unicode/utf8"

	"github.com/yuin/goldmark/ast"
	extast "github.com/yuin/goldmark/extension/ast"

	"github.com/followthrough/followthrough/sync/review"
	"github.com/followthrough/followthrough/sync/source/markdown/fields"
	"github.com/followthrough/followthrough/sync/source/markdown/page"
)

// The most that is kept of an action's own further text: lines, those of one
// piece of code, and how wide a table's row may be to stand in columns.
const (
	maxDetail = 40
	maxCode   = 60
	maxWide   = 100
)

// details reads what stands below an action's own paragraph.
func (r *Reader) details(a *review.Action, head ast.Node) {
	var ws []string
	for n := head.NextSibling(); n != nil; n = n.NextSibling() {
		ws = r.detailsOf(a, n, ws, 0)
	}
	a.Detail = fields.First(a.Detail, strings.Join(ws, "\n"))
}

func (r *Reader) detailsOf(a *review.Action, n ast.Node, ws []string, depth int) []string {
	if len(ws) >= maxDetail || depth > maxNesting {
		return ws
	}
	switch n := n.(type) {
	case *ast.Paragraph, *ast.TextBlock:
		text := r.P.Rich(n)
		if !fields.Detail(a, text) && text.Text != "" {
			ws = append(ws, detailLine(text))
		}
	case *ast.List, *ast.ListItem, *ast.Blockquote:
		for c := n.FirstChild(); c != nil; c = c.NextSibling() {
			ws = r.detailsOf(a, c, ws, depth+1)
		}
	case *ast.FencedCodeBlock:
		ws = append(ws, review.Code(string(n.Language(r.P.Src)), r.codeLines(n)))
	case *ast.CodeBlock:
		ws = append(ws, review.Code("", r.codeLines(n)))
	case *extast.Table:
		ws = append(ws, r.tableDetail(n))
	}
	return ws
}

// detailLine is a paragraph of a detail. One that begins like code is none.
func detailLine(text page.Rich) string {
	out := text.Addressed()
	if strings.HasPrefix(out, "```") {
		return " " + out
	}
	return out
}

// codeLines are those of a piece of code, so many at most.
func (r *Reader) codeLines(n ast.Node) []string {
	var out []string
	for i := range n.Lines().Len() {
		if i == maxCode {
			return append(out, "…")
		}
		at := n.Lines().At(i)
		out = append(out, strings.TrimRight(string(at.Value(r.P.Src)), "\r\n"))
	}
	return out
}

// tableDetail is a table in columns, where each row fits into a line, or else a
// row a line.
func (r *Reader) tableDetail(t *extast.Table) string {
	var rows [][]string
	var widths []int
	for row := t.FirstChild(); row != nil && len(rows) < maxCode; row = row.NextSibling() {
		var cells []string
		for c := row.FirstChild(); c != nil; c = c.NextSibling() {
			text := strings.Join(strings.Fields(r.P.Rich(c).Addressed()), " ")
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
