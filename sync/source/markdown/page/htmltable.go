package page

import (
	"html"
	"strings"

	"github.com/yuin/goldmark/ast"
)

// HTMLGrids reads the tables that begin in an HTML block, as exports of wikis
// hold them. Their cells are never written to.
func (p *Page) HTMLGrids(h *ast.HTMLBlock) []Grid {
	from, to := htmlBounds(h)
	if to <= from || !containsFold(p.Src[from:to], "<table") {
		return nil
	}
	if end := indexFold(p.Src[to:], "</table"); indexFold(p.Src[from:to], "</table") < 0 && end >= 0 {
		to += end + len("</table>")
	}
	t := &tableReader{page: p}
	t.read(from, min(to, len(p.Src)))
	return t.grids
}

// maxCells is how many cells of HTML tables are read in one block.
const maxCells = 20000

// tableReader goes over the tags of an HTML text once.
type tableReader struct {
	page  *Page
	grids []Grid
	row   *Row
	cell  *GridCell
	text  strings.Builder
	link  int // index of the open link's span; -1: none
	cells int
}

func (t *tableReader) read(from, to int) {
	src := t.page.Src
	t.link = -1
	for at := from; at < to && t.cells < maxCells; {
		if src[at] != '<' {
			next := at + strings.IndexByte(string(src[at:min(to, at+4096)])+"<", '<')
			t.words(string(src[at:min(next, to)]))
			at = max(at+1, next)
			continue
		}
		end := strings.IndexByte(string(src[at:min(to, at+4096)]), '>')
		if end < 0 {
			at++
			continue
		}
		t.tag(string(src[at+1:at+end]), at, at+end+1)
		at += end + 1
	}
	t.endRow()
}

func (t *tableReader) words(text string) {
	if t.cell != nil {
		t.text.WriteString(html.UnescapeString(strings.Join(strings.Fields(" "+text+" "), " ")))
		if text != strings.TrimRight(text, " \t\r\n") {
			t.text.WriteByte(' ')
		}
	}
}

// tag acts on one tag, its text without the angle brackets.
func (t *tableReader) tag(tag string, from, to int) {
	name, _, _ := strings.Cut(strings.ToLower(strings.TrimSpace(tag)), " ")
	switch strings.TrimRight(name, "/\n\t") {
	case "table":
		t.endRow()
		t.grids = append(t.grids, Grid{HTML: true})
	case "/table":
		t.endRow()
	case "tr":
		t.endRow()
		t.row = &Row{At: from}
	case "/tr":
		t.endRow()
	case "td", "th":
		t.endCell()
		if t.row != nil && len(t.grids) > 0 {
			t.cells++
			t.cell = &GridCell{Cell: Cell{From: to, To: to}}
		}
	case "/td", "/th":
		t.endCell()
	case "br", "p", "/p", "li", "div", "/div":
		t.words(" ")
		if t.cell != nil {
			t.text.WriteByte(' ')
		}
	case "a":
		t.openLink(tag)
	case "/a":
		t.closeLink()
	}
}

func (t *tableReader) openLink(tag string) {
	url, there := valueIn(tag, "href=")
	if t.cell == nil || !there {
		return
	}
	title, _ := valueIn(tag, "title=")
	t.link = len(t.cell.Spans)
	t.cell.Spans = append(t.cell.Spans, Span{From: t.text.Len(), To: t.text.Len(), Kind: Link, URL: url, Title: title})
}

// valueIn is the value of a tag's attribute, whose name ends in the sign for
// equal.
func valueIn(tag, name string) (string, bool) {
	i := indexFold([]byte(tag), name)
	if i < 0 {
		return "", false
	}
	value := strings.Trim(tag[i+len(name):], " ")
	if value != "" && (value[0] == '"' || value[0] == '\'') {
		value, _, _ = strings.Cut(value[1:], value[:1])
	} else {
		value, _, _ = strings.Cut(value, " ")
	}
	return html.UnescapeString(value), true
}

func (t *tableReader) closeLink() {
	if t.cell != nil && t.link >= 0 && t.link < len(t.cell.Spans) {
		t.cell.Spans[t.link].To = t.text.Len()
	}
	t.link = -1
}

func (t *tableReader) endCell() {
	if t.cell == nil {
		return
	}
	t.closeLink()
	t.cell.Text = t.text.String()
	t.cell.Trim()
	t.cell.AddBareURLs()
	t.row.Cells = append(t.row.Cells, *t.cell)
	t.cell = nil
	t.text.Reset()
}

// endRow files a row: the first one of a table is its header.
func (t *tableReader) endRow() {
	t.endCell()
	if t.row != nil && len(t.row.Cells) > 0 && len(t.grids) > 0 {
		g := &t.grids[len(t.grids)-1]
		if g.Head == nil {
			g.Head = t.row.Cells
		} else {
			g.Rows = append(g.Rows, *t.row)
		}
	}
	t.row = nil
}

func containsFold(src []byte, lower string) bool { return indexFold(src, lower) >= 0 }

// indexFold finds an ASCII text without regard to case.
func indexFold(src []byte, lower string) int {
	for i := 0; i+len(lower) <= len(src); i++ {
		if strings.EqualFold(string(src[i:i+len(lower)]), lower) {
			return i
		}
	}
	return -1
}
