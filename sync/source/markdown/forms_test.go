package markdown

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/followthrough/followthrough/sync/review"
	"github.com/followthrough/followthrough/sync/source/actions"
)

// short is an action as the tests write it: its title, and the fields that
// are set in brackets.
func short(a review.Action) string {
	var b strings.Builder
	b.WriteString(a.Title)
	for _, f := range []struct{ name, value string }{
		{"owner", a.Owner}, {"due", a.Due}, {"prio", a.Priority}, {"type", a.Type}, {"mark", string(a.Mark)}, {"reason", a.Reason},
		{"ticket", a.Ticket.Link()}, {"same", a.Answer.Same}, {"team", a.Answer.Team},
	} {
		if f.value != "" {
			fmt.Fprintf(&b, " {%s %s}", f.name, f.value)
		}
	}
	if a.Unclear != "" {
		b.WriteString(" {unclear}")
	}
	if a.Answer.Separate {
		b.WriteString(" {separate}")
	}
	if a.Doubt != "" {
		b.WriteString(" {doubtful}")
	}
	return b.String()
}

func shorts(v review.Review) []string {
	var out []string
	for _, a := range v.Actions {
		out = append(out, short(a))
	}
	return out
}

// TestForms: one case a form. Each text stands below a title, unless it has
// its own.
func TestForms(t *testing.T) {
	for _, c := range slices.Concat(formCases, signCases, personCases, stateCases, ticketCases, ownerCases, templateCases, tableCases, openingCases, nestedCases, keyedCases, whoAndWhenCases, wildCases, trackedCases, recordedCases, bareCases) {
		t.Run(c.name, func(t *testing.T) {
			doc := c.doc
			if !strings.HasPrefix(doc, "# ") && !strings.HasPrefix(doc, "---") && !strings.HasPrefix(doc, "+++") {
				doc = "# Checkout outage\n\n" + doc
			}
			if diff := cmp.Diff(c.want, shorts(Read([]byte(doc), Settings{Doubtful: actions.Hold}))); diff != "" {
				t.Error(diff)
			}
		})
	}
}

type formCase struct {
	name, doc string
	want      []string
}
