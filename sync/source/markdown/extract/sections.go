package extract

import (
	"bytes"
	"regexp"
	"slices"
	"strings"

	"github.com/yuin/goldmark/ast"
	extast "github.com/yuin/goldmark/extension/ast"

	"github.com/followthrough/followthrough/sync/source/markdown/fields"
	"github.com/followthrough/followthrough/sync/source/markdown/page"
	"github.com/followthrough/followthrough/sync/source/markdown/words"
)

// section is an action section: the segments below one action label.
type section struct {
	label *label
	segs  []*segment
	// people are the labels that name some; nil: not asked yet.
	people map[siblings]bool
}

// segment is what stands directly under one label of a section.
type segment struct {
	label *label
	parts []part
	said  *traits // what traits found; nil: not asked yet
}

// Reader reads the actions of one outline.
type Reader struct {
	P   *page.Page
	Set Settings
	// Why is filled, by line, with what was made of it; nil: nobody asks.
	Why map[int]string
	// sought counts the names that the document was searched for.
	sought int
}

// sections gathers the parts that stand in action sections, in order, and
// returns the others apart.
func sections(o *Outline) (in []*section, out []part) {
	byLabel := make([]*section, len(o.labels))
	segs := make([]*segment, len(o.labels))
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

// Actions reads the whole document.
func (r *Reader) Actions(o *Outline) []Found {
	in, rest := sections(o)
	var out, doubtful []Found
	for _, sec := range in {
		if sec.label.class == words.ClassTake {
			out = r.section(out, sec)
		} else {
			doubtful = append(doubtful, r.credible(sec, r.section(nil, sec))...)
		}
	}
	if len(out) == 0 {
		out = doubtful
	}
	for _, p := range rest {
		out = r.outside(out, p)
	}
	return out
}

// credible: recommendations are actions only where somebody tracks them.
func (r *Reader) credible(sec *section, got []Found) []Found {
	if sec.label.class != words.ClassAdvice {
		return got
	}
	for _, f := range got {
		if f.Owner != "" || f.Ticket != nil || f.Place.Box >= 0 || f.Place.Boxed || f.Due != "" || f.Place.Form == FormRow {
			return got
		}
	}
	return nil
}

// section adds what a section holds.
func (r *Reader) section(out []Found, sec *section) []Found {
	if labels := r.actionLabels(sec); labels != nil {
		return append(out, r.headings(sec, labels)...)
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
	for _, seg := range sec.segs {
		if !holdsItems(seg.parts) && (!items || seg.label != sec.label && seg.label.rank <= rankBold) {
			out = append(out, r.prose(seg, r.traits(seg, sec))...)
		}
	}
	return out
}

// traits of a segment: what its label and those above it up to the section's say.
func (r *Reader) traits(seg *segment, sec *section) traits {
	if seg.said == nil {
		t := r.gather(seg, sec)
		seg.said = &t
	}
	return *seg.said
}

func (r *Reader) gather(seg *segment, sec *section) traits {
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
func (r *Reader) explicit(seg *segment, sec *section) (out []Found, tables bool) {
	t := r.traits(seg, sec)
	for i, p := range seg.parts {
		switch p.node.(type) {
		case *extast.Table, *ast.HTMLBlock:
			got, isActions := r.grids(p.node, t, true)
			out = append(out, got...)
			tables = tables || isActions
			seg.parts[i].apart = !isActions
		case *ast.Paragraph:
			if got := r.markedParagraph(p.node, t); got != nil {
				seg.parts[i].marked = true
				out = append(out, got...)
			}
		}
	}
	return out, tables
}

// listed adds a segment's lists; beside an action table only those with
// check boxes.
func (r *Reader) listed(out []Found, seg *segment, sec *section, tabled bool) []Found {
	for i, p := range seg.parts {
		if !isListNode(p.node) || tabled && !r.hasBox(p.node, 0) || r.clocked(p.node) {
			continue
		}
		if r.afterCauses(seg.parts, i) || r.listsNames(p.node) {
			seg.parts[i].apart = true
			continue
		}
		out = r.list(out, p.node, r.traits(seg, sec), 0)
	}
	return out
}

func holdsItems(parts []part) bool {
	for _, p := range parts {
		if (isListNode(p.node) || isTableNode(p.node)) && !p.apart || p.marked {
			return true
		}
	}
	return false
}

// listsNames: every item of the list is one word: it lists things.
func (r *Reader) listsNames(l ast.Node) bool {
	n := 0
	for item := l.FirstChild(); item != nil; item = item.NextSibling() {
		head := HeadOf(item)
		if head == nil || head.NextSibling() != nil || head.Lines().Len() != 1 {
			return false
		}
		if fields.Boxed(r.P, head) || !isName(r.P.Rich(head)) {
			return false
		}
		n++
	}
	return n > 1
}

// causes is said before a list of what went wrong, or of legend.
var causes = regexp.MustCompile(`(?i)\b(?:due to|because|caused by|causes|reasons?|contribut\w+|symptoms?|went wrong|failed|affected|impacted|attendees|participants|causas?|debido a|parce que|ursachen?)\b|原因`)

// afterCauses: the list at i is announced as one of causes.
func (r *Reader) afterCauses(parts []part, i int) bool {
	if i == 0 {
		return false
	}
	intro, ok := parts[i-1].node.(*ast.Paragraph)
	if !ok {
		return false
	}
	text := r.P.Rich(intro).Text
	if !strings.HasSuffix(text, ":") {
		return false
	}
	cut := strings.LastIndexAny(strings.TrimRight(text, ":"), ".!?") + 1
	return namesCauses(text[cut:]) && causes.MatchString(text[cut:]) && !words.Commits(text[cut:]) && words.Classify(text[cut:], r.Set.Take, r.Set.Leave) != words.ClassTake
}

// namesCauses spares the pattern where none of its words is there.
func namesCauses(text string) bool {
	text = strings.ToLower(text)
	return slices.ContainsFunc(causeWords, func(w string) bool { return strings.Contains(text, w) })
}

// causeWords: one of these is in every text that causes finds.
var causeWords = []string{"due to", "caus", "reason", "contribut", "symptom", "went wrong", "failed", "affected", "impacted", "attendees", "participants", "debido a", "parce que", "ursache", "原因"}

var clock = regexp.MustCompile(`^[\[(*_ ]*(?:\d{4}-\d{2}-\d{2}[ T]+)?~?\d{1,2}[:h]\d{2}\b`)

// opensClock spares the pattern where the first sign rules it out.
func opensClock(raw []byte) bool {
	raw = bytes.TrimLeft(raw, "[(*_ ")
	return len(raw) > 0 && (raw[0] == '~' || raw[0] >= '0' && raw[0] <= '9')
}

// clocked: most items open with a time of day: the list tells what was done
// during the incident.
func (r *Reader) clocked(l ast.Node) bool {
	n, timed := 0, 0
	for item := l.FirstChild(); item != nil && n < 40; item = item.NextSibling() {
		n++
		if head := HeadOf(item); head != nil {
			seg := head.Lines().At(0)
			if raw := r.P.Src[seg.Start:min(seg.Stop, seg.Start+32)]; opensClock(raw) && clock.Match(raw) {
				timed++
			}
		}
	}
	return timed*2 > n
}

// grids reads the tables that a node holds.
func (r *Reader) grids(n ast.Node, t traits, inside bool) (out []Found, actions bool) {
	if n, ok := n.(*extast.Table); ok {
		c, ok := columnsOf(r.P.HeadOf(n), r.Set, inside)
		if !ok {
			return nil, false
		}
		g := r.P.GridOf(n)
		t.crossed = fields.Crossed(r.P, n)
		if c.lists(g) {
			return nil, false
		}
		return r.table(g, c, t), true
	}
	t.crossed = fields.Crossed(r.P, n)
	for _, g := range r.P.HTMLGrids(n.(*ast.HTMLBlock)) {
		c, ok := columnsOf(g, r.Set, inside)
		if !ok {
			continue
		}
		actions = true
		out = append(out, r.table(g, c, t)...)
	}
	return out, actions
}

// outside adds what stands in no action section: tables that say what they
// are, marked paragraphs and items, and lists under an item that is a label.
func (r *Reader) outside(out []Found, p part) []Found {
	var t traits
	switch n := p.node.(type) {
	case *extast.Table, *ast.HTMLBlock:
		got, _ := r.grids(n, t, false)
		return append(out, got...)
	case *ast.Paragraph:
		return append(out, r.markedParagraph(n, t)...)
	case *ast.List:
		return r.looseList(out, n, t, 0)
	}
	return out
}

func (r *Reader) looseList(out []Found, l ast.Node, t traits, depth int) []Found {
	for n := l.FirstChild(); n != nil; n = n.NextSibling() {
		head := HeadOf(n)
		nested := nestedLists(n)
		if head == nil || depth >= maxNesting || len(nested) == 0 && !r.mayBeMarked(head) {
			continue
		}
		text := r.P.Rich(head)
		switch {
		case len(nested) > 0 && r.actionItem(text):
			name, _ := words.Label(trimBox(text.Text))
			out = r.lists(out, nested, t.with(name), depth)
			continue
		case fields.Marker.MatchString(text.Text):
			out = append(out, r.markedItem(head, text, t)...)
			continue
		}
		for _, sub := range nested {
			out = r.looseList(out, sub, t, depth+1)
		}
	}
	return out
}

// actionItem: an item outside of an action section is the label of one.
func (r *Reader) actionItem(text page.Rich) bool {
	name, _ := words.Label(text.Text)
	bold := text.All(page.Bold)
	return !isAnchor(text) && (bold || strings.HasSuffix(strings.TrimSpace(text.Text), ":") || words.Count(name) <= 3) && words.Classify(name, r.Set.Take, r.Set.Leave) == words.ClassTake
}

func (r *Reader) markedItem(head ast.Node, text page.Rich, t traits) []Found {
	m := fields.Marker.FindStringIndex(text.Text)
	if m[1] >= len(text.Text) {
		return nil
	}
	got := r.paragraphAction(head, text, FormItem, t)
	for i := range got {
		got[i].Place = r.itemPlace(head)
	}
	return got
}

func (r *Reader) why(line int, what string) {
	if r.Why != nil {
		r.Why[line] = what
	}
}
