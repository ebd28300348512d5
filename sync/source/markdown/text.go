package markdown

import (
	"bytes"
	"regexp"
	"slices"
	"strings"

	"github.com/yuin/goldmark/ast"
	extast "github.com/yuin/goldmark/extension/ast"

	"github.com/followthrough/followthrough/internal/mdedit"
	"github.com/followthrough/followthrough/sync/source/document"
)

// rich is the visible text of a block: the inline nodes below n. Line ends are
// spaces, hard ones "\n".
func (p *page) rich(n ast.Node) document.Rich {
	whole := p.built(n, "")
	if n.Lines().Len() == 0 {
		return p.finished(whole)
	}
	lines := p.saidLines(n.Lines())
	box := p.boxAside(n, lines)
	if box == "" && lines.Len() == n.Lines().Len() {
		return p.finished(whole)
	}
	r := p.finished(p.built(p.readInline(behind(lines, len(box))), box))
	before := whole
	before.Trim()
	before.AddBareURLs()
	r.Before = &before
	return r
}

// built is the text of the inline nodes below n, behind a prefix.
func (p *page) built(n ast.Node, prefix string) document.Rich {
	if c, ok := n.FirstChild().(*ast.Text); ok && c.NextSibling() == nil && prefix == "" {
		return document.Rich{Text: mdedit.Unescape(p.text[c.Segment.Start:c.Segment.Stop])}
	}
	b := richBuilder{src: p.src}
	if l := n.Lines(); l.Len() > 0 {
		b.out.Grow(len(prefix) + l.At(l.Len()-1).Stop - l.At(0).Start)
	}
	b.out.WriteString(prefix)
	b.children(n)
	unclosed := func(s document.Span) bool { return s.To < 0 }
	return document.Rich{Text: b.out.String(), Spans: slices.DeleteFunc(b.spans, unclosed)}
}

// finished is a text without what is no word of it.
func (p *page) finished(r document.Rich) document.Rich {
	if label, to := noteLabel(strings.TrimLeft(r.Text, " "), 0); label != "" && strings.HasPrefix(strings.TrimLeft(r.Text, " ")[to:], ":") {
		before := r
		return document.Rich{Before: &before} // what a footnote says
	}
	if strings.HasPrefix(r.Text, ":::") && closes(r.Text) {
		before := r
		return document.Rich{Before: &before}
	}
	r = withoutAsides(r, p)
	r.Trim()
	r.AddBareURLs()
	return r
}

type richBuilder struct {
	src   []byte
	out   strings.Builder
	spans []document.Span
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
			b.out.WriteByte('\n')
		case n.SoftLineBreak():
			b.out.WriteByte(' ')
		}
	case *ast.String:
		b.out.Write(n.Value)
	case *ast.CodeSpan:
		b.within(n, document.Span{Kind: document.Code})
	case *ast.Emphasis:
		kind := document.Italic
		if n.Level == 2 {
			kind = document.Bold
		}
		b.within(n, document.Span{Kind: kind})
	case *extast.Strikethrough:
		b.within(n, document.Span{Kind: document.Strike})
	case *ast.Link:
		b.within(n, document.Span{Kind: document.Link, URL: plain(n.Destination), Title: plain(n.Title), Note: isNote(n)})
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
	from, url := b.out.Len(), string(n.URL(b.src))
	if n.AutoLinkType == ast.AutoLinkEmail && !strings.HasPrefix(url, "mailto:") {
		url = "mailto:" + url
	}
	b.out.Write(n.Label(b.src))
	b.spans = append(b.spans, document.Span{From: from, To: b.out.Len(), Kind: document.Link, URL: url})
}

// plain adds source text as it is shown.
func (b *richBuilder) plain(src []byte) {
	if bytes.IndexByte(src, '\\') >= 0 || bytes.IndexByte(src, '&') >= 0 {
		src = []byte(plain(src))
	}
	b.out.Write(src)
}

// within reads n's children as one span; the inner spans come after it.
func (b *richBuilder) within(n ast.Node, s document.Span) {
	at := len(b.spans)
	s.From = b.out.Len()
	b.spans = append(b.spans, s)
	b.children(n)
	b.spans[at].To = b.out.Len()
}

func (b *richBuilder) html(n *ast.RawHTML) {
	tag := strings.ToLower(string(n.Segments.Value(b.src)))
	switch {
	case strings.HasPrefix(tag, "<br"):
		b.out.WriteByte('\n')
	case tag == "<s>" || tag == "<del>" || tag == "<strike>":
		b.spans = append(b.spans, document.Span{From: b.out.Len(), To: -1, Kind: document.Strike})
	case tag == "<at>" || strings.HasPrefix(tag, "<at "):
		b.spans = append(b.spans, document.Span{From: b.out.Len(), To: -1, Kind: document.Person})
	case strings.HasPrefix(tag, "<a "):
		// A person's address, as word processors export it; other links in HTML
		// are read as their words.
		if m := mailHref.FindSubmatch(n.Segments.Value(b.src)); m != nil {
			b.spans = append(b.spans, document.Span{From: b.out.Len(), To: -1, Kind: document.Link, URL: plain(m[1])})
		}
	case tag == "</a>":
		b.close(document.Link)
	case tag == "</s>" || tag == "</del>" || tag == "</strike>":
		b.close(document.Strike)
	case tag == "</at>":
		b.close(document.Person)
	}
}

// mailHref is the address of a person in a tag.
var mailHref = regexp.MustCompile(`(?i)\shref\s*=\s*["']?(mailto:[^\s"'<>]{3,200})`)

// close ends the innermost span of the kind that a tag opened.
func (b *richBuilder) close(kind document.SpanKind) {
	for i := len(b.spans) - 1; i >= 0; i-- {
		if b.spans[i].To < 0 && b.spans[i].Kind == kind {
			b.spans[i].To = b.out.Len()
			return
		}
	}
}

// isNote: the link is a footnote's mark: "[^1]" where "[^1]: text" defines a
// link for readers that know no footnotes.
func isNote(n *ast.Link) bool {
	return n.Reference != nil && n.Reference.Type == ast.ReferenceLinkShortcut && len(n.Reference.Value) > 1 && n.Reference.Value[0] == '^'
}

// plain is source text as it is shown: escapes and entities resolved.
func plain(src []byte) string { return mdedit.Unescape(string(src)) }
