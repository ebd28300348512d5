package actions

import (
	"cmp"
	"fmt"
	"strings"

	"github.com/followthrough/followthrough/sync/review"
	"github.com/followthrough/followthrough/sync/source/document"
)

// Line is what became of one line of a document.
type Line struct {
	Number int    // from 1
	Text   string // as written, without its end
	// Action is the number of the action that begins here, from 1; 0: none.
	Action int
	// Doubtful says that the action may be none.
	Doubtful bool
	// What says what the line was taken for, or why it is no action.
	What string
}

// Explain says of every line that is not empty what it was taken for, and of
// the rest why not, so that a user sees which setting to change. read reads a
// line of the source on its own.
func Explain(d *document.Document, source []byte, read func(line string) document.Rich, s Settings) []Line {
	o := newOutline(d, s)
	r := newReader(d, s)
	r.told = map[int]string{}
	e := explainer{outline: o, record: o.record(), read: read, told: r.told, labels: o.labelled(), actions: map[int]int{}}
	found, doubts := r.judged(o)
	e.found = found
	if o.template {
		e.found, e.told = nil, map[int]string{1: "the document is a template, or tells about reviews: nothing in it is an action"}
	}
	for i, f := range e.found {
		e.actions[f.Line] = i + 1
	}
	if n := o.titleLine(e.record); n > 0 {
		e.labels[n] = "the title"
	}
	if doubts.NotUnderstood {
		first := o.doc.LineAt(o.parts[0].node.At)
		if len(o.labels) > 0 {
			first = o.labels[0].line
		}
		e.labels[first] = strings.TrimPrefix(e.labels[first]+"; "+notUnderstood, "; ")
	}
	return e.lines(source)
}

// explainer is what is known of a document's lines.
type explainer struct {
	*outline
	record  review.Review
	read    func(line string) document.Rich
	told    map[int]string
	labels  map[int]string
	found   []Found
	actions map[int]int // number by line
}

func (e *explainer) lines(source []byte) []Line {
	flaws, under := flawsByLine(e.record), e.under()
	var out []Line
	last := "not below a label of follow-up actions"
	for i, from := range e.doc.Starts {
		to := len(source)
		if i+1 < len(e.doc.Starts) {
			to = e.doc.Starts[i+1]
		}
		n := i + 1
		l := Line{Number: n, Text: strings.TrimRight(string(source[from:to]), "\r\n"), Action: e.actions[n]}
		if strings.TrimSpace(l.Text) == "" && flaws[n] == "" {
			continue
		}
		if why, ok := under[n]; ok {
			last = why
		}
		l.Doubtful = l.Action > 0 && e.found[l.Action-1].Doubt != ""
		l.What = cmp.Or(e.what(l, from, flaws[n]), last)
		out = append(out, l)
	}
	return out
}

// what says what a line that begins at the offset was taken for; "": nothing of
// its own.
func (e *explainer) what(l Line, from int, flaw string) string {
	m := e.doc.Marks
	switch {
	case l.Action > 0:
		return actionWords(e.found[l.Action-1])
	case flaw != "":
		return flaw
	case from < e.doc.FrontEnd:
		return "front matter"
	case m.From >= 0 && from >= m.From && from < m.To:
		return "our own block"
	case len(l.Text) <= 400:
		if said := e.said(e.record, e.read(l.Text)); said != "" {
			return said
		}
	}
	return cmp.Or(e.labels[l.Number], e.told[l.Number])
}

// flawsByLine are the flaws of the front matter, those that count first.
func flawsByLine(r review.Review) map[int]string {
	flaws := map[int]string{}
	for _, f := range r.Flaws {
		if flaws[f.Line] == "" || !f.Text {
			flaws[f.Line] = f.What
		}
	}
	return flaws
}

// actionWords says in words what an action was read as.
func actionWords(f Found) string {
	what := "an action"
	if f.Doubt != "" {
		what = "maybe an action"
	}
	parts := []string{fmt.Sprintf("%s (%s): %q", what, f.Place.Form, f.Title)}
	for _, v := range []struct{ name, value string }{
		{"owner", f.Owner}, {"due", f.Due}, {"priority", f.Priority}, {"type", f.Type},
		{"state", string(f.Mark)}, {"reason", f.Reason}, {"ticket", f.Ticket.Link()}, {"group", f.Group},
	} {
		if v.value != "" {
			parts = append(parts, fmt.Sprintf("%s %q", v.name, v.value))
		}
	}
	return strings.Join(parts, ", ") + "; " + f.evidence.Said()
}
