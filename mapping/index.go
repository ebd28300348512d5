package mapping

import (
	"fmt"

	"github.com/followthrough/followthrough/internal/names"
	"github.com/followthrough/followthrough/sync/review"
)

// claim is what a text leads to.
type claim struct {
	team *Team
	how  string // "name", "former name", "alias", "member", "service"
}

// index claims every text that leads to a team: names of all teams first, so
// that an alias that is another team's name is the mistake and not the name.
func (m *Mapping) index() []Problem {
	var problems []Problem
	for _, t := range m.teams {
		if first, ok := m.byName[names.Form(t.Name)]; ok {
			problems = append(problems, Problem{t.At, "name", fmt.Sprintf("team %s is defined twice (also at %s): make them one, or give this one another name", t.Name, first.At)})
			continue
		}
		m.byName[names.Form(t.Name)] = t
		problems = append(problems, m.claimOwner(t, "name", "name", t.Name)...)
	}
	for _, t := range m.teams {
		for i, name := range t.Formerly {
			part := fmt.Sprintf("formerly[%d]", i)
			problems = append(problems, m.claimOwner(t, "former name", part, name)...)
			if m.byName[names.Form(name)] == nil {
				m.byName[names.Form(name)] = t
			}
		}
		for i, s := range t.Aliases {
			problems = append(problems, m.claimOwner(t, "alias", fmt.Sprintf("aliases[%d]", i), s)...)
		}
		for i, s := range t.Members {
			problems = append(problems, m.claimOwner(t, "member", fmt.Sprintf("members[%d]", i), s)...)
		}
		for i, s := range t.Services {
			problems = append(problems, claimText(m.services, review.Normalise(s), t, "service", fmt.Sprintf("services[%d]", i))...)
		}
	}
	return problems
}

// claimOwner claims a text, and for a member written "Full Name <address>"
// both of its halves.
func (m *Mapping) claimOwner(t *Team, how, part, text string) []Problem {
	problems := claimText(m.owners, ownerForm(text), t, how, part)
	if how != "member" {
		return problems
	}
	for _, half := range memberForms(text) {
		if f := ownerForm(half); f != ownerForm(text) {
			problems = append(problems, claimText(m.owners, f, t, how, part)...)
		}
	}
	return problems
}

func claimText(claims map[string]claim, form string, t *Team, how, part string) []Problem {
	if form == "" {
		return []Problem{{t.At, part, "this " + how + " is empty: take it out"}}
	}
	c, taken := claims[form]
	switch {
	case !taken:
		claims[form] = claim{t, how}
	case c.team.Name != t.Name:
		return []Problem{{t.At, part, fmt.Sprintf("this %s of %s already leads to %s, as its %s, and one text leads to one team: take it out of one of them", how, t.Name, c.team.Name, c.how)}}
	}
	return nil
}
