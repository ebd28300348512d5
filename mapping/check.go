package mapping

import (
	"fmt"

	"github.com/bmatcuk/doublestar/v4"

	"github.com/followthrough/followthrough/internal/names"
)

// checkRule finds the mistakes of one rule.
func (m *Mapping) checkRule(r Rule, conditions []condition) []Problem {
	var problems []Problem
	if m.byName[names.Form(r.Team)] == nil {
		problems = append(problems, Problem{r.At, "team", m.unknownTeam(r.Team)})
	}
	if len(conditions) == 0 {
		problems = append(problems, Problem{r.At, "when", "this rule has no condition and would take everything: name one, or use fallback"})
	}
	for _, k := range r.When.Kind {
		if kindOf(k) == "" {
			problems = append(problems, Problem{r.At, "when.kind", fmt.Sprintf("unknown kind %q: use incident or near_miss", k)})
		}
	}
	for _, g := range r.When.Review {
		if !doublestar.ValidatePattern(g) {
			problems = append(problems, Problem{r.At, "when.review", fmt.Sprintf("%q can't be read as a glob", g)})
		}
	}
	return problems
}

func (m *Mapping) unknownTeam(name string) string {
	var known []string
	for _, t := range m.teams {
		known = append(known, t.Name)
	}
	if near := Nearest(name, known); near != "" {
		return fmt.Sprintf("unknown team %q: did you mean %q?", name, near)
	}
	return fmt.Sprintf("unknown team %q", name)
}
