package actions

import (
	"regexp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/followthrough/followthrough/sync/source/actions/fields"
	"github.com/followthrough/followthrough/sync/source/actions/words"
	"github.com/followthrough/followthrough/sync/source/document"
)

// maxPlain is how many bytes, and maxPlainWords how many words, a label in plain text
// has.
const (
	maxPlain      = 60
	maxPlainWords = 6
)

// maxPlainLabels is how many labels one paragraph of plain text holds at most.
const maxPlainLabels = 8

// plainLabel opens the label that a paragraph of plain text is, or that its first line
// is: what stands in the others is rest.
func (o *outline) plainLabel(n *document.Block, aboveList bool) (rest *document.Block, is bool) {
	if len(n.Lines) == 0 || len(n.Lines) == 1 && aboveList && !o.plain || !looksLikeLabel(n.Lines[0].Text) || !o.judges(n.Lines[0].Text) {
		return nil, false
	}
	first := n.Lines[0].Rich
	if len(n.Lines) > 1 {
		if rest = linesAfterFirst(n); !strings.HasSuffix(first.Text, ":") && !o.plain && !isBulleted(rest.Text) && !first.All(document.Bold) {
			return nil, false
		}
	}
	o.push(n, first, rankBold).plain = true
	return rest, true
}

// judges tells whether a line of plain text says what stands below it. Beside headings
// only one that says nothing but that actions follow does.
func (o *outline) judges(text string) bool {
	switch words.Classify(text, o.set.Take, o.set.Leave) {
	case words.ClassTake:
		return words.AnnouncesWholly(text)
	case words.ClassNeutral, words.ClassHint:
		return false
	}
	return o.plain || o.open != nil && o.open.plain
}

// looksLikeLabel: a short line without a sentence's end, that opens with a capital or a
// number, is no item, and goes on with nothing behind a colon.
func looksLikeLabel(text string) bool {
	if text == "" || len(text) > maxPlain {
		return false
	}
	r, _ := utf8.DecodeRuneInString(text)
	end := text[len(text)-1]
	return (unicode.IsUpper(r) || unicode.IsDigit(r) || unicode.Is(unicode.Lo, r)) && strings.IndexByte(".!;,?", end) < 0 &&
		words.Count(text) <= maxPlainWords && !isBulleted(text) && !strings.ContainsAny(strings.TrimRight(text, ":"), ":|@") && !fields.Marker.MatchString(text)
}

// linesAfterFirst is a paragraph without its first line.
func linesAfterFirst(n *document.Block) *document.Block {
	_, after, _ := strings.Cut(n.Text, "\n")
	rest := *n
	rest.Lines = n.Lines[1:]
	rest.Rich = n.Slice(len(n.Text)-len(after), len(n.Text))
	rest.At, rest.From = rest.Lines[0].From, rest.Lines[0].From
	return &rest
}

// itemStart opens an item in plain text that Markdown takes for code.
var itemStart = regexp.MustCompile(`^(?:[•·・●○◦▪■□◆▸►➢➤→‣–*+-]|[a-z\d]{1,2}[.)]|\(\d{1,2}\)|\[[ xX]\])\s*\S`)

// indented reads the lines of what is code by its indentation alone, where each is an
// item: plain text sets lists so. None of them is certain.
func (r *reader) indented(n *document.Block, t traits) []Found {
	if n.Kind != document.CodeBlock || len(n.Lines) == 0 || len(n.Lines) > maxEntries || slices.ContainsFunc(n.Lines, func(l document.Line) bool { return !itemStart.MatchString(l.Text) }) {
		return nil
	}
	var out []Found
	for _, l := range n.Lines {
		if at := len(itemStart.FindString(l.Text)); l.Text[0] != '[' && !isBulleted(l.Text) {
			_, size := utf8.DecodeLastRuneInString(l.Text[:at])
			l.Cut(0, at-size)
		}
		out = r.bareLine(out, l, t)
	}
	for i := range out {
		out[i].aside = true
	}
	return out
}
