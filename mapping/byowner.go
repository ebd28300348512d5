package mapping

import "fmt"

// ownedBy takes the first team that an owner text leads to, and notes where
// the text leads to others too.
func (m *Mapping) ownedBy(d *Decision, text, what string) bool {
	found := m.claims(text)
	if len(found) == 0 {
		return false
	}
	first := found[0]
	for _, other := range found[1:] {
		if other.team != first.team {
			d.Notes = append(d.Notes, fmt.Sprintf("%s names two teams, %s and %s: the first one counts", what, first.team.Name, other.team.Name))
			break
		}
	}
	switch first.how {
	case "member":
		return d.decide(first.team, what+" is a member of "+first.team.Name)
	case "alias":
		return d.decide(first.team, what+" is another name of "+first.team.Name)
	case "former name":
		return d.decide(first.team, what+" is a former name of "+first.team.Name)
	}
	return d.decide(first.team, what+" is "+first.team.Name)
}

// lookUp is the first claim on an owner text.
func (m *Mapping) lookUp(text string) (claim, bool) {
	found := m.claims(text)
	if len(found) == 0 {
		return claim{}, false
	}
	return found[0], true
}

// claims are the teams that an owner text leads to, in order. Where the text
// as a whole is known, its parts don't count.
func (m *Mapping) claims(text string) []claim {
	if c, ok := m.owners[ownerForm(text)]; ok {
		return []claim{c}
	}
	var found []claim
	for _, part := range ownerParts(text) {
		for i, form := range partForms(part) {
			c, ok := m.owners[form]
			if !ok {
				continue
			}
			found = append(found, c)
			if i == 0 {
				break
			}
		}
	}
	return found
}
