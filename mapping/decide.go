package mapping

import (
	"fmt"
	"strings"

	"github.com/followthrough/followthrough/sync/review"
)

// Query is an action of a review, and where the review lies.
type Query struct {
	Source string // the source's name
	Path   string // the review's, slash-separated and relative to the source
	Review *review.Review
	Action *review.Action
}

// Decision is which team owns an action, and why. Nothing in it quotes an
// owner but what reads like a team's name.
type Decision struct {
	Team  *Team    // nil: none
	Why   string   // what decided, one sentence without its full stop
	Notes []string // worth knowing: two owners of different teams, say
	Tried []string // what did not match before that, in order, and why
	// Fallback says that nothing but the fallback led to the team.
	Fallback bool

	nearly *Team // whom the action's owner, who leads to no team, nearly names
}

// Decide answers who owns an action: the first of the steps that does. A team
// that a person wrote into the line and that nobody knows ends the search:
// the action must not go where that person did not want it.
func (m *Mapping) Decide(q Query) Decision {
	d := &Decision{}
	steps := []func(*Decision, Query) bool{
		m.byAnswer, m.byOwnerRules, m.byOwner, m.byOtherRules, m.byReview, m.byServices, m.byFallback,
	}
	for _, step := range steps {
		if step(d, q) {
			return *d
		}
	}
	d.Why = "neither a rule, an owner nor a service leads to a team"
	if d.nearly != nil {
		d.Why += "; did the owner mean " + d.nearly.Name + "?"
	} else if said := m.spokenWords(q); said != "" {
		d.Why += "; " + said
	}
	return *d
}

// nearlyWords are the hint that an owner may be mistyped. It decides nothing.
func (d *Decision) nearlyWords() string {
	return "is nearly a name of " + d.nearly.Name + ": if that is meant, correct it, or add it to the team's aliases"
}

func (d *Decision) decide(t *Team, why string) bool {
	d.Team, d.Why = t, why
	return true
}

func (d *Decision) pass(tried string) bool {
	d.Tried = append(d.Tried, tried)
	return false
}

func (m *Mapping) byAnswer(d *Decision, q Query) bool {
	if q.Action.Answer.Team == "" {
		return d.pass("no (team: …) stands in the line")
	}
	if c, ok := m.lookUp(q.Action.Answer.Team); ok {
		return d.decide(c.team, fmt.Sprintf("(team: %s) stands in the line", c.team.Name))
	}
	d.Why = m.unknownAnswer(q.Action.Answer.Team)
	return true
}

// unknownAnswer says that a (team: …) names no team, and which it may mean. What
// could be a person's name is not told.
func (m *Mapping) unknownAnswer(answer string) string {
	near, part := m.nearly(answer)
	if part == "" {
		part = teamPart(answer)
	}
	words := "its line says (team: …), but no team is named "
	if part != "" {
		words += m.quoted(part)
	} else {
		words += "so"
	}
	var known []string
	for _, t := range m.teams {
		known = append(known, t.Name)
	}
	switch name := Nearest(answer, known); {
	case near != nil:
		return words + ": did you mean " + near.Name + "?"
	case name != "":
		return words + ": did you mean " + name + "?"
	case len(known) > 0 && len(known) <= mostListed:
		return words + ": the teams are " + strings.Join(known, ", ")
	}
	return words
}

func (m *Mapping) byOwner(d *Decision, q Query) bool {
	if strings.TrimSpace(q.Action.Owner) == "" {
		if m.byClosing(d, q.Action.Title) {
			return true
		}
		return d.pass("no owner is written in the action")
	}
	for _, text := range append([]string{q.Action.Owner}, q.Action.Contacts...) {
		if m.ownedBy(d, text, "the owner written in the action") {
			return true
		}
	}
	tried := "the owner written in the action leads to no team"
	if d.nearly, _ = m.nearly(q.Action.Owner); d.nearly != nil {
		tried += ", but " + d.nearlyWords()
	}
	return d.pass(tried)
}

func (m *Mapping) byReview(d *Decision, q Query) bool {
	if q.Review.Team == "" && q.Review.Owner == "" {
		return d.pass("the review names no team and no owner of its own")
	}
	if q.Review.Team != "" {
		if m.ownedBy(d, q.Review.Team, "the review's own team") {
			return true
		}
		d.pass("the review's own team is none that the mapping knows")
	}
	if q.Review.Owner != "" {
		if m.ownedBy(d, q.Review.Owner, "the review's own owner") {
			return true
		}
		d.pass("the review's own owner leads to no team")
	}
	return false
}

func (m *Mapping) byServices(d *Decision, q Query) bool {
	if len(q.Review.Services) == 0 {
		return d.pass("the review names no service")
	}
	decided := false
	for _, s := range q.Review.Services {
		c, ok := m.services[review.Normalise(s)]
		switch {
		case !ok:
			if !decided {
				d.pass("no team has the service " + m.Anonymise(s))
			}
		case !decided:
			decided = d.decide(c.team, fmt.Sprintf("the review's service %s belongs to %s", s, c.team.Name))
		case c.team != d.Team:
			d.Notes = append(d.Notes, fmt.Sprintf("the review's service %s belongs to %s: the first service with a team counts", s, c.team.Name))
		}
	}
	return decided
}

func (m *Mapping) byFallback(d *Decision, q Query) bool {
	if m.fallback == nil {
		return d.pass("there is no fallback")
	}
	d.Fallback = true
	if d.nearly != nil && d.nearly != m.fallback {
		d.Notes = append(d.Notes, "the owner "+d.nearlyWords())
	} else if said := m.spokenWords(q); said != "" && m.spoken(q.Action.Title) != m.fallback {
		d.Notes = append(d.Notes, said)
	}
	return d.decide(m.fallback, "nothing else leads to a team, and "+m.fallback.Name+" is the fallback")
}
