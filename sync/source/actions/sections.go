package actions

import (
	"regexp"
	"strings"

	"github.com/followthrough/followthrough/internal/sieve"
	"github.com/followthrough/followthrough/sync/source/actions/fields"
	"github.com/followthrough/followthrough/sync/source/actions/words"
	"github.com/followthrough/followthrough/sync/source/document"
)

// section is an action section: the segments below one action label.
type section struct {
	label *label
	segs  []*segment
	// people are the labels that name some; nil: not asked yet.
	people map[siblings]bool
	// loose: no label announces it.
	loose bool
}

// segment is what stands directly under one label of a section.
type segment struct {
	label *label
	parts []part
	said  *traits // what traits found; nil: not asked yet
}

// reader reads the actions of one outline.
type reader struct {
	doc *document.Document
	set Settings
	// told is filled, by line, with what was made of it; nil: nobody asks.
	told map[int]string
	// loose: what is read stands below no label that announces actions.
	loose bool
	// heard is what texts do by their words, which is asked more than once.
	heard map[string]words.Speech
	// sought counts the names that the document was searched for.
	sought int
}

func newReader(d *document.Document, s Settings) *reader {
	return &reader{doc: d, set: s, heard: map[string]words.Speech{}}
}

// sections gathers the parts that stand in action sections, in order, and
// returns the others apart.
func sections(o *outline) (in []*section, out []part) {
	byLabel := make([]*section, len(o.labels))
	segs := make([]*segment, len(o.labels))
	out = make([]part, 0, len(o.parts))
	for i, l := range o.labels {
		sec := l.section()
		if sec == nil {
			continue
		}
		if byLabel[sec.index] == nil {
			byLabel[sec.index] = &section{label: sec}
			in = append(in, byLabel[sec.index])
		}
		segs[i] = &segment{label: l}
		byLabel[sec.index].segs = append(byLabel[sec.index].segs, segs[i])
	}
	for _, p := range o.parts {
		if p.under != nil && segs[p.under.index] != nil {
			seg := segs[p.under.index]
			seg.parts = append(seg.parts, p)
			continue
		}
		out = append(out, p)
	}
	return in, out
}

// section adds what a section holds.
func (r *reader) section(out []Found, sec *section) []Found {
	if labels := r.actionLabels(sec); labels != nil {
		return append(out, r.headings(sec, labels)...)
	}
	if label := sec.segs[0]; !sec.loose && label.label == sec.label && label.label.entry() {
		got, _ := r.wordedLabel(label, sec, nil)
		return append(out, got...)
	}
	sec, out = r.deeper(out, sec)
	tabled := map[*label]bool{}
	for _, seg := range sec.segs {
		got, tables := r.explicit(seg, sec)
		out = append(out, got...)
		if tables {
			tabled[seg.label.heading()] = true
		}
	}
	items := false
	for _, seg := range sec.segs {
		out = r.listed(out, seg, sec, tabled[seg.label.heading()])
		items = items || holdsItems(seg.parts)
	}
	if sec.loose {
		return out
	}
	return r.sentences(out, sec, items)
}

// sentences adds the paragraphs of a section: of a part of it without a list each may
// be an action, or what its label says; beside one those that promise or order something.
func (r *reader) sentences(out []Found, sec *section, items bool) []Found {
	for _, seg := range sec.segs {
		if holdsItems(seg.parts) {
			out = append(out, r.aside(seg, r.traits(seg, sec))...)
			continue
		}
		var got []Found
		if !items || seg.label != sec.label && seg.label.rank <= rankBold {
			got = r.prose(seg, r.traits(seg, sec))
		} else {
			got = r.aside(seg, r.traits(seg, sec))
		}
		if label, is := r.wordedLabel(seg, sec, got); is {
			got = label
		}
		out = append(out, got...)
	}
	return out
}

// aside reads the paragraphs beside a list or a table that promise or order
// something.
func (r *reader) aside(seg *segment, t traits) []Found {
	var out []Found
	r = r.silent()
	for _, p := range seg.parts {
		if lines := bulletedLines(p.node); lines != nil && !p.marked {
			for _, l := range lines {
				out = r.bareLine(out, l, t)
			}
			continue
		}
		if p.node.Kind == document.Quote {
			out = append(out, r.quoted(p.node, t)...)
			continue
		}
		if p.node.Kind == document.Paragraph && !p.marked && (words.Promises(p.node.Text) || opensTask(p.node.Text) || words.TaskOpening(p.node.Text) > 0) {
			out = append(out, r.sentence(p.node, t)...)
		}
	}
	for i := range out {
		out[i].aside = true
	}
	return out
}

// traits of a segment: what its label and those above it up to the section's say.
func (r *reader) traits(seg *segment, sec *section) traits {
	if seg.said == nil {
		t := r.gather(seg, sec)
		seg.said = &t
	}
	return *seg.said
}

func (r *reader) gather(seg *segment, sec *section) traits {
	var chain []*label
	for l := seg.label; l != nil; l = l.up {
		chain = append(chain, l)
		if l == sec.label {
			break
		}
	}
	var t traits
	for i := len(chain) - 1; i >= 0; i-- {
		if chain[i] == sec.label {
			t = t.with(chain[i].text)
			t.group, t.typ = "", ""
			continue
		}
		t = r.owned(t, chain[i].text, chain[i].full, r.peopled(sec, chain[i]))
	}
	return t
}

// explicit reads a segment's tables, and the paragraphs with a marker of
// their own. Where there is an action table, lists beside it without check
// boxes are its legend.
func (r *reader) explicit(seg *segment, sec *section) (out []Found, tables bool) {
	for i, p := range seg.parts {
		above := func() traits {
			t := r.traits(seg, sec)
			t.crossed = p.crossed
			return t
		}
		switch p.node.Kind {
		case document.Table, document.Embedded:
			got, isActions := r.grids(p.node, above(), true)
			out = append(out, got...)
			tables = tables || isActions
			seg.parts[i].apart = !isActions
		case document.Paragraph:
			if got := r.markedParagraph(p.node, above); got != nil {
				seg.parts[i].marked = true
				out = append(out, got...)
			}
		}
	}
	return out, tables
}

// listed adds a segment's lists; beside an action table one without check boxes
// is a legend, unless its items promise or order something.
func (r *reader) listed(out []Found, seg *segment, sec *section, tabled bool) []Found {
	for i, p := range seg.parts {
		if p.node.Kind != document.List || clocked(p.node) {
			continue
		}
		if checksDocument(p.node) {
			seg.parts[i].apart = true
			continue
		}
		if r.afterCauses(seg.parts, i) || listsNames(p.node) || listsFields(p.node) || listsFigures(p.node) {
			seg.parts[i].apart = true
			continue
		}
		t := r.traits(seg, sec)
		t.crossed = p.crossed
		if tabled && !hasBox(p.node, 0) {
			out = append(out, asides(r.silent().list(nil, p.node, t, 0))...)
			continue
		}
		out = r.list(out, p.node, t, 0)
	}
	return out
}

// asides are those that promise or order something of what stands beside a table
// or list of actions.
func asides(beside []Found) []Found {
	var out []Found
	for _, f := range beside {
		if words.Promises(f.Title) || opensTask(f.Title) {
			f.aside = true
			out = append(out, f)
		}
	}
	return out
}

func holdsItems(parts []part) bool {
	for _, p := range parts {
		if (p.node.Kind == document.List || p.node.Kind == document.Table) && !p.apart || p.marked {
			return true
		}
	}
	return false
}

// listsNames: every item of the list is one word: it lists things.
func listsNames(l *document.Block) bool {
	n := 0
	for _, item := range l.Blocks {
		head := item.Head()
		if head == nil || len(item.Blocks) > 1 || len(head.Lines) != 1 {
			return false
		}
		if fields.Boxed(head) || !isName(head.Rich) {
			return false
		}
		n++
	}
	return n > 1
}

// listsFields: most items are the names of fields and nothing else: the list says
// what an action has to have.
func listsFields(l *document.Block) bool {
	n := 0
	for _, item := range l.Blocks {
		if head := item.Head(); head != nil && len(item.Blocks) == 1 && words.NamesField(head.Text) {
			n++
		}
	}
	return n > 1 && n*2 >= len(l.Blocks)
}

// listsFigures: every item is a name with a figure and nothing else ("Timeout: 30s").
func listsFigures(l *document.Block) bool {
	for _, item := range l.Blocks {
		head := item.Head()
		if head == nil || len(item.Blocks) > 1 || len(head.Text) > maxFigure || fields.Boxed(head) {
			return false
		}
		text := strings.ReplaceAll(head.Text, "：", ":")
		at := strings.LastIndexByte(text, ':')
		if value := strings.TrimSpace(text[at+1:]); at < 0 || opensTask(text) || words.IsDay(value) || !figure.MatchString(value) {
			return false
		}
	}
	return len(l.Blocks) > 1
}

// maxFigure is how many bytes a name with its figure has at most.
const maxFigure = 80

// causes is said before a list of what went wrong, or of legend.
var causes = sieve.MustCompile(`(?i)\b(?:due to|because|caused by|causes|reasons?|contribut\w+|symptoms?|went wrong|failed|affected|impacted|attendees|participants|causas?|debido a|parce que|ursachen?)\b|原因`)

// afterCauses: the list at i is announced as one of causes.
func (r *reader) afterCauses(parts []part, i int) bool {
	if i == 0 {
		return false
	}
	intro := parts[i-1].node
	if intro.Kind != document.Paragraph {
		return false
	}
	text := intro.Text
	if !strings.HasSuffix(text, ":") {
		return false
	}
	cut := strings.LastIndexAny(strings.TrimRight(text, ":"), ".!?") + 1
	return causes.MatchString(text[cut:]) && !words.Hear(text[cut:]).Does(words.Commits) && words.Classify(text[cut:], r.set.Take, r.set.Leave) != words.ClassTake
}

var clock = regexp.MustCompile(`^[\[(*_ ]*(?:\d{4}-\d{2}-\d{2}[ T]+)?~?\d{1,2}[:h]\d{2}\b`)

func opensCode(r document.Rich) bool { return r.InCode(0) }

// checksDocument: most items speak of the review itself: it is its author's check
// list.
func checksDocument(l *document.Block) bool {
	n := 0
	for i, item := range l.Blocks {
		if head := item.Head(); head != nil && words.SpeaksOfReview(head.Text) {
			n++
		}
		if left := len(l.Blocks) - i - 1; (n+left)*2 < len(l.Blocks) {
			return false
		}
	}
	return n > 1
}

// clocked: most items open with a time of day: the list tells what was done
// during the incident.
func clocked(l *document.Block) bool {
	n, timed := 0, 0
	for _, item := range l.Blocks[:min(len(l.Blocks), 40)] {
		n++
		if head := item.Head(); head != nil && !opensCode(head.Rich) && clock.MatchString(head.Text[:min(len(head.Text), 32)]) {
			timed++
		}
	}
	return timed*2 > n
}

// grids reads the tables that a block holds.
func (r *reader) grids(n *document.Block, t traits, inside bool) (out []Found, actions bool) {
	if n.Kind == document.Embedded {
		for _, b := range n.Blocks {
			got, some := r.grids(b, t, inside)
			out, actions = append(out, got...), actions || some
		}
		return out, actions
	}
	if n.Grid == nil {
		return nil, false
	}
	g := headed(n.Grid)
	c, ok := columnsOf(g, r.set, inside)
	if !ok || !g.Fixed && c.lists(g) || c.measures(g) || r.loose && tellsTimes(g) {
		return nil, false
	}
	if r.told != nil {
		r.why(r.doc.LineAt(n.At), c.said(g, r.set))
	}
	out = r.table(g, c, t)
	for i := range out {
		out[i].tracked = !inside && !saysActions(g, r.set)
	}
	return out, true
}

// hear is what a text does.
func (r *reader) hear(text string) words.Speech {
	does, known := r.heard[text]
	if !known {
		does = words.Hear(text)
		r.heard[text] = does
	}
	return does
}

// silent is the reader without telling why a line is no action: where it stands
// says more.
func (r *reader) silent() *reader {
	quiet := *r
	quiet.told = nil
	return &quiet
}

func (r *reader) why(line int, what string) {
	if r.told != nil {
		r.told[line] = what
	}
}
