package document

import (
	"slices"
	"strings"
	"unicode/utf8"
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
	Kind     SpanKind
	URL      string // of a link
	Title    string // of a link
	Note     bool   // a footnote's mark, which leads nowhere else
}

// SpanKind is how a part of a text is marked up.
type SpanKind int

// The kinds of span.
const (
	Link SpanKind = iota
	Bold
	Italic
	Code
	Strike
	Person
)

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
func (r Rich) All(kind SpanKind) bool {
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

// CutAll takes several parts out of the text at once, and the space before
// one that stands between spaces.
func (r *Rich) CutAll(cuts [][2]int) {
	cuts = merged(cuts)
	var b strings.Builder
	b.Grow(len(r.Text))
	at := 0
	for i, c := range cuts {
		if c[0] > at && isSpace(r.Text[c[0]-1]) && c[1] < len(r.Text) && isSpace(r.Text[c[1]]) {
			cuts[i][0]--
		}
		b.WriteString(r.Text[at:cuts[i][0]])
		at = c[1]
	}
	b.WriteString(r.Text[at:])
	r.Text = b.String()
	moved := movedBy(cuts)
	kept := make([]Span, 0, len(r.Spans))
	for _, s := range r.Spans {
		if s.From, s.To = moved(s.From), moved(s.To); s.From < s.To {
			kept = append(kept, s)
		}
	}
	r.Spans = kept
}

// merged are the cuts in order, those that touch as one.
func merged(cuts [][2]int) [][2]int {
	cuts = slices.Clone(cuts)
	slices.SortFunc(cuts, func(a, b [2]int) int { return a[0] - b[0] })
	out := cuts[:0]
	for _, c := range cuts {
		if n := len(out); n > 0 && c[0] <= out[n-1][1] {
			out[n-1][1] = max(out[n-1][1], c[1])
			continue
		}
		out = append(out, c)
	}
	return out
}

// movedBy tells where a byte stands when the cuts are made.
func movedBy(cuts [][2]int) func(at int) int {
	gone := make([]int, len(cuts)+1) // before the cut of that place
	for i, c := range cuts {
		gone[i+1] = gone[i] + c[1] - c[0]
	}
	return func(at int) int {
		i, _ := slices.BinarySearchFunc(cuts, at, func(c [2]int, at int) int { return c[0] - at })
		if i > 0 && at < cuts[i-1][1] {
			return cuts[i-1][0] - gone[i-1]
		}
		return at - gone[i]
	}
}

func isSpace(c byte) bool { return c == ' ' || c == '\t' || c == '\n' || c == '\r' }
