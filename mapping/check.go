package mapping

import (
	"fmt"
	"strings"

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
			problems = append(problems, Problem{r.At, "when.review", fmt.Sprintf("%q is no glob: a [ or { in it is not closed", g)})
		}
	}
	return problems
}

// mostListed is how many teams are listed where none is near.
const mostListed = 12

func (m *Mapping) unknownTeam(name string) string {
	var known []string
	for _, t := range m.teams {
		known = append(known, t.Name)
	}
	if near := Nearest(name, known); near != "" {
		return fmt.Sprintf("unknown team %q: did you mean %q?", name, near)
	}
	if len(known) > 0 && len(known) <= mostListed {
		return fmt.Sprintf("unknown team %q: those configured are %s", name, strings.Join(known, ", "))
	}
	return fmt.Sprintf("unknown team %q: name one under teams", name)
}
