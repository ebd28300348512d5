package mapping

import (
	"cmp"
	"slices"

	"github.com/followthrough/followthrough/internal/names"
)

// Mapping is teams and rules, ready to decide. It is not changed after New
// and may be used from several goroutines.
type Mapping struct {
	teams []*Team // by the alphabet
	rules []Rule
	// conditions are the rules', in their order.
	conditions [][]condition
	fallback   *Team
	byName     map[string]*Team // by the form of name and former name, case kept
	owners     map[string]claim // by ownerForm
	services   map[string]claim // normalised
	spellings  []spelling       // the owners' forms, for what is nearly one
	people     *people
	bare       *people // who they are in texts that have lost their signs
	digest     string
}

// Problem is a mistake in a mapping.
type Problem struct {
	At   string // of the team or rule; "": the fallback
	Part string // what of it: "aliases[1]"; "": all of it
	Text string
}

// New builds a mapping and returns all mistakes in it at once. fallback is
// the team for what is left, "" for none. The mapping decides sensibly even
// where there are mistakes, but should then not be used.
func New(teams []Team, rules []Rule, fallback string) (*Mapping, []Problem) {
	m := &Mapping{
		rules:    slices.Clone(rules),
		byName:   map[string]*Team{},
		owners:   map[string]claim{},
		services: map[string]claim{},
	}
	var problems []Problem
	for _, t := range teams {
		m.teams = append(m.teams, &t)
	}
	problems = append(problems, m.index()...)
	m.spellings = m.spelled()
	for _, r := range rules {
		conditions := r.When.conditions()
		m.conditions = append(m.conditions, conditions)
		problems = append(problems, m.checkRule(r, conditions)...)
	}
	if fallback != "" {
		if m.fallback = m.byName[names.Form(fallback)]; m.fallback == nil {
			problems = append(problems, Problem{Text: m.unknownTeam(fallback)})
		}
	}
	slices.SortStableFunc(m.teams, func(a, b *Team) int { return cmp.Compare(a.Name, b.Name) })
	m.people, m.bare = m.knownPeople(&people{}), m.knownPeople(&people{bare: true})
	for _, conditions := range m.conditions {
		for i := range conditions {
			conditions[i].hideMembers(m.Anonymise)
		}
	}
	m.digest = digest(m.teams, m.rules, fallback)
	return m, problems
}

// Team finds a team by its name or a former name; nil: there is none.
func (m *Mapping) Team(name string) *Team { return m.byName[names.Form(name)] }

// TeamOf is the team in whose backlog an item of that tracker and project
// lies; nil where none matches, or several do.
func (m *Mapping) TeamOf(tracker, project string) *Team {
	var found *Team
	for _, t := range m.teams {
		if tracker == NoTracker || t.Backlog.Tracker != tracker || !names.Alike(t.Backlog.Project, project) {
			continue
		}
		if found != nil {
			return nil
		}
		found = t
	}
	return found
}

// Backlog tells whether a place in a tracker is some team's backlog.
func (m *Mapping) Backlog(tracker, project string) bool {
	return slices.ContainsFunc(m.teams, func(t *Team) bool {
		return tracker != NoTracker && t.Backlog.Tracker == tracker && names.Alike(t.Backlog.Project, project)
	})
}

// Teams lists all teams by the alphabet.
func (m *Mapping) Teams() []Team {
	out := make([]Team, 0, len(m.teams))
	for _, t := range m.teams {
		out = append(out, *t)
	}
	return out
}

// Digest changes when any decision, or any backlog, could change.
func (m *Mapping) Digest() string { return m.digest }
