package markdown

import (
	"fmt"
	"strings"

	"github.com/followthrough/followthrough/sync/review"
	"github.com/followthrough/followthrough/sync/source/markdown/extract"
	"github.com/followthrough/followthrough/sync/source/markdown/page"
)

// Line is what became of one line of a document.
type Line struct {
	Number int    // from 1
	Text   string // as written, without its end
	// Action is the number of the action that begins here, from 1; 0: none.
	Action int
	// What says what the line was taken for, or why it is no action.
	What string
}

// Explain says of every line that is not empty what it was taken for, and of
// the rest why not, so that a user sees which setting to change. A document
// that can't be read has one line that says why.
func Explain(doc []byte, s Settings) []Line {
	if err := page.Decodable(doc); err != nil {
		return []Line{{Number: 1, What: "the document " + err.Error()}}
	}
	p := page.New(doc)
	o := extract.NewOutline(p, s)
	r := &extract.Reader{P: p, Set: s, Why: map[int]string{}}
	found := inOrder(r.Actions(o))
	if extract.IsTemplate(o) {
		found = nil
		r.Why = map[int]string{1: "the document is a template: nothing in it is an action"}
	}
	return explain(doc, p, o, r, found)
}

func explain(doc []byte, p *page.Page, o *extract.Outline, r *extract.Reader, found []extract.Found) []Line {
	labels, under, record := o.Labels(), o.Under(), extract.Record(o)
	actions := map[int]int{}
	for i, f := range found {
		actions[f.Line] = i + 1
	}
	if n := o.TitleLine(record); n > 0 {
		labels[n] = "the title"
	}
	flaws := flawsByLine(record)
	var out []Line
	last := "not below a label of follow-up actions"
	for n := 1; n <= p.Lines(); n++ {
		from, to := p.LineBounds(n)
		l := Line{Number: n, Text: strings.TrimRight(string(doc[from:to]), "\r\n"), Action: actions[n]}
		if strings.TrimSpace(l.Text) == "" && flaws[n] == "" {
			continue
		}
		if why, ok := under[n]; ok {
			last = why
		}
		switch {
		case l.Action > 0:
			l.What = actionWords(found[l.Action-1])
		case flaws[n] != "":
			l.What = flaws[n]
		case p.InFront(n):
			l.What = "front matter"
		case p.InBlock(from):
			l.What = "our own block"
		case o.Said(record, l.Text) != "":
			l.What = o.Said(record, l.Text)
		case labels[n] != "":
			l.What = labels[n]
		case r.Why[n] != "":
			l.What = r.Why[n]
		default:
			l.What = last
		}
		out = append(out, l)
	}
	return out
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
func actionWords(f extract.Found) string {
	parts := []string{fmt.Sprintf("an action (%s): %q", f.Place.Form, f.Title)}
	for _, v := range []struct{ name, value string }{
		{"owner", f.Owner}, {"due", f.Due}, {"priority", f.Priority}, {"type", f.Type},
		{"state", string(f.Mark)}, {"reason", f.Reason}, {"ticket", f.Ticket.Link()}, {"group", f.Group},
	} {
		if v.value != "" {
			parts = append(parts, fmt.Sprintf("%s %q", v.name, v.value))
		}
	}
	return strings.Join(parts, ", ")
}
