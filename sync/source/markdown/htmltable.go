package markdown

import (
	"html"
	"strings"

	"github.com/yuin/goldmark/ast"

	"github.com/followthrough/followthrough/sync/source/document"
)

// htmlGrids reads the tables that begin in an HTML block, as exports of wikis
// hold them. Their cells are never written to.
func (p *page) htmlGrids(h *ast.HTMLBlock) []*document.Grid {
	from, to := htmlBounds(h)
	if to <= from || !containsFold(p.src[from:to], "<table") {
		return nil
	}
	if end := indexFold(p.src[to:], "</table"); indexFold(p.src[from:to], "</table") < 0 && end >= 0 {
		to += end + len("</table>")
	}
	t := &tableReader{page: p}
	t.read(from, min(to, len(p.src)))
	return t.grids
}

// maxCells is how many cells of HTML tables are read in one block.
const maxCells = 20000

// tableReader goes over the tags of an HTML text once.
type tableReader struct {
	page  *page
	grids []*document.Grid
	row   *document.Row
	cell  *document.Cell
	now   cellText
	was   cellText // as earlier versions read it
	cells int
}

// cellText is the text of one cell, as it grows.
type cellText struct {
	text  strings.Builder
	spans []document.Span
	link  int // index of the open link's span; -1: none
}

func (c *cellText) add(text string) {
	c.text.WriteString(html.UnescapeString(strings.Join(strings.Fields(text), " ")))
	if text != strings.TrimRight(text, " \t\r\n") {
		c.text.WriteByte(' ')
	}
}

func (c *cellText) open(s document.Span) {
	c.link = len(c.spans)
	s.From, s.To = c.text.Len(), c.text.Len()
	c.spans = append(c.spans, s)
}

func (c *cellText) close() {
	if c.link >= 0 && c.link < len(c.spans) {
		c.spans[c.link].To = c.text.Len()
	}
	c.link = -1
}

// closeKind ends the innermost part that a tag of the kind opened.
func (c *cellText) closeKind(kind document.SpanKind) {
	for i := len(c.spans) - 1; i >= 0; i-- {
		if s := &c.spans[i]; s.Kind == kind && s.To == s.From {
			s.To = c.text.Len()
			return
		}
	}
}

// rich is the text, which is begun anew.
func (c *cellText) rich() document.Rich {
	c.close()
	r := document.Rich{Text: c.text.String(), Spans: c.spans}
	c.text.Reset()
	c.spans = nil
	return r
}

func (t *tableReader) read(from, to int) {
	src := t.page.src
	t.now.link, t.was.link = -1, -1
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
	if t.cell == nil {
		return
	}
	t.was.add(text)
	if have := t.now.text.String(); text != strings.TrimLeft(text, " \t\r\n") && have != "" && !strings.HasSuffix(have, " ") && strings.TrimSpace(text) != "" {
		t.now.text.WriteByte(' ')
	}
	t.now.add(text)
}

// tag acts on one tag, its text without the angle brackets.
func (t *tableReader) tag(tag string, from, to int) {
	name, _, _ := strings.Cut(strings.ToLower(strings.TrimSpace(tag)), " ")
	switch strings.TrimRight(name, "/\n\t") {
	case "table":
		t.endRow()
		t.grids = append(t.grids, &document.Grid{Fixed: true})
	case "/table":
		t.endRow()
	case "tr":
		t.endRow()
		t.row = &document.Row{At: from}
	case "/tr":
		t.endRow()
	case "td", "th":
		t.endCell()
		if t.row != nil && len(t.grids) > 0 {
			t.cells++
			t.cell = &document.Cell{Place: document.Place{From: to, To: to}, Box: t.page.boxAt(to)}
		}
	case "/td", "/th":
		t.endCell()
	case "br", "p", "/p", "li", "div", "/div":
		if t.cell != nil {
			t.was.text.WriteString("  ")
			t.now.text.WriteString("  ")
		}
	case "a":
		t.openLink(tag)
	case "/a":
		t.was.close()
		t.now.close()
	default:
		t.mark(strings.TrimRight(name, "/\n\t"))
	}
}

// markOf is what a tag marks words up as.
func markOf(tag string) (kind document.SpanKind, known bool) {
	switch tag {
	case "del", "s", "strike":
		return document.Strike, true
	case "code":
		return document.Code, true
	case "at":
		return document.Person, true
	}
	return 0, false
}

// mark opens or closes what marks words up.
func (t *tableReader) mark(name string) {
	open, ends := strings.CutPrefix(name, "/")
	kind, known := markOf(open)
	switch {
	case !known || t.cell == nil:
	case ends:
		t.now.closeKind(kind)
	default:
		link := t.now.link
		t.now.open(document.Span{Kind: kind})
		t.now.link = link
	}
}

func (t *tableReader) openLink(tag string) {
	url, there := valueIn(tag, "href=")
	if t.cell == nil || !there {
		return
	}
	title, _ := valueIn(tag, "title=")
	s := document.Span{Kind: document.Link, URL: url, Title: title}
	t.was.open(s)
	s.Note = strings.HasPrefix(s.URL, "#fn") && strings.Contains(tag, "noteref") || strings.Contains(tag, "footnote-ref")
	t.now.open(s)
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

func (t *tableReader) endCell() {
	if t.cell == nil {
		return
	}
	before := t.was.rich()
	before.Trim()
	before.AddBareURLs()
	t.cell.Rich = t.page.finished(t.now.rich())
	if before.Text != t.cell.Text {
		t.cell.Before = &before
	}
	t.row.Cells = append(t.row.Cells, *t.cell)
	t.cell = nil
}

// endRow files a row: the first one of a table is its header.
func (t *tableReader) endRow() {
	t.endCell()
	if t.row != nil && len(t.row.Cells) > 0 && len(t.grids) > 0 {
		g := t.grids[len(t.grids)-1]
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
