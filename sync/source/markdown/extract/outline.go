package extract

import (
	"bytes"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/yuin/goldmark/ast"
	extast "github.com/yuin/goldmark/extension/ast"

	"github.com/followthrough/followthrough/sync/source/markdown/page"
	"github.com/followthrough/followthrough/sync/source/markdown/words"
)

// part is one block and the label it stands under; nil: none.
type part struct {
	node  ast.Node
	under *label
	// marked: the paragraph was taken by its own marker.
	marked bool
	// apart: the list or table tells causes, names or the like, no actions.
	apart bool
}

// Outline is the document as parts in order under labels.
type Outline struct {
	page   *page.Page
	set    Settings
	parts  []part
	labels []*label
	open   *label // the innermost label
	// template: nothing in the document is an action yet.
	template bool
}

// NewOutline puts the blocks of a page under its labels.
func NewOutline(p *page.Page, s Settings) *Outline {
	o := &Outline{page: p, set: s, parts: make([]part, 0, p.Root.ChildCount())}
	for n := p.Root.FirstChild(); n != nil; n = n.NextSibling() {
		if !p.Ours(n) {
			o.block(n)
		}
	}
	o.template = templateSigns(o)
	return o
}

func (o *Outline) block(n ast.Node) {
	switch n := n.(type) {
	case *ast.Heading:
		o.push(n, o.page.Rich(n), n.Level)
	case *ast.Paragraph:
		o.paragraph(n)
	case *ast.HTMLBlock:
		o.html(n)
	case *ast.LinkReferenceDefinition:
	default:
		o.add(n)
	}
}

func (o *Outline) add(n ast.Node) {
	o.parts = append(o.parts, part{node: n, under: o.open})
}

// push opens a label and closes those of its rank and below.
func (o *Outline) push(n ast.Node, r page.Rich, rank int) *label {
	o.closeFrom(rank)
	text, numbered := words.Label(r.Text)
	l := &label{text: text, rank: rank, up: o.open, node: n, numbered: numbered, full: r, start: o.page.Start(n), index: len(o.labels)}
	l.line = o.page.LineAt(max(0, l.start))
	l.class = o.classOf(l)
	o.open = l
	o.labels = append(o.labels, l)
	return l
}

// classOf judges a label in its place: below an action label, a soft one is a
// group, and so is one that repeats a kind of work.
func (o *Outline) classOf(l *label) words.Class {
	c := words.Classify(l.text, o.set.Take, o.set.Leave)
	if c == words.ClassSoft && l.up.section() != nil {
		return words.ClassNeutral
	}
	if head, _, ok := strings.Cut(l.text, ":"); ok && c == words.ClassNeutral {
		if hc := words.Classify(head, o.set.Take, o.set.Leave); hc == words.ClassTake || hc == words.ClassMaybe {
			return hc
		}
	}
	return c
}

func (o *Outline) closeFrom(rank int) {
	for o.open != nil && o.open.rank >= rank {
		o.open = o.open.up
	}
}

// paragraph is a label, a line above a list, or a part.
func (o *Outline) paragraph(n *ast.Paragraph) {
	if n.Lines().Len() == 0 {
		return
	}
	from, to := o.page.Bounds(n)
	if level := hashes(o.page.Src[from:to]); level > 0 && n.Lines().Len() == 1 {
		r := o.page.Rich(n)
		r.Cut(0, level)
		o.push(n, r, level)
		return
	}
	if mayBeBold(o.page.Src[from:to]) && len(strings.Trim(o.page.Raw(n), aroundBold)) <= 300 {
		if r := o.page.Rich(n); boldLabel(r, o.set) {
			o.push(n, r, rankBold)
			return
		}
	}
	o.closeFrom(rankLine)
	if !isListNode(nextBlock(n)) {
		o.add(n)
		return
	}
	o.lineAboveList(n, o.page.Rich(n))
}

// mayBeBold spares the reading of paragraphs that are not all emphasis.
func mayBeBold(raw []byte) bool {
	raw = bytes.Trim(raw, aroundBold)
	if len(raw) < 3 {
		return false
	}
	first, last := raw[0], raw[len(raw)-1]
	return (last == '*' || last == '_' || last == '.') && (first == '*' || first == '_' || first == ':' || first >= 0x80 || first >= '0' && first <= '9')
}

// aroundBold is what may stand around a bold label.
const aroundBold = " \t\r\n:："

// hashes counts the signs of a heading that lacks its space ("##Actions").
func hashes(raw []byte) int {
	if len(raw) == 0 || raw[0] != '#' {
		return 0
	}
	rest := bytes.TrimLeft(raw, "#")
	level := len(raw) - len(rest)
	if level > 6 || len(rest) == 0 || !startsLetter(rest) {
		return 0
	}
	return level
}

func startsLetter(text []byte) bool {
	r, _ := utf8.DecodeRune(text)
	return unicode.IsLetter(r)
}

// boldLabel: the paragraph is one bold line (or an italic one that names an
// action section), short enough for a label.
func boldLabel(r page.Rich, s Settings) bool {
	if strings.HasSuffix(r.Text, ".") || words.Count(r.Text) > words.MaxLabelWords || strings.Contains(r.Text, "\n") {
		return false
	}
	if r.All(page.Bold) {
		return true
	}
	return r.All(page.Italic) && words.Count(r.Text) <= maxItalicWords && words.Classify(r.Text, s.Take, s.Leave) == words.ClassTake
}

// maxItalicWords is how long an italic label may be: longer ones are the
// template's instructions.
const maxItalicWords = 4

// lineAboveList: the last line of a paragraph directly above a list, where it
// names an action section, or a group inside of one.
func (o *Outline) lineAboveList(n *ast.Paragraph, r page.Rich) {
	last := lastLine(r, o.page, n)
	text, _ := words.Label(last)
	c := words.Classify(text, o.set.Take, o.set.Leave)
	inside := o.open.section() != nil
	switch {
	case c == words.ClassTake && plainLabel(last), words.Listed(o.set.Take, text), !inside && words.Announces(last):
		o.pushLine(n, last, words.ClassTake)
	case inside && (c == words.ClassOff || c == words.ClassNever), c == words.ClassNever && words.Listed(o.set.Leave, text):
		o.pushLine(n, last, c)
	case inside && plainLabel(last) && (words.IsGroup(text) || words.OwnerLabel(text) != ""):
		o.pushLine(n, last, words.ClassNeutral)
	default:
		o.add(n)
		return
	}
	if n.Lines().Len() > 1 {
		o.parts = append(o.parts, part{node: n, under: o.open.up})
	}
}

func (o *Outline) pushLine(n ast.Node, text string, c words.Class) {
	l := o.push(n, page.Rich{Text: text}, rankLine)
	l.class = c
}

// lastLine is the visible text of a paragraph's last line.
func lastLine(r page.Rich, p *page.Page, n ast.Node) string {
	if n.Lines().Len() == 1 {
		return r.Text
	}
	seg := n.Lines().At(n.Lines().Len() - 1)
	return strings.TrimSpace(strings.Trim(strings.TrimSpace(page.Plain(seg.Value(p.Src))), "*_"))
}

// plainLabel: short and no sentence; an announcement may end in a colon.
func plainLabel(text string) bool {
	ws := words.Count(text)
	text = strings.TrimSpace(text)
	if strings.HasSuffix(text, ":") || strings.HasSuffix(text, "：") {
		return ws <= words.MaxLabelWords
	}
	return ws <= 6 && !strings.ContainsAny(text, ".!;。")
}

// nextBlock is the block that follows, past link definitions.
func nextBlock(n ast.Node) ast.Node {
	for n = n.NextSibling(); n != nil; n = n.NextSibling() {
		if n.Kind() != ast.KindLinkReferenceDefinition {
			return n
		}
	}
	return nil
}

func isListNode(n ast.Node) bool { return n != nil && n.Kind() == ast.KindList }

func isTableNode(n ast.Node) bool { return n != nil && n.Kind() == extast.KindTable }

// html is a label where the block holds a heading or a summary, else a part.
func (o *Outline) html(n *ast.HTMLBlock) {
	for _, h := range o.page.HTMLLabels(n) {
		l := o.push(n, page.Rich{Text: h.Text}, h.Rank)
		l.line = o.page.LineAt(h.At)
	}
	o.add(n)
}
