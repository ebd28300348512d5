package markdown

import (
	"bytes"
	"cmp"
	"slices"
	"strings"

	"github.com/yuin/goldmark/ast"

	"github.com/followthrough/followthrough/sync/source/document"
)

// maxListed is how many items of HTML lists are read in one block, and maxListDepth
// how deep they nest.
const (
	maxListed    = 5000
	maxListDepth = 20
)

// htmlLists are the lists that stand in an HTML block, outside of its tables, with
// its headings between them; nil: it holds none. Nothing is written into them.
func (p *page) htmlLists(h *ast.HTMLBlock) []*document.Block {
	from, to := htmlBounds(h)
	if h.HTMLBlockType <= ast.HTMLBlockType5 || to <= from || !bytes.ContainsAny(p.src[from:to], "<") || !containsFold(p.src[from:to], "<li") {
		return nil
	}
	l := &listReader{page: p}
	l.read(from, to)
	if len(l.out) == 0 {
		return nil
	}
	p.foreign = append(p.foreign, [2]int{from, to})
	all := append(p.htmlLabels(h), l.out...)
	slices.SortStableFunc(all, func(a, b *document.Block) int { return cmp.Compare(a.At, b.At) })
	return all
}

// listReader goes over the tags of an HTML text once.
type listReader struct {
	page   *page
	out    []*document.Block
	lists  []*document.Block // that are open, the innermost last
	items  []*document.Block // likewise; one for each list, nil: it has none open
	head   *document.Block   // the paragraph whose words are being read
	now    cellText
	tables int // that are open
	count  int
}

func (l *listReader) read(from, to int) {
	src := l.page.src
	l.now.link = -1
	for at := from; at < to && l.count < maxListed; {
		if src[at] != '<' {
			next := to
			if i := bytes.IndexByte(src[at:to], '<'); i >= 0 {
				next = at + i
			}
			l.words(at, next)
			at = next
			continue
		}
		end := bytes.IndexByte(src[at:min(to, at+4096)], '>')
		if end < 0 {
			l.words(at, at+1)
			at++
			continue
		}
		l.tag(string(src[at+1:at+end]), at)
		at += end + 1
	}
	l.endHead(to)
}

func (l *listReader) words(from, to int) {
	text := string(l.page.src[from:to])
	if n := len(l.items); l.head == nil && n > 0 && l.items[n-1] == nil && strings.TrimSpace(text) != "" {
		l.item(from) // words of a list that stand in none of its items are one
	}
	if l.head == nil || strings.TrimSpace(text) == "" && l.now.text.Len() == 0 {
		return
	}
	if l.head.From < 0 {
		l.head.From, l.head.At = from+len(text)-len(strings.TrimLeft(text, " \t\r\n")), from+len(text)-len(strings.TrimLeft(text, " \t\r\n"))
	}
	if have := l.now.text.String(); text != strings.TrimLeft(text, " \t\r\n") && have != "" && !strings.HasSuffix(have, " ") && strings.TrimSpace(text) != "" {
		l.now.text.WriteByte(' ')
	}
	l.now.add(text)
	l.head.To = from + len(strings.TrimRight(text, " \t\r\n"))
}

// tag acts on one tag, its text without the angle brackets, that begins at a byte.
func (l *listReader) tag(tag string, from int) {
	name, _, _ := strings.Cut(strings.ToLower(strings.TrimSpace(tag)), " ")
	name = strings.TrimRight(name, "/\n\t")
	switch name {
	case "table":
		l.endHead(from)
		l.tables++
	case "/table":
		l.tables = max(0, l.tables-1)
	case "ul", "ol":
		l.open(from)
	case "/ul", "/ol":
		l.endHead(from)
		if n := len(l.lists); n > 0 && l.tables == 0 {
			l.lists, l.items = l.lists[:n-1], l.items[:n-1]
		}
	case "li":
		l.item(from)
	case "/li":
		l.endHead(from)
		if n := len(l.items); n > 0 {
			l.items[n-1] = nil
		}
	case "input":
		l.box(tag)
	default:
		l.inline(name, tag)
	}
}

func (l *listReader) open(from int) {
	l.endHead(from)
	if l.tables > 0 || len(l.lists) >= maxListDepth {
		return
	}
	list := &document.Block{Kind: document.List, At: from, From: -1, To: -1, Box: -1}
	if n := len(l.items); n > 0 && l.items[n-1] != nil {
		l.items[n-1].Blocks = append(l.items[n-1].Blocks, list)
	} else {
		l.out = append(l.out, list)
	}
	l.lists, l.items = append(l.lists, list), append(l.items, nil)
}

func (l *listReader) item(from int) {
	l.endHead(from)
	n := len(l.lists)
	if n == 0 || l.tables > 0 {
		return
	}
	l.count++
	item := &document.Block{Kind: document.Item, At: from, From: -1, To: -1, Box: -1}
	l.lists[n-1].Blocks = append(l.lists[n-1].Blocks, item)
	l.items[n-1] = item
	l.head = &document.Block{Kind: document.Paragraph, At: from, From: -1, To: -1, Box: -1}
}

// box writes a check box as its sign, as it opens an item.
func (l *listReader) box(tag string) {
	lower := strings.ToLower(tag)
	if l.head == nil || !strings.Contains(lower, "checkbox") || strings.TrimSpace(l.now.text.String()) != "" {
		return
	}
	sign := "[ ] "
	if strings.Contains(strings.ReplaceAll(lower, "checkbox", ""), "checked") {
		sign = "[x] "
	}
	l.now.text.WriteString(sign)
}

func (l *listReader) inline(name, tag string) {
	if l.head == nil {
		return
	}
	open, ends := strings.CutPrefix(name, "/")
	kind, known := markOf(open)
	if open == "b" || open == "strong" {
		kind, known = document.Bold, true
	}
	switch url, there := valueIn(tag, "href="); {
	case name == "a" && there:
		l.now.open(document.Span{Kind: document.Link, URL: url})
	case name == "/a":
		l.now.close()
	case open == "br" || open == "p" || open == "div":
		l.now.text.WriteByte(' ')
	case known && ends:
		l.now.closeKind(kind)
	case known:
		link := l.now.link
		l.now.open(document.Span{Kind: kind})
		l.now.link = link
	}
}

// endHead files the words of an item.
func (l *listReader) endHead(at int) {
	h := l.head
	if h == nil {
		return
	}
	l.head = nil
	h.Rich = l.page.finished(l.now.rich())
	if h.From < 0 || h.Text == "" {
		return
	}
	h.To = min(max(h.To, h.From), at)
	h.Boxed = rawBox.MatchString(h.Text)
	h.Lines = []document.Line{{From: h.From, To: h.To, Rich: h.Rich, Written: h.Rich}}
	item := l.items[len(l.items)-1]
	item.Blocks = append(item.Blocks, h)
}
