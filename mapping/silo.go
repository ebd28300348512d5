package mapping

import (
	"fmt"
	"regexp"
	"slices"
	"strings"

	"github.com/followthrough/followthrough/internal/names"
)

var incidentName = regexp.MustCompile(`(?i)post[-_. ]?mortem|near[-_. ]?miss|(?:^|[^a-z])incidents?(?:[^a-z]|$)`)

// SaysIncidents tells whether a project's key or name says that it is for
// post-mortems or incidents. Of "owner/repo" and "dir/file.md" only the last
// part counts.
func SaysIncidents(project string) bool {
	name := project[strings.LastIndex(project, "/")+1:]
	return name == "INC" || incidentName.MatchString(name)
}

// CheckSilos finds what makes follow-up actions a world of their own: several
// teams sent to one project with nothing that tells their backlogs apart, and
// projects named for incidents. A backlog's Silo says why that is a team's
// normal work; where several share a project, each must say so.
func (m *Mapping) CheckSilos() []Problem {
	var problems []Problem
	for _, t := range m.teams {
		b := t.Backlog
		if b.Tracker == NoTracker || b.Silo != "" {
			continue
		}
		if SaysIncidents(b.Project) {
			problems = append(problems, Problem{t.At, "backlog.project", fmt.Sprintf(
				"the project %s is for incidents by its name, and %s would find its actions apart from its normal work: "+
					"name the team's own backlog, or say why this is its normal work with silo: \"…\"", b.Project, t.Name)})
		}
	}
	return append(problems, m.sharedPlaces()...)
}

// sharedPlaces finds the teams that nothing tells apart.
func (m *Mapping) sharedPlaces() []Problem {
	groups := map[[3]string][]*Team{}
	place := func(t *Team) [3]string {
		return [3]string{t.Backlog.Tracker, names.Folded(t.Backlog.Project), names.Folded(t.Backlog.Apart)}
	}
	for _, t := range m.teams {
		if t.Backlog.Tracker != NoTracker {
			groups[place(t)] = append(groups[place(t)], t)
		}
	}
	var problems []Problem
	for _, t := range m.teams {
		sharers := groups[place(t)]
		if len(sharers) < 2 || sharers[0] != t || allSaySilo(sharers) {
			continue
		}
		problems = append(problems, Problem{sharers[1].At, "backlog", fmt.Sprintf(
			"the teams %s are all sent to %s with nothing that tells their backlogs apart: "+
				"give each a place of its own (a project, a component, a section)", called(sharers), t.Backlog.Project)})
	}
	return problems
}

func allSaySilo(teams []*Team) bool {
	return !slices.ContainsFunc(teams, func(t *Team) bool { return t.Backlog.Silo == "" })
}

func called(teams []*Team) string {
	var out []string
	for _, t := range teams {
		out = append(out, t.Name)
	}
	return strings.Join(out, ", ")
}
