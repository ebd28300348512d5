package html

import (
	"strings"

	"github.com/followthrough/followthrough/sync/source/document"
)

// maxLines is how many lines of a paragraph are read each on its own.
const maxLines = 100

// builder makes the document's blocks of a page's nodes.
type builder struct {
	*parser
	marks marks
	boxes map[int][]sign // by the byte that stands for them
	// strays are the lists of items that stand in none, by what holds them.
	strays map[*document.Block]*node
	cells  int
}

// flow adds the blocks of an element's children, of which inline ones that
// follow each other are a paragraph.
func (b *builder) flow(out []*document.Block, up *node) []*document.Block {
	var run []*node
	flush := func() {
		if len(run) > 0 {
			out = b.paragraph(out, run)
			run = nil
		}
	}
	for n := up.first; n != nil; n = n.next {
		switch {
		case n.hidden && len(signsOf(n)) == 0 || n.tag == isComment:
		case b.skips(n):
			flush()
		case !n.blocks:
			run = append(run, n)
		default:
			flush()
			out = b.block(out, n)
		}
	}
	flush()
	return out
}

// listed makes lists of paragraphs that each begin with a check box: so do tools
// write that know no task lists.
func (b *builder) listed(all []*document.Block) []*document.Block {
	var out []*document.Block
	var l *document.Block
	for _, p := range all {
		if p.Kind != document.Paragraph || p.Box < 0 || b.boxes[p.Box][0].text > 0 {
			out, l = append(out, p), nil
			continue
		}
		if p.From < 0 {
			continue
		}
		if l == nil {
			l = holding(document.List, p.At)
			out = append(out, l)
		}
		l.Blocks = append(l.Blocks, holding(document.Item, p.At, p))
	}
	return out
}

// paragraph adds what a run of inline nodes says, with the box before it. A box
// that nothing follows stands for what comes next.
func (b *builder) paragraph(out []*document.Block, run []*node) []*document.Block {
	p := b.words(document.Paragraph, run...)
	if p == nil {
		if signs := signsIn(run); len(signs) > 0 {
			out = append(out, b.boxAlone(run[0], signs))
		}
		return out
	}
	if signs := signsIn(run); len(signs) > 0 && !p.Boxed {
		b.boxed(p, signs)
	}
	return append(out, p)
}

// words is a block of the words of nodes; nil: they have none.
func (b *builder) words(kind document.Kind, nodes ...*node) *document.Block {
	t := b.textOf(nodes...)
	if t.from < 0 {
		return nil
	}
	p := &document.Block{Kind: kind, At: t.from, From: t.from, To: t.to, Rich: t.Rich, Box: -1}
	for i, l := range t.lines {
		var words document.Rich
		if i < maxLines || i+1 == len(t.lines) {
			words = t.Slice(l.begins, min(l.ends, len(t.Text)))
		}
		p.Lines = append(p.Lines, document.Line{From: l.from, To: l.to, Rich: words, Written: words})
	}
	if at := textBox(b.doc, t.place); at > 0 {
		p.Boxed, p.Box = true, at
		b.boxes[at] = []sign{{text: at}}
	}
	return p
}

// boxed puts a box before the words of a paragraph.
func (b *builder) boxed(p *document.Block, signs []sign) {
	p.Boxed, p.Box = true, b.newBox(signs[0].node.from, signs)
	p.Rich = behindBox(p.Rich, signs)
	if len(p.Lines) > 0 {
		p.Lines[0].Rich = behindBox(p.Lines[0].Rich, signs)
		p.Lines[0].Written = p.Lines[0].Rich
	}
}

// behindBox is a text behind the sign of its box.
func behindBox(r document.Rich, signs []sign) document.Rich {
	sign := "[ ] "
	if ticked(signs) {
		sign = "[x] "
	}
	out := document.Rich{Text: sign + r.Text}
	for _, s := range r.Spans {
		s.From, s.To = s.From+len(sign), s.To+len(sign)
		out.Spans = append(out.Spans, s)
	}
	return out
}

func (b *builder) block(out []*document.Block, n *node) []*document.Block {
	switch n.tag {
	case "h1", "h2", "h3", "h4", "h5", "h6", "summary":
		if h := b.words(document.Heading, n); h != nil {
			h.Level = headings[n.tag]
			out = append(out, h)
		}
		return out
	case "ul", "ol", "menu", "dir":
		return b.list(out, n)
	case "li":
		return b.strayItem(out, n)
	case "dl":
		return b.definitions(out, n)
	case "table":
		return b.table(out, n)
	case "pre":
		return b.code(out, n)
	case "blockquote":
		return append(out, holding(document.Quote, n.from, b.flow(nil, n)...))
	case "hr":
		return append(out, holding(document.Other, n.from))
	}
	return append(out, b.container(n)...)
}

// container is what stands in an element that is nothing by itself; it may be
// the box of its first paragraph.
func (b *builder) container(n *node) []*document.Block {
	inside := b.flow(nil, n)
	if signs := signsOf(n); len(signs) > 0 && len(inside) > 0 && inside[0].Kind == document.Paragraph && !inside[0].Boxed {
		b.boxed(inside[0], signs)
	} else if len(signs) > 0 && len(inside) == 0 {
		inside = append(inside, b.boxAlone(n, signs))
	}
	return inside
}

// holding is a block that has no words of its own.
func holding(kind document.Kind, at int, below ...*document.Block) *document.Block {
	return &document.Block{Kind: kind, At: at, From: -1, To: -1, Box: -1, Blocks: below}
}

// boxAlone is a box that has no words of its own: it stands for what comes next.
func (b *builder) boxAlone(n *node, signs []sign) *document.Block {
	p := holding(document.Paragraph, n.from)
	p.Boxed, p.Box = true, b.newBox(n.from, signs)
	return p
}

func (b *builder) list(out []*document.Block, n *node) []*document.Block {
	l := holding(document.List, n.from)
	l.Ordered = n.tag == "ol"
	for c := n.first; c != nil; c = c.next {
		switch {
		case c.hidden || b.skips(c):
		case c.tag == "li":
			l.Blocks = append(l.Blocks, b.item(c))
		case c.blocks: // a list right in a list, as old editors write what is below an item
			below := b.block(nil, c)
			if len(l.Blocks) > 0 {
				last := l.Blocks[len(l.Blocks)-1]
				last.Blocks = append(last.Blocks, below...)
			} else {
				out = append(out, below...)
			}
		}
	}
	if len(l.Blocks) > 0 {
		out = append(out, l)
	}
	return out
}

// item reads a list item, whose box may be its own attribute, or stand before
// its words.
func (b *builder) item(n *node) *document.Block {
	it := holding(document.Item, n.from)
	signs := signsOf(n)
	for _, c := range b.flow(nil, n) {
		if len(it.Blocks) == 0 && c.Kind == document.Paragraph && c.Boxed && b.boxes[c.Box][0].text == 0 {
			signs = append(signs, b.boxes[c.Box]...)
			if c.From < 0 {
				continue
			}
			c.Cut(0, len("[ ] "))
			c.Lines[0].Cut(0, len("[ ] "))
			c.Lines[0].Written = c.Lines[0].Rich
		}
		it.Blocks = append(it.Blocks, c)
	}
	if len(signs) > 0 && len(it.Blocks) > 0 && it.Blocks[0].Kind == document.Paragraph && it.Blocks[0].From >= 0 {
		b.boxed(it.Blocks[0], signs)
	}
	return it
}

// strayItem adds an item that stands in no list to the one right before it.
func (b *builder) strayItem(out []*document.Block, n *node) []*document.Block {
	if len(out) == 0 || out[len(out)-1].Kind != document.List || b.strays[out[len(out)-1]] != n.parent {
		l := holding(document.List, n.from)
		b.strays[l] = n.parent
		out = append(out, l)
	}
	l := out[len(out)-1]
	l.Blocks = append(l.Blocks, b.item(n))
	return out
}

// definitions reads terms and what they mean as a list of "term: meaning".
func (b *builder) definitions(out []*document.Block, n *node) []*document.Block {
	l := holding(document.List, n.from)
	var term *document.Block
	for c := n.first; c != nil; c = c.next {
		switch {
		case c.hidden || b.skips(c):
		case c.tag == "dt":
			term = b.words(document.Paragraph, c)
		case c.tag == "dd" && term != nil:
			if said := b.words(document.Paragraph, c); said != nil {
				l.Blocks = append(l.Blocks, holding(document.Item, c.from, joined(term, said)))
			}
			term = nil
		case c.blocks:
			out = b.block(out, c)
		}
	}
	if len(l.Blocks) > 0 {
		out = append(out, l)
	}
	return out
}

// joined is a term with its meaning, in one line.
func joined(term, said *document.Block) *document.Block {
	key := strings.TrimRight(term.Text, ": ") + ": "
	out := *said
	out.At, out.From = term.At, term.From
	out.Rich = document.Rich{Text: key + strings.ReplaceAll(said.Text, "\n", " ")}
	for _, s := range said.Spans {
		s.From, s.To = s.From+len(key), s.To+len(key)
		out.Spans = append(out.Spans, s)
	}
	out.Lines = []document.Line{{From: out.From, To: out.To, Rich: out.Rich, Written: out.Rich}}
	return &out
}

// code is preformatted text, as it is.
func (b *builder) code(out []*document.Block, n *node) []*document.Block {
	c := holding(document.CodeBlock, n.from)
	var text strings.Builder
	walk(n, func(n *node) bool {
		switch {
		case n.tag == isText:
			text.WriteString(n.text)
		case n.tag == "br":
			text.WriteByte('\n')
		case n.tag == "code":
			for class := range strings.FieldsSeq(n.value("class")) {
				if lang, ok := strings.CutPrefix(class, "language-"); ok {
					c.Language = lang
				}
			}
		}
		return n.tag != isComment && !n.hidden
	})
	c.Code = strings.Split(strings.Trim(strings.ReplaceAll(text.String(), "\r\n", "\n"), "\n"), "\n")
	return append(out, c)
}
