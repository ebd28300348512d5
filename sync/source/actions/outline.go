package actions

import (
	"slices"
	"strings"

	"github.com/followthrough/followthrough/sync/review"
	"github.com/followthrough/followthrough/sync/source/actions/fields"
	"github.com/followthrough/followthrough/sync/source/actions/words"
	"github.com/followthrough/followthrough/sync/source/document"
)

// part is one block and the label it stands under; nil: none.
type part struct {
	node  *document.Block
	under *label
	// marked: the paragraph was taken by its own marker.
	marked bool
	// apart: the list or table tells causes, names or the like, no actions.
	apart bool
	// crossed is what ☒ says in it.
	crossed review.State
}

// outline is the document as parts in order under labels.
type outline struct {
	doc    *document.Document
	set    Settings
	parts  []part
	labels []*label
	open   *label // the innermost label
	plain  bool   // no heading stood above: it may be plain text
	// template: nothing in the document is an action yet.
	template bool
}

// newOutline puts the blocks of a document under its labels.
func newOutline(d *document.Document, s Settings) *outline {
	o := &outline{doc: d, set: s, parts: make([]part, 0, len(d.Blocks)), plain: true}
	for i, n := range d.Blocks {
		switch n.Kind {
		case document.Heading:
			o.plain = false
			o.push(n, n.Rich, n.Level)
		case document.Paragraph:
			o.paragraph(n, i+1 < len(d.Blocks) && d.Blocks[i+1].Kind == document.List)
		case document.Embedded:
			o.embedded(n)
		case document.List:
			if h := labelItem(n); h != nil {
				o.push(h, h.Rich, rankBold)
			} else {
				o.add(n)
			}
		case document.Ours:
		default:
			o.add(n)
		}
	}
	o.template = templateSigns(o)
	return o
}

func (o *outline) add(n *document.Block) {
	o.parts = append(o.parts, part{node: n, under: o.open, crossed: fields.Crossed(n)})
}

// push opens a label and closes those of its rank and below.
func (o *outline) push(n *document.Block, r document.Rich, rank int) *label {
	o.closeFrom(rank)
	text, numbered := words.Label(r.Text)
	l := &label{text: text, rank: rank, up: o.open, node: n, numbered: numbered, full: r, index: len(o.labels)}
	l.line = o.doc.LineAt(n.At)
	l.class = o.classOf(l)
	o.open = l
	o.labels = append(o.labels, l)
	return l
}

// classOf judges a label in its place: below an action label, a soft one is a
// group, and so is one that repeats a kind of work.
func (o *outline) classOf(l *label) words.Class {
	c := words.Classify(l.text, o.set.Take, o.set.Leave)
	switch {
	case len(o.labels) == 0 && l.rank == 1 && c != words.ClassTake && !words.Listed(o.set.Leave, l.text):
		return words.ClassNeutral // a title names the incident, and not what stands below it
	case c == words.ClassNeutral && words.IsOption(l.text):
		return words.ClassOff
	case c == words.ClassSoft && l.up.section() != nil:
		return words.ClassNeutral
	case c == words.ClassOff:
		return l.offOrJoined()
	case c == words.ClassNever && o.namesUrgency(l):
		return words.ClassNeutral
	case c != words.ClassNeutral:
		return c
	}
	return o.classOfUnknown(l)
}

// namesUrgency: below a label of actions "Immediate actions required" asks nobody else.
func (o *outline) namesUrgency(l *label) bool {
	above := l.up.section()
	return above != nil && above.class == words.ClassTake && words.IsGroup(l.text) && !words.Listed(o.set.Leave, l.text)
}

// classOfUnknown is the class of a label that no phrase of the vocabulary judges.
func (o *outline) classOfUnknown(l *label) words.Class {
	if l.numbered && l.entry() {
		return words.ClassTake
	}
	if head, _, ok := strings.Cut(l.text, ":"); ok {
		if hc := words.Classify(head, o.set.Take, o.set.Leave); hc == words.ClassTake || hc == words.ClassMaybe {
			return hc
		}
	}
	if o.hints(l) {
		return words.ClassHint
	}
	return words.ClassNeutral
}

// namesTask: below a label of actions, one that orders something, or is counted and has a
// word of what is no action only in passing ("2. Mandatory spec verification protocol"),
// is an action or a group of them.
func (l *label) namesTask() bool {
	ws := words.Split(l.text)
	return len(ws) >= minOrder && words.Imperative(ws[0]) && !strings.HasSuffix(ws[0], "ing") || l.numbered && words.OffInPassing(l.text)
}

// offOrJoined is the class of a label that speaks of what is no action: one that is
// joined with what announces them may hold some.
func (l *label) offOrJoined() words.Class {
	if l.up.section() != nil && l.namesTask() {
		return words.ClassNeutral
	}
	if l.joined = words.JoinsActions(l.text); l.joined {
		return words.ClassHint
	}
	return words.ClassOff
}

// hints: a word of the label is about actions, where neither the title nor a label
// further up says more.
func (o *outline) hints(l *label) bool {
	return l.rank > 1 && l.rank <= rankBold && l.up.section() == nil && !l.up.off() && words.Count(l.text) <= words.MaxLabelWords && words.Hints(l.text)
}

func (o *outline) closeFrom(rank int) {
	for o.open != nil && o.open.rank >= rank {
		o.open = o.open.up
	}
}

// paragraph is a label, a line above a list, or a part.
func (o *outline) paragraph(n *document.Block, aboveList bool) {
	if n.To-n.From <= maxBold && boldLabel(n.Rich, o.set) {
		o.push(n, n.Rich, rankBold)
		return
	}
	o.closeFrom(rankLine)
	for range maxPlainLabels {
		rest, is := o.plainLabel(n, aboveList)
		if is && rest == nil {
			return
		}
		if !is {
			break
		}
		n = rest
	}
	if aboveList {
		o.lineAboveList(n)
		return
	}
	o.add(n)
}

// maxBold is how many bytes a bold label has in the source.
const maxBold = 304

// emphasised: emphasis begins a text and ends it, but for a colon.
func emphasised(r document.Rich) bool {
	to := len(strings.TrimRight(r.Text, aroundBold))
	from := len(r.Text) - len(strings.TrimLeft(r.Text, aroundBold+"*"))
	return len(r.Spans) > 0 && isEmphasis(r.Spans[0]) && r.Spans[0].From <= from &&
		slices.ContainsFunc(r.Spans, func(s document.Span) bool { return isEmphasis(s) && s.To >= to })
}

func isEmphasis(s document.Span) bool { return s.Kind == document.Bold || s.Kind == document.Italic }

// aroundBold is what may stand around a bold label.
const aroundBold = " :："

// boldLabel: the paragraph is one bold line (or an italic one that names an
// action section), short enough for a label.
func boldLabel(r document.Rich, s Settings) bool {
	if !emphasised(r) || strings.HasSuffix(r.Text, ".") || words.Count(r.Text) > words.MaxLabelWords || strings.Contains(r.Text, "\n") {
		return false
	}
	if r.All(document.Bold) {
		return true
	}
	return r.All(document.Italic) && words.Count(r.Text) <= maxItalicWords && words.Classify(r.Text, s.Take, s.Leave) == words.ClassTake
}

// maxItalicWords is how long an italic label may be: longer ones are the
// template's instructions.
const maxItalicWords = 4

// labelItem is the bold text of a list that holds nothing else: a label that was
// written as an item; nil: it is none.
func labelItem(l *document.Block) *document.Block {
	if len(l.Blocks) != 1 || len(l.Blocks[0].Blocks) != 1 {
		return nil
	}
	h := l.Blocks[0].Head()
	if h == nil || fields.Boxed(h) || !h.Rich.All(document.Bold) || words.Count(h.Text) > words.MaxLabelWords {
		return nil
	}
	return h
}

// lineAboveList: the last line of a paragraph directly above a list, where it
// names an action section, or a group inside of one.
func (o *outline) lineAboveList(n *document.Block) {
	last := lastLine(n)
	text, _ := words.Label(last)
	c := words.Classify(text, o.set.Take, o.set.Leave)
	inside := o.open.section() != nil
	switch {
	case c == words.ClassTake && plainLabel(last), words.Listed(o.set.Take, text), !inside && words.Announces(last):
		o.pushLine(n, last, words.ClassTake)
	case inside && (c == words.ClassOff || c == words.ClassNever), c == words.ClassNever && words.Listed(o.set.Leave, text):
		o.pushLine(n, last, c)
	case inside && plainLabel(last) && (words.IsGroup(text) || words.OwnerLabel(text) != "" || named(text)):
		o.pushLine(n, last, words.ClassNeutral)
	default:
		o.add(n)
		return
	}
	if len(n.Lines) > 1 {
		o.parts = append(o.parts, part{node: n, under: o.open.up, crossed: fields.Crossed(n)})
	}
}

// named tells whether a line above a list is the initials of people.
func named(text string) bool {
	people := words.People(text)
	return len(people) > 0 && !slices.ContainsFunc(people, func(name string) bool { return !words.Initials(name) })
}

func (o *outline) pushLine(n *document.Block, text string, c words.Class) {
	l := o.push(n, document.Rich{Text: text}, rankLine)
	l.class = c
}

// lastLine is the visible text of a paragraph's last line; of several, without
// its links.
func lastLine(n *document.Block) string {
	if len(n.Lines) <= 1 {
		return n.Text
	}
	last := n.Lines[len(n.Lines)-1]
	r := last.Rich
	if r.Text == "" { // a footnote
		r = last.Written
	}
	for i := len(r.Spans) - 1; i >= 0; i-- {
		if s := r.Spans[i]; s.Kind == document.Link && r.Text[s.From:s.To] != s.URL {
			r = document.Rich{Text: r.Text[:s.From] + r.Text[s.To:], Spans: r.Spans[:i]}
		}
	}
	return strings.TrimSpace(r.Text)
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

// embedded is a label for each heading or summary in a block of another notation,
// and a part.
func (o *outline) embedded(n *document.Block) {
	for _, h := range n.Blocks {
		if h.Kind == document.Heading {
			o.push(h, h.Rich, h.Level)
		}
	}
	o.add(n)
}
