package mapping

import (
	"strings"

	"github.com/followthrough/followthrough/sync/review"
)

// Form is the form in which owners, aliases, members and names are compared:
// two texts of one form lead to one team.
func Form(owner string) string { return ownerForm(owner) }

// ServiceForm is the form in which services are compared.
func ServiceForm(service string) string { return review.Normalise(service) }

// Parts are the owners that a text may name beside one another.
func Parts(owner string) []string {
	var out []string
	for _, part := range ownerParts(owner) {
		if part = strings.TrimSpace(part); part != "" {
			out = append(out, part)
		}
	}
	return out
}

// Forms are the forms by which one owner is looked up, in order.
func Forms(part string) []string { return partForms(part) }

// Leads is the team that an owner text leads to by itself; nil: none.
func (m *Mapping) Leads(owner string) *Team {
	if c, ok := m.lookUp(owner); ok {
		return c.team
	}
	return nil
}

// Claimant is the team that just this text is a name, an alias or a member of;
// nil: none.
func (m *Mapping) Claimant(text string) *Team { return m.owners[ownerForm(text)].team }

// Serves is the team that has a service; nil: none.
func (m *Mapping) Serves(service string) *Team { return m.services[ServiceForm(service)].team }

// Owned is the team that an action's own words lead to: an answer in its line, a
// rule that names owners, or the owner; nil: none.
func (m *Mapping) Owned(q Query) *Team {
	d := &Decision{}
	if q.Action.Answer.Team != "" {
		return m.Leads(q.Action.Answer.Team)
	}
	if m.byOwnerRules(d, q) || m.byOwner(d, q) {
		return d.Team
	}
	return nil
}

// MemberForms are the forms of a member: of "Full Name <address>" both halves.
func MemberForms(member string) []string {
	out := []string{ownerForm(member)}
	for _, half := range memberForms(member) {
		if f := ownerForm(half); f != out[0] {
			out = append(out, f)
		}
	}
	return out
}
