package html

import (
	"bytes"
	"strings"

	net "golang.org/x/net/html"

	"github.com/followthrough/followthrough/sync/source/actions/words"
	"github.com/followthrough/followthrough/sync/source/document"
)

// text is the visible words of a run of nodes: white space is one space, a line
// break "\n".
type text struct {
	document.Rich
	lines []line
	place // of all of it; from < 0: it has no words
}

// line is a line of a text, as it is shown or as it is written.
type line struct {
	place
	begins, ends int // bytes of the text
}

// place is where words stand in the file's bytes, without white space around.
type place struct{ from, to int }

// textBuilder goes over the inline nodes of one run.
type textBuilder struct {
	*parser
	out   strings.Builder
	spans []document.Span
	lines []line
	line  line // at hand; from < 0: it has no words yet
	space bool // white space is due
}

// textOf reads the words of nodes that follow each other, blocks among them as
// lines.
func (p *parser) textOf(nodes ...*node) text {
	b := textBuilder{parser: p, line: noLine}
	for _, n := range nodes {
		b.node(n)
	}
	b.breakLine()
	t := text{Rich: document.Rich{Text: strings.TrimRight(b.out.String(), "\n")}, lines: b.lines, place: place{-1, -1}}
	if up := nodes[0].parent; up.blocks && up.struck {
		b.spans = append(b.spans, document.Span{To: len(t.Text), Kind: document.Strike})
	} else if up.blocks && up.bold {
		b.spans = append(b.spans, document.Span{To: len(t.Text), Kind: document.Bold})
	}
	for _, s := range b.spans {
		if s.To = min(s.To, len(t.Text)); s.From < s.To {
			t.Spans = append(t.Spans, s)
		}
	}
	if wrapped(t) {
		t.lines = []line{{place{t.lines[0].from, t.lines[len(t.lines)-1].to}, 0, len(t.Text)}}
	}
	if len(t.lines) > 0 {
		t.place = place{t.lines[0].from, t.lines[len(t.lines)-1].to}
	}
	t.AddBareURLs()
	return t
}

// leastWrapped is the shortest width at which tools wrap text.
const leastWrapped = 55

// wrapped: a tool broke the lines of a text where the next word had no room. Its
// author wrote one.
func wrapped(t text) bool {
	width := 0
	for _, l := range t.lines {
		width = max(width, l.ends-l.begins)
	}
	if width < leastWrapped || strings.Contains(t.Text, "\n") {
		return false
	}
	for i, l := range t.lines[:len(t.lines)-1] {
		next, _, _ := strings.Cut(t.Text[t.lines[i+1].begins:], " ")
		if l.ends-l.begins+1+len(next) <= width {
			return false
		}
	}
	return true
}

func (b *textBuilder) node(n *node) {
	switch {
	case n.tag == isText && !b.skips(n):
		b.words(n)
	case n.tag == isComment || n.hidden || b.skips(n):
	case n.tag == "br":
		b.breakLine()
	case n.tag == "img":
		if class := n.value("class"); strings.Contains(class, "emoji") || strings.Contains(class, "emoticon") {
			b.say(n.value("alt"), n, n.from, n.to)
		}
	case n.tag == "sup" && isNote(n):
	case n.tag == "time":
		b.day(n)
	case n.blocks:
		b.breakLine()
		b.element(n)
		b.breakLine()
	default:
		b.element(n)
	}
}

func (b *textBuilder) children(n *node) {
	for c := n.first; c != nil; c = c.next {
		b.node(c)
	}
}

// element reads an inline element, and notes what it marks its words up as.
func (b *textBuilder) element(n *node) {
	at := len(b.spans)
	b.spans = append(b.spans, marksUp(n)...)
	to := len(b.spans)
	from := -1
	if to > at {
		if from = b.out.Len(); b.space {
			from++ // the space that is due stands before what is marked up
		}
	}
	b.children(n)
	for i := at; i < to; i++ {
		b.spans[i].From, b.spans[i].To = from, b.out.Len()
	}
}

// marksUp are the spans that an element makes of its words.
func marksUp(n *node) []document.Span {
	var out []document.Span
	class := " " + n.value("class") + " "
	switch n.tag {
	case "a":
		if strings.Contains(class, "mention") {
			out = append(out, document.Span{Kind: document.Person})
		} else if url := strings.TrimSpace(n.value("href")); url != "" {
			out = append(out, document.Span{Kind: document.Link, URL: url, Title: n.value("title")})
		}
	case "em", "i":
		out = append(out, document.Span{Kind: document.Italic})
	case "code", "kbd", "samp", "tt":
		out = append(out, document.Span{Kind: document.Code})
	case "at":
		out = append(out, document.Span{Kind: document.Person})
	case "span":
		if strings.Contains(class, "mention") || n.value("data-type") == "mention" {
			out = append(out, document.Span{Kind: document.Person})
		}
	}
	if n.struck {
		out = append(out, document.Span{Kind: document.Strike})
	}
	if n.bold {
		out = append(out, document.Span{Kind: document.Bold})
	}
	return out
}

// isNote: the element is a footnote's mark, which is no word.
func isNote(n *node) bool {
	for c := n.first; c != nil; c = c.next {
		if c.tag == "a" && (strings.HasPrefix(c.value("href"), "#fn") || strings.HasPrefix(c.value("href"), "#_ftn")) {
			return true
		}
	}
	return false
}

// day reads a day: of one that is shown without its year, what a machine reads,
// and of a task's, that it is due then.
func (b *textBuilder) day(n *node) {
	day, dated := words.Day(n.value("datetime"))
	if dated && ofTask(n) {
		b.say("📅 "+day.Format("2006-01-02"), n, n.from, n.to)
		return
	}
	if dated && (n.first == nil || n.first.tag == isText) {
		if _, whole := words.Day(n.first.said()); !whole {
			b.say(day.Format("2006-01-02"), n, n.from, n.to)
			return
		}
	}
	b.children(n)
}

// ofTask: the element stands in the words of a task of Confluence.
func ofTask(n *node) bool {
	for up := n.parent; up != nil; up = up.parent {
		if _, task := up.attr("data-inline-task-id"); task {
			return true
		}
		if up.blocks {
			return false
		}
	}
	return false
}

// said is what a text says; "": there is none.
func (n *node) said() string {
	if n == nil {
		return ""
	}
	return n.text
}

// words adds the words of a text.
func (b *textBuilder) words(n *node) {
	if strings.TrimFunc(n.text, isSpace) == "" {
		b.space = b.space || n.text != ""
		return
	}
	if inline := n.parent; !inline.blocks || !strings.ContainsAny(n.text, "\n\r") {
		b.trimmed(n, n.text, n.from, n.to)
		return
	}
	from := n.from
	for raw := range bytes.FieldsFuncSeq(b.doc[n.from:n.to], func(r rune) bool { return r == '\n' || r == '\r' }) {
		from += bytes.Index(b.doc[from:n.to], raw)
		if said := net.UnescapeString(string(raw)); strings.TrimFunc(said, isSpace) != "" {
			if from > n.from && b.line.from >= 0 {
				b.endLine()
				b.space = true
			}
			b.trimmed(n, said, from, from+len(raw))
		}
		from += len(raw)
	}
	last := b.doc[n.to-1]
	b.space = b.space || isSpace(rune(last))
}

// trimmed adds words that stand in the bytes from..to of a text.
func (b *textBuilder) trimmed(n *node, said string, from, to int) {
	for from < to && isSpace(rune(b.doc[from])) {
		from++
	}
	for to > from && isSpace(rune(b.doc[to-1])) {
		to--
	}
	b.say(said, n, from, to)
}

// isSpace: HTML shows runs of these as one space. One that does not break is
// none of them, but stands for one where words are read.
func isSpace(r rune) bool { return r == ' ' || r == '\t' || r == '\n' || r == '\r' || r == '\f' }

// say adds words that stand in the bytes from..to of a node.
func (b *textBuilder) say(said string, n *node, from, to int) {
	if strings.TrimFunc(said, isSpace) == "" {
		return
	}
	first, last := rune(said[0]), rune(said[len(said)-1])
	if (b.space || isSpace(first)) && b.out.Len() > 0 && (b.line.from >= 0 || !strings.HasSuffix(b.out.String(), "\n")) {
		b.out.WriteByte(' ')
	}
	begins := b.out.Len()
	b.out.WriteString(strings.Join(strings.FieldsFunc(strings.ReplaceAll(said, "\u00a0", " "), isSpace), " "))
	b.space = isSpace(last)
	at := outermost(n, from, to)
	if b.line.from < 0 {
		b.line.from, b.line.begins = at.from, begins
	}
	b.line.to = max(b.line.to, at.to)
}

// outermost is the place from..to in a node, with the inline elements around it.
func outermost(n *node, from, to int) place {
	at := n
	for at.parent != nil && !at.parent.blocks {
		at = at.parent
	}
	if at != n {
		return place{at.from, at.to}
	}
	return place{from, to}
}

// endLine ends the line at hand, which goes on in the text.
func (b *textBuilder) endLine() {
	b.line.ends = b.out.Len()
	b.lines = append(b.lines, b.line)
	b.line = noLine
}

// breakLine ends the line at hand, and of what is shown.
func (b *textBuilder) breakLine() {
	b.space = false
	if b.line.from < 0 {
		return
	}
	b.endLine()
	b.out.WriteByte('\n')
	b.line = noLine
}

var noLine = line{place: place{-1, -1}}
