package mapping

import (
	"fmt"
	"strings"
)

func (m *Mapping) byOwnerRules(d *Decision, q Query) bool {
	return m.byRules(d, q, func(w When) bool { return len(w.Owner) > 0 })
}

func (m *Mapping) byOtherRules(d *Decision, q Query) bool {
	return m.byRules(d, q, func(w When) bool { return len(w.Owner) == 0 })
}

func (m *Mapping) byRules(d *Decision, from Query, takes func(When) bool) bool {
	q := query{Query: from, owners: ownerForms(from.Action.Owner)}
	for _, contact := range from.Action.Contacts {
		q.owners = append(q.owners, ownerForms(contact)...)
	}
	for i, r := range m.rules {
		if !takes(r.When) {
			continue
		}
		if failed := m.ask(m.conditions[i], q); len(failed) > 0 {
			d.pass(fmt.Sprintf("rule %d: %s", i+1, strings.Join(failed, ", and ")))
			continue
		}
		if t := m.Team(r.Team); t != nil {
			return d.decide(t, fmt.Sprintf("rule %d matches: %s", i+1, strings.Join(wanted(m.conditions[i]), ", ")))
		}
	}
	return false
}

// ask returns the conditions that fail, in words.
func (m *Mapping) ask(conditions []condition, q query) []string {
	var failed []string
	for _, c := range conditions {
		why := c.failed(q, m.Anonymise)
		if why != "" && c.secret && len(c.given(q)) > 0 {
			why = m.anotherOwner(q, c)
		}
		if why != "" {
			failed = append(failed, why)
		}
	}
	return failed
}

// anotherOwner says whom a rule wants, and who is written.
func (m *Mapping) anotherOwner(q query, c condition) string {
	have, want := m.whoms(append([]string{q.Action.Owner}, q.Action.Contacts...), " and "), m.whoms(c.values, " or ")
	if have == want {
		return "the owner is " + have + ", but another than the rule names"
	}
	return "the owner is " + have + ", not " + want
}

func wanted(conditions []condition) []string {
	var out []string
	for _, c := range conditions {
		out = append(out, c.wanted())
	}
	return out
}
