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

func (m *Mapping) byRules(d *Decision, q Query, takes func(When) bool) bool {
	for i, r := range m.rules {
		if !takes(r.When) {
			continue
		}
		failed, wanted := ask(r.When, q)
		if len(failed) > 0 {
			d.pass(fmt.Sprintf("rule %d: %s", i+1, strings.Join(failed, ", and ")))
			continue
		}
		if t := m.byName[r.Team]; t != nil {
			return d.decide(t, fmt.Sprintf("rule %d matches: %s", i+1, strings.Join(wanted, ", ")))
		}
	}
	return false
}

// ask returns the conditions that fail, and all of them, in words.
func ask(w When, q Query) (failed, wanted []string) {
	for _, c := range w.conditions() {
		wanted = append(wanted, c.wanted())
		if !c.holds(q) {
			failed = append(failed, c.failed(q))
		}
	}
	return failed, wanted
}
