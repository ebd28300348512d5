package config

import (
	"fmt"
	"strings"

	"github.com/followthrough/followthrough/config/tree"
	"github.com/followthrough/followthrough/mapping"
)

// mapping builds the mapping and reports its mistakes where they stand.
func (l *loader) mapping(s mappingShape, trackers []Tracker) *mapping.Mapping {
	l.checkDefaults(s.Defaults, trackers)
	var teams []mapping.Team
	for _, n := range append(s.Teams, l.include(s.Include)...) {
		t := l.team(n, s, trackers)
		l.places[t.At] = n
		if t.Name != "" {
			teams = append(teams, t)
		}
	}
	var rules []mapping.Rule
	for i, r := range s.Rules {
		n := l.main.At(fmt.Sprintf("mapping.rules[%d]", i))
		rule := mapping.Rule{When: r.When.when(), Team: r.Team, At: n.Place()}
		l.places[rule.At] = n
		if when := n.Get("when"); when != nil {
			oneText(when, "service", "label", "owner")
		}
		if r.Team == "" {
			n.FailAt("team", "is missing: name the team that takes what matches, team: …")
			continue
		}
		rules = append(rules, rule)
	}
	m, wrong := mapping.New(teams, rules, s.Fallback)
	for _, p := range append(wrong, m.CheckSilos()...) {
		if n := l.places[p.At]; n != nil {
			n.FailAt(p.Part, "%s", p.Text)
			continue
		}
		l.main.Add("mapping.fallback", p.Text)
	}
	return m
}

// team judges one team, whose node may stand in a file of its own.
func (l *loader) team(n *tree.Node, s mappingShape, trackers []Tracker) mapping.Team {
	shape := teamShape{Create: s.Create}
	tree.Decode(n, &shape)
	oneText(n, "formerly", "aliases", "members", "services")
	switch {
	case !n.IsObject():
		return mapping.Team{} // told already
	case shape.Name == "":
		n.FailAt("name", "a name is missing: write name: …, as people call the team")
	case !validTeamName(shape.Name):
		n.FailAt("name", "a team's name must be on one line, without brackets, quotes, bars, and blanks around it: other ways to write it go under aliases")
	}
	return mapping.Team{
		Name: shape.Name, Formerly: shape.Formerly, Aliases: shape.Aliases, Members: shape.Members,
		Services: shape.Services, Create: mapping.Create(shape.Create),
		Backlog: l.backlog(n, shape.Backlog, s.Defaults, trackers), At: n.Place(),
	}
}

// oneText reports those of a group's keys that hold several in one text, which
// would be one nobody writes.
func oneText(n *tree.Node, parts ...string) {
	for _, part := range parts {
		if v := n.Get(part); v != nil && v.IsText() && strings.ContainsAny(v.Value, ",;") {
			v.Fail(`is one text: write a list, %s: [A, B], or ["A, B"] if the comma is part of it`, part)
		}
	}
}

// validTeamName tells whether a name can stand in (team: …) and in a cell.
func validTeamName(name string) bool {
	return printable(name) && !strings.ContainsAny(name, "()[]{}<>|`\"")
}
