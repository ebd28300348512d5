package actions

import (
	"iter"
	"slices"
	"strings"

	"github.com/followthrough/followthrough/sync/source/actions/evidence"
	"github.com/followthrough/followthrough/sync/source/actions/words"
	"github.com/followthrough/followthrough/sync/source/document"
)

// candidate is a line that could be an action, and what speaks for and against
// it.
type candidate struct {
	*Found
	section  *label
	does     words.Speech // what its words do
	evidence evidence.Evidence
}

// candidates reads every section: those whose label announces actions, and what
// stands below any other label, or none.
func (r *reader) candidates(o *outline) []candidate {
	in, rest := sections(o)
	var out []candidate
	for _, sec := range in {
		out = r.gathered(out, sec, r.section(nil, sec))
	}
	marked := map[int]bool{}
	for _, p := range rest {
		first := len(out)
		for f := range eachOf(trackedBelow(p.under, r.outside(nil, p))) {
			c := candidate{Found: f, does: r.hear(f.Title)}
			if f.worded {
				c.section = p.under
			} else {
				c.evidence.Announced = true
				c.evidence.Add(evidence.Marked)
			}
			marked[f.Place.From] = true
			out = append(out, c)
		}
		for f := range eachOf(r.worded(p)) {
			if !marked[f.Place.From] {
				marked[f.Place.From] = true
				out = append(out, candidate{Found: f, section: p.under, does: r.hear(f.Title)})
			}
		}
		beside(out[first:])
	}
	elsewhere := false
	for i := range out {
		elsewhere = elsewhere || out[i].surely() || out[i].evidence.Shows(evidence.Marked)
	}
	loose := *r
	loose.loose = true
	if elsewhere {
		rest = slices.DeleteFunc(rest, func(p part) bool { return !mayBeAsked(p.node) })
	}
	for _, sec := range unannounced(rest) {
		found := slices.DeleteFunc(loose.section(nil, sec), func(f Found) bool { return marked[f.Place.From] })
		found = slices.DeleteFunc(found, func(f Found) bool { return !f.worthAsking(sec.label, elsewhere) })
		out = r.gathered(out, sec, found)
	}
	return out
}

// trackedBelow are the rows that track actions below a label: below one of what is no
// action they are none; below one of how the incident went, where none is still to be
// done, each may be.
func trackedBelow(l *label, all []Found) []Found {
	if l == nil || !slices.ContainsFunc(all, func(f Found) bool { return f.tracked }) {
		return all
	}
	if l.off() {
		return slices.DeleteFunc(all, func(f Found) bool { return f.tracked })
	}
	open := slices.ContainsFunc(all, func(f Found) bool { return f.tracked && f.Mark != "" && !f.Mark.Settled() })
	for i := range all {
		all[i].worded = all[i].worded || all[i].tracked && l.class == words.ClassSoft && !open
	}
	return all
}

// eachOf gives each of them in its place.
func eachOf(all []Found) iter.Seq[*Found] {
	return func(yield func(*Found) bool) {
		for i := range all {
			if !yield(&all[i]) {
				return
			}
		}
	}
}

// mayBeAsked tells whether a block may hold what is asked about beside a section of
// actions: boxes, or a row with cells for an owner and a day.
func mayBeAsked(n *document.Block) bool {
	switch {
	case n.Kind == document.List:
		return hasBox(n, 0) || hasLinked(n, 0)
	case n.Kind != document.Table || n.Grid == nil || len(n.Grid.Rows) == 0:
		return n.Kind == document.Embedded
	}
	return slices.ContainsFunc(n.Grid.Rows[0].Cells, func(c document.Cell) bool { return strings.Contains(c.Text, "20") }) // of a year
}

// worthAsking tells whether a line below a label that announces nothing may be
// asked about: beside a section of actions one with a box, or a row with an owner and
// a day, and below a label of what went before none that is settled, unless it has an
// item: it may be we who ticked it.
func (f Found) worthAsking(l *label, elsewhere bool) bool {
	if f.Mark.Settled() && f.Ticket == nil && (l.class == words.ClassSoft || l.off()) {
		return false
	}
	return !elsewhere || f.linked || f.Place.Boxed || f.Place.Box >= 0 || f.Owner != "" && f.Due != ""
}

// unannounced are the sections of the labels that announce nothing, and the
// parts that stand below no label.
func unannounced(rest []part) []*section {
	var out []*section
	var last *section
	for _, p := range rest {
		if p.under.never() {
			continue
		}
		l := p.under
		if l == nil {
			l = &label{}
		}
		if last == nil || last.label != l && (p.under != nil || last.label.node != nil) {
			last = &section{label: l, segs: []*segment{{label: l}}, loose: true}
			out = append(out, last)
		}
		last.segs[0].parts = append(last.segs[0].parts, p)
	}
	return out
}

// never: the label, or one above it, is of what is no action whatever it says.
func (l *label) never() bool {
	for ; l != nil; l = l.up {
		if l.class == words.ClassNever {
			return true
		}
	}
	return false
}

// off: the label, or one above it, is of what is no action.
func (l *label) off() bool {
	for ; l != nil; l = l.up {
		if l.class == words.ClassNever || l.class == words.ClassOff {
			return true
		}
	}
	return false
}

// gathered adds what a section holds, with what is seen of it.
func (r *reader) gathered(out []candidate, sec *section, found []Found) []candidate {
	first := len(out)
	out = slices.Grow(out, len(found))
	for f := range eachOf(found) {
		c := candidate{Found: f, section: sec.label, does: r.hear(f.Title)}
		c.evidence.Announced = !sec.loose && !f.worded
		out = append(out, c)
	}
	beside(out[first:])
	return out
}

// Weighed is a line that was weighed.
type Weighed struct {
	Found
	Evidence evidence.Evidence
	// Label is the one of its section; "": none.
	Label string
}

// Weigh reads every line of a document that could be an action, with its evidence.
func Weigh(d *document.Document, s Settings) []Weighed {
	o := newOutline(d, s)
	if o.template {
		return nil
	}
	r := newReader(d, s)
	all := r.candidates(o)
	r.weigh(o, all)
	var out []Weighed
	for _, c := range all {
		w := Weighed{Found: *c.Found, Evidence: c.evidence}
		if c.section != nil {
			w.Label = c.section.text
		}
		out = append(out, w)
	}
	return out
}
