package markdown

import (
	"bytes"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/yuin/goldmark/ast"
	extast "github.com/yuin/goldmark/extension/ast"

	"github.com/followthrough/followthrough/sync/source/document"
	"github.com/followthrough/followthrough/sync/source/frontmatter"
)

// tree is the page as blocks.
func (p *page) tree(s Settings) *document.Document {
	d := &document.Document{Matter: p.matter(frontmatter.Deciding(s.Deciding()...)), FrontEnd: p.front.End, Text: p.text, Starts: p.starts, Marks: p.foundMarks()}
	if m := d.Marks; m.From >= 0 {
		d.Text = p.text[:m.From] + "\n" + p.text[m.To:]
	}
	d.Blocks = make([]*document.Block, 0, p.root.ChildCount())
	room := make([]document.Block, p.root.ChildCount()) // for all at once
	for n := p.root.FirstChild(); n != nil; n = n.NextSibling() {
		switch {
		case p.marks.blockNodes[n]:
			d.Blocks = append(d.Blocks, &document.Block{Kind: document.Ours, At: p.start(n), From: -1, To: -1, Box: -1})
		case n.Kind() != ast.KindLinkReferenceDefinition:
			d.Blocks = p.topBlocks(d.Blocks, &room[0], n)
		}
		room = room[1:]
	}
	d.Blocks = barTables(d.Blocks)
	d.Foreign = p.foreign
	return d
}

// topBlocks makes a block of the document's own level and adds it, before it the lists
// that stand in it as HTML.
func (p *page) topBlocks(out []*document.Block, b *document.Block, n ast.Node) []*document.Block {
	p.fillTop(b, n)
	if h, is := n.(*ast.HTMLBlock); is {
		if lists := p.htmlLists(h); lists != nil {
			b.Blocks = slices.DeleteFunc(b.Blocks, func(c *document.Block) bool { return c.Kind == document.Heading })
			out = append(out, lists...)
		}
	}
	return append(out, b)
}

// fillTop makes a block of the document's own level.
func (p *page) fillTop(b *document.Block, n ast.Node) {
	p.fill(b, n)
	switch n := n.(type) {
	case *ast.HTMLBlock:
		b.Kind = document.Embedded
		b.Blocks = p.htmlLabels(n)
		for _, g := range p.htmlGrids(n) {
			b.Blocks = append(b.Blocks, &document.Block{Kind: document.Table, At: b.At, From: -1, To: -1, Box: -1, Grid: g})
		}
	case *ast.Paragraph:
		if b.From < 0 {
			break
		}
		b.Hole = bytes.ContainsAny(p.src[b.From:b.To], "<{") && isHole(string(n.Lines().Value(p.src)))
		if n.Lines().Len() > 1 {
			break
		}
		if level := hashes(p.src[b.From:b.To]); level > 0 {
			b.Kind, b.Level = document.Heading, level
			b.Cut(0, level)
		}
		if level := escapedHashes(p.src[b.From:b.To]); level > 0 && strings.HasPrefix(b.Text, strings.Repeat("#", level)+" ") {
			b.Kind, b.Level = document.Heading, level
			b.Cut(0, level+1)
		}
	}
}

// fill makes a block of a node, with what is below it.
func (p *page) fill(b *document.Block, n ast.Node) {
	*b = document.Block{Kind: document.Other, At: p.start(n), From: -1, To: -1, Box: -1}
	switch n := n.(type) {
	case *ast.Heading:
		b.Kind, b.Level = document.Heading, n.Level
		p.prose(b, n)
	case *ast.Paragraph, *ast.TextBlock:
		b.Kind = document.Paragraph
		p.prose(b, n)
	case *ast.List:
		b.Kind, b.Ordered = document.List, n.IsOrdered()
	case *ast.ListItem:
		b.Kind = document.Item
	case *ast.Blockquote:
		b.Kind = document.Quote
	case *ast.FencedCodeBlock:
		b.Kind, b.Language, b.Code = document.CodeBlock, string(n.Language(p.src)), p.code(n)
	case *ast.CodeBlock:
		b.Kind, b.Code, b.Lines = document.CodeBlock, p.code(n), p.codeLines(n)
	case *extast.Table:
		b.Kind, b.Grid = document.Table, p.grid(n)
	}
	if b.Kind == document.List || b.Kind == document.Item || b.Kind == document.Quote {
		b.Blocks = p.below(n)
	}
}

// below are the blocks of a node's children, which are made at once.
func (p *page) below(n ast.Node) []*document.Block {
	count := 0
	for c := n.FirstChild(); c != nil; c = c.NextSibling() {
		count++
	}
	room := make([]document.Block, count)
	out := make([]*document.Block, 0, count)
	for c := n.FirstChild(); c != nil; c = c.NextSibling() {
		b := &room[len(out)]
		p.fill(b, c)
		out = append(out, b)
	}
	return out
}

// prose gives a block its text, its lines and where they stand.
func (p *page) prose(b *document.Block, n ast.Node) {
	b.Rich = p.rich(n)
	if n.Lines().Len() == 0 {
		return
	}
	b.From, b.To = p.bounds(n)
	b.Lines = p.proseLines(n, b.Rich)
	if n.PreviousSibling() == nil && n.Parent().Kind() == ast.KindListItem {
		b.From, b.To = p.linkBounds(n)
		b.Box = p.boxAt(b.From)
		b.Boxed = b.Box >= 0 || p.src[b.From] == '[' && rawBox.Match(p.src[b.From:min(len(p.src), b.From+12)])
	}
}

// proseLines are the lines of a paragraph; one that is alone reads as all of it.
func (p *page) proseLines(n ast.Node, all document.Rich) []document.Line {
	out := make([]document.Line, n.Lines().Len())
	unread := p.unread(n)
	for i := range out {
		seg := n.Lines().At(i)
		l := document.Line{From: seg.Start, To: seg.Stop}
		if raw := seg.Value(p.src); bytes.IndexByte(raw, ':') >= 0 || bytes.Contains(raw, []byte("：")) {
			l.Written = written(p.text[seg.Start:seg.Stop])
		}
		for l.To > l.From && (isSpace(p.src[l.To-1]) || p.src[l.To-1] == '\\') {
			l.To--
		}
		for l.From < l.To && isSpace(p.src[l.From]) {
			l.From++
		}
		switch {
		case len(out) == 1:
			l.Rich = all
		case l.From < l.To && (i >= unread || n.Parent().Kind() == ast.KindDocument && mayLabel(p.src[l.From:l.To], i == 0)):
			l.Rich = p.line(l.From, l.To)
		}
		l.Tagged = l.From < l.To && strings.IndexByte("<\\!`&", p.src[l.From]) >= 0
		out[i] = l
	}
	return out
}

// maxLabelLine is how many bytes a paragraph's first line has at most that may be a
// label, and maxKey how many stand before the colon of another.
const (
	maxLabelLine = 60
	maxKey       = 48
)

// mayLabel: a line of a wrapped paragraph may be a label, or open with words before a
// colon.
func mayLabel(line []byte, first bool) bool {
	if first && len(line) <= maxLabelLine {
		return true
	}
	at := bytes.IndexByte(line[:min(len(line), maxKey)], ':')
	return at > 0 && at+1 < len(line) && (line[0] == '*' || line[0] >= 'A' && line[0] <= 'Z')
}

// unread is how many lines of a paragraph, from the first on, nobody asks for.
func (p *page) unread(n ast.Node) int {
	switch {
	case n.Parent().Kind() != ast.KindDocument && !p.labelsLines(n):
		return n.Lines().Len()
	case p.isWrapped(n):
		return n.Lines().Len() - 1
	}
	return 0
}

// labelsLines: the first of several lines ends as a label does.
func (p *page) labelsLines(n ast.Node) bool {
	first := n.Lines().At(0)
	return n.Lines().Len() > 1 && bytes.HasSuffix(bytes.TrimRight(first.Value(p.src), " \t\r\n"), []byte(":"))
}

// isWrapped: a line of the paragraph goes on with a small letter.
func (p *page) isWrapped(n ast.Node) bool {
	for i := range n.Lines().Len() {
		seg := n.Lines().At(i)
		if line := bytes.TrimLeft(p.src[seg.Start:seg.Stop], " \t"); len(line) > 1 && line[0] >= 'a' && line[0] <= 'z' && line[1] != ')' && !bytes.HasPrefix(line[1:], []byte(". ")) {
			return true
		}
	}
	return false
}

// code are the lines of a piece of code.
func (p *page) code(n ast.Node) []string {
	out := make([]string, n.Lines().Len())
	for i := range out {
		at := n.Lines().At(i)
		out[i] = strings.TrimRight(string(at.Value(p.src)), "\r\n")
	}
	return out
}

// codeLines are the lines of what is code by its indentation alone, with where they
// stand: plain text sets lists so.
func (p *page) codeLines(n *ast.CodeBlock) []document.Line {
	out := make([]document.Line, 0, n.Lines().Len())
	for i := range n.Lines().Len() {
		seg := n.Lines().At(i)
		raw := seg.Value(p.src)
		from := seg.Start + len(raw) - len(bytes.TrimLeft(raw, " \t"))
		if text := strings.TrimSpace(string(raw)); text != "" {
			out = append(out, document.Line{From: from, To: from + len(text), Rich: document.Rich{Text: text}})
		}
	}
	return out
}

// hashes counts the signs of a heading that lacks its space ("##Actions").
func hashes(raw []byte) int {
	rest := bytes.TrimLeft(raw, "#")
	level := len(raw) - len(rest)
	if first, _ := utf8.DecodeRune(rest); level > 6 || !unicode.IsLetter(first) {
		return 0
	}
	return level
}

// escapedHashes counts the signs of a heading that an editor has escaped ("\## Actions").
func escapedHashes(raw []byte) int {
	if !bytes.HasPrefix(raw, []byte(`\#`)) {
		return 0
	}
	rest := bytes.ReplaceAll(raw[:min(len(raw), 14)], []byte(`\`), nil)
	level := len(rest) - len(bytes.TrimLeft(rest, "#"))
	if level < 2 || level > 6 || level == len(rest) || rest[level] != ' ' {
		return 0
	}
	return level
}

// isHole: a paragraph is nothing but a place that its author should fill.
func isHole(raw string) bool {
	raw = strings.TrimSpace(raw)
	return len(raw) < 1000 && (holeSigns(raw, "<", ">") && strings.Contains(raw, " ") || holeSigns(raw, "${", "}") || holeSigns(raw, "{{", "}}") && !isShortcode(raw))
}

func holeSigns(raw, open, end string) bool {
	return strings.HasPrefix(raw, open) && strings.HasSuffix(raw, end) && !strings.HasPrefix(raw, "<http") && !strings.Contains(raw, "</") && !strings.Contains(raw, "=")
}

// foundMarks is where our block stands, with its tables.
func (p *page) foundMarks() document.Marks {
	m := p.marks
	out := document.Marks{From: m.From, To: m.To, At: len(p.src), Review: m.Review, Digest: m.Digest, Problem: m.Problem, Broken: m.Broken, Open: m.Open >= 0}
	if m.From < 0 {
		return out
	}
	for n := m.Begin.NextSibling(); n != nil && n != m.End; n = n.NextSibling() {
		switch n := n.(type) {
		case *extast.Table:
			out.Tables = append(out.Tables, p.grid(n))
		case *ast.HTMLBlock: // pandoc writes tables so for readers that know none
			out.Tables = append(out.Tables, p.htmlGrids(n)...)
		}
	}
	return out
}
