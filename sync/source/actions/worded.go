package actions

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/followthrough/followthrough/sync/source/actions/fields"
	"github.com/followthrough/followthrough/sync/source/actions/words"
	"github.com/followthrough/followthrough/sync/source/document"
)

// worded reads what opens with words that announce an action ("Action: …", "Next step –
// …") and stands in no section of them: paragraphs, lines of one, items on any level.
func (r *reader) worded(p part) []Found {
	t := traits{crossed: p.crossed}
	switch p.node.Kind {
	case document.Paragraph:
		return r.wordedParagraph(p.node, t)
	case document.List:
		return r.wordedList(nil, p.node, t, 0)
	}
	return nil
}

func (r *reader) wordedParagraph(n *document.Block, t traits) []Found {
	if words.TaskOpening(n.Text) > 0 && !fieldsFollow(n) && !opensAgain(n) {
		return r.wordedText(n, n.Rich, formParagraph, t)
	}
	var out []Found
	from := 0
	for i, l := range n.Lines[:min(len(n.Lines), maxWorded)] {
		at := strings.Index(n.Text[from:], l.Text)
		if l.Text == "" || at < 0 || words.TaskOpening(l.Text) == 0 {
			continue
		}
		from += at
		last, end := goesOnTo(n.Lines, i), len(n.Text)
		if last+1 < len(n.Lines) {
			if next := strings.Index(n.Text[from+1:], n.Lines[last+1].Text); next >= 0 {
				end = from + 1 + next
			}
		}
		text := n.Slice(from, end)
		text.Trim()
		for _, f := range r.wordedText(n, text, formLine, t) {
			f.Place.From, f.Place.To = l.From, n.Lines[last].To
			f.Line = r.doc.LineAt(l.From)
			out = append(out, f)
		}
	}
	return out
}

// goesOnTo is the last line that goes on with what line i says: the next one opens with a
// small letter, since it was wrapped.
func goesOnTo(lines []document.Line, i int) int {
	for i+1 < min(len(lines), maxWorded) {
		first, _ := utf8.DecodeRuneInString(lines[i+1].Text)
		if lines[i+1].Text != "" && !unicode.IsLower(first) {
			break
		}
		i++
	}
	return i
}

// maxWorded is how many lines of a paragraph are looked at for their first words.
const maxWorded = 40

// opensAgain: a line below a paragraph's first is a key with its value, or an action
// of its own.
func opensAgain(n *document.Block) bool {
	for i := 1; i < min(len(n.Lines), maxWorded); i++ {
		if text := n.Lines[i].Text; words.TaskOpening(text) > 0 || fields.KeyValue(text) != nil {
			return true
		}
	}
	return false
}

func (r *reader) wordedList(out []Found, l *document.Block, t traits, depth int) []Found {
	for _, item := range l.Blocks {
		head := item.Head()
		if head == nil || depth >= maxNesting {
			continue
		}
		for _, f := range r.wordedText(head, head.Rich, FormItem, t) {
			f.Place = itemPlace(head)
			details(&f.Action, item)
			out = append(out, f)
		}
		for _, nested := range item.Lists() {
			out = r.wordedList(out, nested, t, depth+1)
		}
	}
	return out
}

// wordedText is one text that opens with such words, which are no part of its title.
func (r *reader) wordedText(n *document.Block, text document.Rich, fm form, t traits) []Found {
	end := words.TaskOpening(text.Text)
	if end == 0 {
		return nil
	}
	text.Cut(0, end)
	out := r.paragraphAction(n, text, fm, t)
	for i := range out {
		out[i].worded = true
	}
	return out
}

// wordedLabel is the label of a part of a section that is an action itself ("### Action
// 2: Add an alert"), where what stands below it gives its fields, or neither orders nor
// promises anything; false: it is none.
func (r *reader) wordedLabel(seg *segment, sec *section, prose []Found) ([]Found, bool) {
	l := *seg.label
	end := words.TaskOpening(l.full.Text)
	if l.node == nil || l.node.From < 0 || l.rank >= rankLine || end == 0 {
		return nil, false
	}
	for _, f := range prose {
		if !l.entry() && r.hear(f.Title)&(words.Orders|words.Commits) != 0 && !r.fieldsBelow(seg) {
			return nil, false
		}
	}
	l.full.Cut(0, end)
	out := r.headings(sec, []*segment{{label: &l, parts: seg.parts}})
	for i := range out {
		out[i].worded = true
	}
	return out, true
}

// entry: the label is one of several that are counted, and each is an action
// ("Action 2: …", "Maßnahme 2 – …").
func (l *label) entry() bool {
	if l.node == nil || l.node.From < 0 || l.rank >= rankLine {
		return false
	}
	end := words.TaskOpening(l.full.Text)
	lead := strings.TrimRight(l.full.Text[:end], " :：–—-")
	return lead != "" && lead[len(lead)-1] >= '0' && lead[len(lead)-1] <= '9'
}
