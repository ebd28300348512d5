package showplan

import (
	"fmt"
	"strings"

	"charm.land/lipgloss/v2"

	"github.com/followthrough/followthrough/cmd/followthrough/show"
	"github.com/followthrough/followthrough/cmd/followthrough/terminal"
	"github.com/followthrough/followthrough/mapping"
)

// fewReviews is how many reviews are named of an owner who leads nowhere.
const fewReviews = 3

// lost lists, of a trial, the owners who lead nowhere, by how many actions they
// have.
func (v View) lost(e terminal.Env) {
	if v.Trial == "" {
		return
	}
	lost := v.Tally.Lost()
	for _, l := range lost {
		number, words := fmt.Sprintf("%5d  ", l.Actions), terminal.Clean(lostWords(l))
		in := terminal.Clean("in " + show.Few(l.Reviews, fewReviews))
		if lipgloss.Width(number+words+"  "+in) <= e.Width {
			fmt.Fprintln(e.Out, number+words+"  "+in)
			continue
		}
		fmt.Fprintln(e.Out, number+strings.TrimSpace(terminal.Wrap(words, e.Width-len(number), "       ")))
		fmt.Fprintln(e.Out, terminal.Wrap(in, e.Width-9, "         "))
	}
	if helps := v.Tally.Helps(); helps != "" {
		fmt.Fprintln(e.Out, terminal.Wrap(helps+".", e.Width-7, "       "))
	}
}

// lostWords is an owner who leads nowhere, in words that name no person.
func lostWords(l mapping.Lost) string {
	switch l.Kind {
	case mapping.LostTeam:
		return l.Words
	case mapping.LostAnswer:
		return "(team: " + l.Words + "), which is no team"
	case mapping.LostPerson:
		return "a person who is no team's member, or who may be one"
	case mapping.LostNobody:
		return "no owner is written"
	}
	return "in restricted reviews (--redact)"
}
