package markdown

import (
	"strings"

	"github.com/yuin/goldmark/ast"
	extast "github.com/yuin/goldmark/extension/ast"
	"github.com/yuin/goldmark/util"
)

// rich is the visible text of a paragraph or cell, and what its parts are.
// Offsets are bytes of text.
type rich struct {
	text  string
	spans []span
}

type span struct {
	from, to int
	kind     spanKind
	url      string // of a link
	title    string // of a link
}

type spanKind int

const (
	spanLink spanKind = iota
	spanBold
	spanItalic
	spanCode
	spanStrike
)

// richOf reads the inline nodes below n. Line ends are spaces, hard ones "\n".
func richOf(n ast.Node, src []byte) rich {
	var b richBuilder
	b.src = src
	b.children(n)
	r := rich{text: b.out.String(), spans: b.spans}
	r.trim()
	r.addBareURLs()
	return r
}

type richBuilder struct {
	src   []byte
	out   strings.Builder
	spans []span
}

func (b *richBuilder) children(n ast.Node) {
	for c := n.FirstChild(); c != nil; c = c.NextSibling() {
		b.node(c)
	}
}

func (b *richBuilder) node(n ast.Node) {
	switch n := n.(type) {
	case *ast.Text:
		b.out.WriteString(plain(n.Segment.Value(b.src)))
		switch {
		case n.HardLineBreak():
			b.out.WriteByte('\n')
		case n.SoftLineBreak():
			b.out.WriteByte(' ')
		}
	case *ast.String:
		b.out.Write(n.Value)
	case *ast.CodeSpan:
		b.within(n, span{kind: spanCode})
	case *ast.Emphasis:
		kind := spanItalic
		if n.Level == 2 {
			kind = spanBold
		}
		b.within(n, span{kind: kind})
	case *extast.Strikethrough:
		b.within(n, span{kind: spanStrike})
	case *ast.Link:
		b.within(n, span{kind: spanLink, url: plain(n.Destination), title: plain(n.Title)})
	case *ast.AutoLink:
		from := b.out.Len()
		b.out.Write(n.Label(b.src))
		b.spans = append(b.spans, span{from: from, to: b.out.Len(), kind: spanLink, url: string(n.URL(b.src))})
	case *ast.RawHTML:
		b.html(n)
	case *ast.Image:
	default:
		b.children(n)
	}
}

// within reads n's children as one span; the inner spans come after it.
func (b *richBuilder) within(n ast.Node, s span) {
	at := len(b.spans)
	s.from = b.out.Len()
	b.spans = append(b.spans, s)
	b.children(n)
	b.spans[at].to = b.out.Len()
}

func (b *richBuilder) html(n *ast.RawHTML) {
	tag := strings.ToLower(string(n.Segments.Value(b.src)))
	switch {
	case strings.HasPrefix(tag, "<br"):
		b.out.WriteByte('\n')
	case tag == "<s>" || tag == "<del>" || tag == "<strike>":
		b.spans = append(b.spans, span{from: b.out.Len(), to: -1, kind: spanStrike})
	case tag == "</s>" || tag == "</del>" || tag == "</strike>":
		for i := len(b.spans) - 1; i >= 0; i-- {
			if b.spans[i].to < 0 {
				b.spans[i].to = b.out.Len()
				return
			}
		}
	}
}

// plain is source text as it is shown: escapes and entities resolved.
func plain(src []byte) string {
	for _, c := range src {
		if c == '\\' || c == '&' {
			return string(util.ResolveEntityNames(util.ResolveNumericReferences(util.UnescapePunctuations(src))))
		}
	}
	return string(src)
}

// cut takes the bytes from..to out of the text.
func (r *rich) cut(from, to int) {
	r.text = r.text[:from] + r.text[to:]
	kept := make([]span, 0, len(r.spans))
	for _, s := range r.spans {
		s.from, s.to = shift(s.from, from, to), shift(s.to, from, to)
		if s.from < s.to {
			kept = append(kept, s)
		}
	}
	r.spans = kept
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

// trim takes white space off both ends.
func (r *rich) trim() {
	if end := len(strings.TrimRight(r.text, " \t\r\n\u00a0\u3000")); end < len(r.text) {
		r.cut(end, len(r.text))
	}
	if start := len(r.text) - len(strings.TrimLeft(r.text, " \t\r\n\u00a0\u3000")); start > 0 {
		r.cut(0, start)
	}
}

// slice is the part from..to on its own.
func (r rich) slice(from, to int) rich {
	out := rich{text: r.text, spans: r.spans}
	out.cut(to, len(out.text))
	out.cut(0, from)
	return out
}

// all tells whether spans of the kind cover the whole text, but for signs.
func (r rich) all(kind spanKind) bool {
	if r.text == "" {
		return false
	}
	at := 0
	for _, s := range r.spans {
		if s.kind == kind && s.to > at && strings.Trim(r.text[at:max(at, s.from)], " .:,;*") == "" {
			at = s.to
		}
	}
	return at > 0 && strings.Trim(r.text[at:], " .:,;*") == ""
}

// linkAt is the link that begins at the byte; nil: none.
func (r rich) linkAt(from int) *span {
	for i := range r.spans {
		if s := &r.spans[i]; s.kind == spanLink && s.from == from {
			return s
		}
	}
	return nil
}

// linkTo is the link that ends at the byte; nil: none.
func (r rich) linkTo(to int) *span {
	for i := range r.spans {
		if s := &r.spans[i]; s.kind == spanLink && s.to == to {
			return s
		}
	}
	return nil
}

// inCode tells whether the byte lies in a code span.
func (r rich) inCode(at int) bool {
	for _, s := range r.spans {
		if s.kind == spanCode && s.from <= at && at < s.to {
			return true
		}
	}
	return false
}

// addBareURLs makes links of the addresses that stand in the text as such.
func (r *rich) addBareURLs() {
	for at := 0; ; {
		i := strings.Index(r.text[at:], "://")
		if i < 0 {
			return
		}
		from := at + i
		for _, scheme := range []string{"https", "http"} {
			if strings.HasSuffix(r.text[at:from], scheme) {
				from -= len(scheme)
				break
			}
		}
		to := urlEnd(r.text, at+i+3)
		if from < at+i && to > at+i+3 && !r.linked(from) {
			r.spans = append(r.spans, span{from: from, to: to, kind: spanLink, url: r.text[from:to]})
		}
		at = max(to, at+i+3)
	}
}

func (r rich) linked(at int) bool {
	for _, s := range r.spans {
		if s.kind == spanLink && s.from <= at && at < s.to {
			return true
		}
	}
	return false
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
