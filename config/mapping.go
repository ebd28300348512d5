package config

import (
	"fmt"
	"regexp"
	"strings"

	"github.com/followthrough/followthrough/config/tree"
	"github.com/followthrough/followthrough/internal/names"
	"github.com/followthrough/followthrough/mapping"
)

type writtenMapping struct {
	Teams    []*tree.Node   `yaml:"teams"` // mapping.Team and its backlog
	Create   string         `yaml:"create" words:"auto ask off"`
	Defaults *tree.Node     `yaml:"defaults"`
	Include  []includeShape `yaml:"include"`
	Rules    []mapping.Rule `yaml:"rules"`
	Fallback string         `yaml:"fallback" meant:"default default_team"`
}

// teamKeys are those of a team that mapping.Team does not hold as they are written.
type teamKeys struct {
	Backlog *tree.Node `yaml:"backlog" meant:"project tracker board queue"`
}

// nothing matches no text.
var nothing = regexp.MustCompile(`[^\x00-\x{10FFFF}]`)

// mapping builds the mapping and reports its mistakes where they stand.
func (l *loader) mapping(w writtenMapping, trackers []Tracker) *mapping.Mapping {
	judgeDefaults(w.Defaults, trackers)
	var teams []mapping.Team
	for _, n := range append(w.Teams, l.include(w.Include)...) {
		t := readTeam(n, w, trackers)
		l.places[t.At] = n
		if t.Name != "" {
			teams = append(teams, t)
		}
	}
	var rules []mapping.Rule
	for i, rule := range w.Rules {
		n := l.main.At(fmt.Sprintf("mapping.rules[%d]", i))
		rule.At = n.Place()
		l.places[rule.At] = n
		for i, title := range rule.When.Title {
			if title == nil { // a mistake, told already: a condition all the same
				rule.When.Title[i] = nothing
			}
		}
		if rule.Team == "" {
			n.FailAt("team", "is missing: name the team that takes what matches, team: …")
			continue
		}
		rules = append(rules, rule)
	}
	m, wrong := mapping.New(teams, rules, w.Fallback)
	for _, p := range append(wrong, m.CheckSilos()...) {
		if n := l.places[p.At]; n != nil {
			n.FailAt(p.Part, "%s", p.Text)
			continue
		}
		l.main.Add("mapping.fallback", p.Text)
	}
	return m
}

// readTeam judges one team, whose node may stand in a file of its own.
func readTeam(n *tree.Node, w writtenMapping, trackers []Tracker) mapping.Team {
	t, keys := mapping.Team{Create: mapping.Create(w.Create)}, teamKeys{}
	tree.Decode(n, &t, &keys)
	switch {
	case !n.IsObject():
		return mapping.Team{} // told already
	case t.Name == "":
		n.FailAt("name", "a name is missing: write name: …, as people call the team")
	case !names.Line(t.Name) || strings.ContainsAny(t.Name, "()[]{}<>|`\""): // it stands in (team: …) and in a cell
		n.FailAt("name", "a team's name must be on one line, without brackets, quotes, bars, and blanks around it: other ways to write it go under aliases")
	}
	t.Backlog, t.At = readBacklog(n, keys.Backlog, w.Defaults, trackers), n.Place()
	return t
}
