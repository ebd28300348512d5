package page

import (
	"bytes"
	"regexp"
	"strings"
	"unicode/utf8"

	"github.com/yuin/goldmark/ast"
	extast "github.com/yuin/goldmark/extension/ast"
	"github.com/yuin/goldmark/text"

	"github.com/followthrough/followthrough/internal/mdedit"
)

// Rich is the visible text of a paragraph or cell, and what its parts are.
// Offsets are bytes of text.
type Rich struct {
	Text  string
	Spans []Span
	// Before is the text with what is no word of it, as earlier versions read it:
	// what they remember is told again by it. nil: it was the same.
	Before *Rich
}

// Span is a part of a text that is marked up.
type Span struct {
	From, To int
	Kind     spanKind
	URL      string // of a link
	Title    string // of a link
	note     bool   // a footnote's mark, which the document's definition made a link
}

type spanKind int

// The kinds of span.
const (
	Link spanKind = iota
	Bold
	Italic
	Code
	Strike
	Person
)

// richOf reads the inline nodes below n. Line ends are spaces, hard ones "\n".
func (p *Page) richOf(n ast.Node) Rich {
	if n.FirstChild() != nil || n.IsRaw() || n.Lines().Len() == 0 {
		return p.finished(p.built(n, ""))
	}
	lines := p.saidLines(n.Lines())
	if text, ok := p.unmarked(lines); ok && lines.Len() == n.Lines().Len() {
		r := Rich{Text: text}
		r.Trim()
		r.AddBareURLs()
		return r
	}
	box := p.boxAside(n, lines)
	r := p.finished(p.built(p.readInline(behind(lines, len(box))), box))
	if box == "" && lines.Len() == n.Lines().Len() {
		return r
	}
	before := p.built(p.readInline(n.Lines()), "")
	before.Trim()
	before.AddBareURLs()
	r.Before = &before
	return r
}

// built is the text of the inline nodes below n, behind a prefix.
func (p *Page) built(n ast.Node, prefix string) Rich {
	if c, ok := n.FirstChild().(*ast.Text); ok && c.NextSibling() == nil {
		return Rich{Text: prefix + p.plain(c.Segment)}
	}
	b := richBuilder{src: p.Src, out: append(p.scratch[:0], prefix...)}
	b.children(n)
	p.scratch = b.out
	return Rich{Text: string(b.out), Spans: b.spans}
}

// finished is a text without what is no word of it.
func (p *Page) finished(r Rich) Rich {
	if label, to := noteLabel(strings.TrimLeft(r.Text, " "), 0); label != "" && strings.HasPrefix(strings.TrimLeft(r.Text, " ")[to:], ":") {
		before := r
		return Rich{Before: &before} // what a footnote says
	}
	r.dropAsides(p.definesNote)
	r.Trim()
	r.AddBareURLs()
	return r
}

type richBuilder struct {
	src   []byte
	out   []byte
	spans []Span
}

func (b *richBuilder) children(n ast.Node) {
	for c := n.FirstChild(); c != nil; c = c.NextSibling() {
		b.node(c)
	}
}

func (b *richBuilder) node(n ast.Node) {
	switch n := n.(type) {
	case *ast.Text:
		b.plain(n.Segment.Value(b.src))
		switch {
		case n.HardLineBreak():
			b.out = append(b.out, '\n')
		case n.SoftLineBreak():
			b.out = append(b.out, ' ')
		}
	case *ast.String:
		b.out = append(b.out, n.Value...)
	case *ast.CodeSpan:
		b.within(n, Span{Kind: Code})
	case *ast.Emphasis:
		kind := Italic
		if n.Level == 2 {
			kind = Bold
		}
		b.within(n, Span{Kind: kind})
	case *extast.Strikethrough:
		b.within(n, Span{Kind: Strike})
	case *ast.Link:
		b.within(n, Span{Kind: Link, URL: Plain(n.Destination), Title: Plain(n.Title), note: isNote(n)})
	case *ast.AutoLink:
		b.autoLink(n)
	case *ast.RawHTML:
		b.html(n)
	case *ast.Image:
	default:
		b.children(n)
	}
}

func (b *richBuilder) autoLink(n *ast.AutoLink) {
	from, url := len(b.out), string(n.URL(b.src))
	if n.AutoLinkType == ast.AutoLinkEmail && !strings.HasPrefix(url, "mailto:") {
		url = "mailto:" + url
	}
	b.out = append(b.out, n.Label(b.src)...)
	b.spans = append(b.spans, Span{From: from, To: len(b.out), Kind: Link, URL: url})
}

// plain adds source text as it is shown.
func (b *richBuilder) plain(src []byte) {
	if bytes.IndexByte(src, '\\') < 0 && bytes.IndexByte(src, '&') < 0 {
		b.out = append(b.out, src...)
		return
	}
	b.out = append(b.out, Plain(src)...)
}

// within reads n's children as one span; the inner spans come after it.
func (b *richBuilder) within(n ast.Node, s Span) {
	at := len(b.spans)
	s.From = len(b.out)
	b.spans = append(b.spans, s)
	b.children(n)
	b.spans[at].To = len(b.out)
}

func (b *richBuilder) html(n *ast.RawHTML) {
	tag := strings.ToLower(string(n.Segments.Value(b.src)))
	switch {
	case strings.HasPrefix(tag, "<br"):
		b.out = append(b.out, '\n')
	case tag == "<s>" || tag == "<del>" || tag == "<strike>":
		b.spans = append(b.spans, Span{From: len(b.out), To: -1, Kind: Strike})
	case tag == "<at>" || strings.HasPrefix(tag, "<at "):
		b.spans = append(b.spans, Span{From: len(b.out), To: -1, Kind: Person})
	case strings.HasPrefix(tag, "<a "):
		// A person's address, as word processors export it; other links in HTML
		// are read as their words.
		if m := mailHref.FindSubmatch(n.Segments.Value(b.src)); m != nil {
			b.spans = append(b.spans, Span{From: len(b.out), To: -1, Kind: Link, URL: Plain(m[1])})
		}
	case tag == "</a>":
		b.close(Link)
	case tag == "</s>" || tag == "</del>" || tag == "</strike>":
		b.close(Strike)
	case tag == "</at>":
		b.close(Person)
	}
}

// mailHref is the address of a person in a tag.
var mailHref = regexp.MustCompile(`(?i)\shref\s*=\s*["']?(mailto:[^\s"'<>]{3,200})`)

// close ends the innermost span of the kind that a tag opened.
func (b *richBuilder) close(kind spanKind) {
	for i := len(b.spans) - 1; i >= 0; i-- {
		if b.spans[i].To < 0 && b.spans[i].Kind == kind {
			b.spans[i].To = len(b.out)
			return
		}
	}
}

// isNote: the link is a footnote's mark: "[^1]" where "[^1]: text" defines a
// link for readers that know no footnotes.
func isNote(n *ast.Link) bool {
	return n.Reference != nil && n.Reference.Type == ast.ReferenceLinkShortcut && len(n.Reference.Value) > 1 && n.Reference.Value[0] == '^'
}

// Plain is source text as it is shown: escapes and entities resolved.
func Plain(src []byte) string {
	for _, c := range src {
		if c == '\\' || c == '&' {
			return mdedit.Unescape(string(src))
		}
	}
	return string(src)
}

// plain is Plain of a part of the document.
func (p *Page) plain(s text.Segment) string {
	if part := p.Text[s.Start:s.Stop]; s.Padding == 0 && !s.ForceNewline && strings.IndexByte(part, '\\') < 0 && strings.IndexByte(part, '&') < 0 {
		return part
	}
	return Plain(s.Value(p.Src))
}

// Cut takes the bytes from..to out of the text.
func (r *Rich) Cut(from, to int) {
	r.Text = r.Text[:from] + r.Text[to:]
	kept := make([]Span, 0, len(r.Spans))
	for _, s := range r.Spans {
		s.From, s.To = shift(s.From, from, to), shift(s.To, from, to)
		if s.From < s.To {
			kept = append(kept, s)
		}
	}
	r.Spans = kept
}

func shift(at, from, to int) int {
	switch {
	case at <= from:
		return at
	case at <= to:
		return from
	}
	return at - (to - from)
}

// Trim takes white space off both ends.
func (r *Rich) Trim() {
	if n := len(r.Text); n > 0 && isSign(r.Text[0]) && isSign(r.Text[n-1]) {
		return
	}
	if end := len(strings.TrimRight(r.Text, " \t\r\n\u00a0\u3000")); end < len(r.Text) {
		r.Cut(end, len(r.Text))
	}
	if start := len(r.Text) - len(strings.TrimLeft(r.Text, " \t\r\n\u00a0\u3000")); start > 0 {
		r.Cut(0, start)
	}
}

// isSign: the byte is a visible sign of ASCII.
func isSign(c byte) bool { return c > ' ' && c < utf8.RuneSelf }

// Slice is the part from..to on its own.
func (r Rich) Slice(from, to int) Rich {
	out := Rich{Text: r.Text, Spans: r.Spans}
	out.Cut(to, len(out.Text))
	out.Cut(0, from)
	return out
}

// All tells whether spans of the kind cover the whole text, but for signs.
func (r Rich) All(kind spanKind) bool {
	if r.Text == "" {
		return false
	}
	at := 0
	for _, s := range r.Spans {
		if s.Kind == kind && s.To > at && strings.Trim(r.Text[at:max(at, s.From)], " .:,;*") == "" {
			at = s.To
		}
	}
	return at > 0 && strings.Trim(r.Text[at:], " .:,;*") == ""
}

// LinkAt is the link that begins at the byte; nil: none.
func (r Rich) LinkAt(from int) *Span {
	for i := range r.Spans {
		if s := &r.Spans[i]; s.Kind == Link && s.From == from {
			return s
		}
	}
	return nil
}

// LinkTo is the link that ends at the byte; nil: none.
func (r Rich) LinkTo(to int) *Span {
	for i := range r.Spans {
		if s := &r.Spans[i]; s.Kind == Link && s.To == to {
			return s
		}
	}
	return nil
}

// InCode tells whether the byte lies in a code span.
func (r Rich) InCode(at int) bool {
	for _, s := range r.Spans {
		if s.Kind == Code && s.From <= at && at < s.To {
			return true
		}
	}
	return false
}

// AddBareURLs makes links of the addresses that stand in the text as such.
func (r *Rich) AddBareURLs() {
	if !strings.Contains(r.Text, "://") {
		return
	}
	linked := r.links()
	for at := 0; ; {
		i := strings.Index(r.Text[at:], "://")
		if i < 0 {
			return
		}
		from := at + i
		for _, scheme := range []string{"https", "http"} {
			if strings.HasSuffix(r.Text[at:from], scheme) {
				from -= len(scheme)
				break
			}
		}
		to := urlEnd(r.Text, at+i+3)
		for len(linked) > 0 && linked[0].To <= from {
			linked = linked[1:]
		}
		if from < at+i && to > at+i+3 && (len(linked) == 0 || linked[0].From > from) {
			r.Spans = append(r.Spans, Span{From: from, To: to, Kind: Link, URL: r.Text[from:to]})
		}
		at = max(to, at+i+3)
	}
}

// links are the links of the text, in order.
func (r Rich) links() []Span {
	var out []Span
	for _, s := range r.Spans {
		if s.Kind == Link {
			out = append(out, s)
		}
	}
	return out
}

// urlEnd is where an address that stands in prose ends: its last signs are
// the sentence's, a bracket only if none was opened inside.
func urlEnd(text string, at int) int {
	end := at
	for end < len(text) && text[end] > ' ' && !strings.ContainsRune("<>\"`|", rune(text[end])) {
		end++
	}
	if i := strings.IndexAny(text[at:end], "，。、；（）」』"); i >= 0 {
		end = at + i
	}
	for end > at {
		last := text[end-1]
		switch {
		case strings.IndexByte(".,;:!?'*_]", last) >= 0:
		case last == ')' && strings.Count(text[at:end], "(") < strings.Count(text[at:end], ")"):
		default:
			return end
		}
		end--
	}
	return end
}
