package config

import (
	"encoding/json"
	"fmt"
	"path"
	"path/filepath"
	"slices"
	"strings"

	"github.com/bmatcuk/doublestar/v4"

	"github.com/followthrough/followthrough/mapping"
	"github.com/followthrough/followthrough/sync/tracker/files"
)

// mapping builds the mapping and reports its mistakes where they stand.
func (l *loader) mapping(s mappingShape, trackers []Tracker) *mapping.Mapping {
	l.main.choice("mapping.create", s.Create, "auto", "ask", "off")
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
		n := l.main.at(fmt.Sprintf("mapping.rules[%d]", i))
		rule := mapping.Rule{When: r.When.when(), Team: r.Team, At: n.place()}
		l.places[rule.At] = n
		if r.Team == "" {
			n.failAt("team", "is missing: name the team that takes what matches")
			continue
		}
		rules = append(rules, rule)
	}
	m, wrong := mapping.New(teams, rules, s.Fallback)
	for _, p := range append(wrong, m.CheckSilos()...) {
		if n := l.places[p.At]; n != nil {
			n.failAt(p.Part, "%s", p.Text)
			continue
		}
		l.main.add("mapping.fallback", p.Text)
	}
	return m
}

// place is where n stands, in a form that mapping hands back.
func (n *node) place() string { return fmt.Sprintf("%s:%d:%d", n.doc.name, n.line, n.column) }

// include reads the files that hold one team each, in the order of their
// names.
func (l *loader) include(globs []string) []*node {
	var teams []*node
	for i, g := range globs {
		at := fmt.Sprintf("mapping.include[%d]", i)
		names, err := doublestar.FilepathGlob(filepath.Join(filepath.Dir(l.main.name), filepath.FromSlash(g)), doublestar.WithFilesOnly())
		if filepath.IsAbs(g) {
			names, err = doublestar.FilepathGlob(g, doublestar.WithFilesOnly())
		}
		switch {
		case err != nil:
			l.main.add(at, "this glob can't be read")
		case len(names) == 0:
			l.main.add(at, "no file is there")
		}
		slices.Sort(names)
		for _, name := range names {
			if slices.Contains(l.problems.files, name) {
				continue
			}
			d := readDocument(name, "this file is empty: it holds one team, with name: and backlog:", l.problems)
			l.included = append(l.included, d)
			if d.root.kind == object {
				teams = append(teams, d.root)
			}
		}
	}
	return teams
}

// team judges one team, whose node may stand in a file of its own.
func (l *loader) team(n *node, s mappingShape, trackers []Tracker) mapping.Team {
	shape := teamShape{Create: s.Create}
	decode(n, &shape)
	if n.has("create") {
		n.doc.choice(join(n.path, "create"), shape.Create, "auto", "ask", "off")
	}
	switch {
	case shape.Name == "":
		n.failAt("name", "a name is missing")
	case !validTeamName(shape.Name):
		n.failAt("name", "a team wants a name on one line, without brackets and bars")
	}
	return mapping.Team{
		Name: shape.Name, Formerly: shape.Formerly, Aliases: shape.Aliases, Members: shape.Members,
		Services: shape.Services, Create: mapping.Create(shape.Create),
		Backlog: l.backlog(n, shape.Backlog, s.Defaults, trackers), At: n.place(),
	}
}

// validTeamName tells whether a name can stand in (team: …) and in a cell.
func validTeamName(name string) bool {
	return printable(name) && !strings.ContainsAny(name, "()[]{}<>|`\"")
}

// backlog judges a team's backlog: its own keys, and the defaults' for what
// they leave out.
func (l *loader) backlog(team, own, defaults *node, trackers []Tracker) mapping.Backlog {
	all := own.over(defaults)
	name := all.get("tracker")
	var kind *Tracker
	if name != nil {
		i := slices.IndexFunc(trackers, func(t Tracker) bool { return t.Name == name.value })
		if i >= 0 {
			kind = &trackers[i]
		}
	}
	switch {
	case own != nil && own.kind != null && own.kind != object:
		own.wants(kindWords[object])
	case name == nil || name.value == "":
		team.failAt("backlog", "names no tracker: give tracker: and project:, or tracker: none where the review's own box is the state")
	case name.value == mapping.NoTracker:
		return noTracker(own)
	case kind == nil:
		name.fail("%s", unknownTracker(name, trackers))
	case kind.Files != nil:
		return filesBacklog(team, all, kind.Name)
	}
	return mapping.Backlog{Tracker: mapping.NoTracker}
}

// over is n with the keys of defaults for what it does not say.
func (n *node) over(defaults *node) *node {
	out := &node{kind: object}
	if n != nil && n.kind == object {
		out = &node{kind: object, doc: n.doc, path: n.path, line: n.line, column: n.column}
		out.keys = slices.Clone(n.keys)
	}
	if defaults == nil {
		return out
	}
	for _, k := range defaults.keys {
		if out.get(k.name) == nil {
			out.keys = append(out.keys, k)
		}
	}
	return out
}

func noTracker(own *node) mapping.Backlog {
	if own != nil {
		for _, k := range own.keys {
			if k.name != "tracker" {
				k.fail("a backlog without a tracker has no " + k.name)
			}
		}
	}
	return mapping.Backlog{Tracker: mapping.NoTracker}
}

func unknownTracker(name *node, trackers []Tracker) string {
	known := []string{mapping.NoTracker}
	for _, t := range trackers {
		known = append(known, t.Name)
	}
	words := "unknown tracker " + name.quoted()
	if near := mapping.Nearest(name.value, known); near != "" {
		words += fmt.Sprintf(": did you mean %q?", near)
	}
	return words
}

// filesBacklog judges a backlog that is a file.
func filesBacklog(team, all *node, tracker string) mapping.Backlog {
	var shape backlogShape
	var own files.Backlog
	decode(all, &shape, &own, &filesLacks{})
	project := path.Clean(filepath.ToSlash(shape.Project))
	switch {
	case shape.Project == "":
		team.failAt("backlog", "names no project: the file that holds this backlog, such as %s.md", orDefault(team.textOf("name"), "team"))
	case !filepath.IsLocal(shape.Project) || !printable(shape.Project):
		all.get("project").fail("leads outside the tracker's folder: name a file below it")
	case strings.HasPrefix(project, ".") && project != "." || strings.Contains(project, "/."):
		all.get("project").fail("files and folders whose names begin with a dot are not read: choose another name")
	case project == "." || strings.HasSuffix(shape.Project, "/"):
		all.get("project").fail("this is a folder: name a file")
	}
	if shape.Restricted != "" && shape.Restricted != "title" {
		all.get("restricted").fail("wants title, or nothing")
	}
	settings, err := json.Marshal(own)
	if err != nil {
		panic("config: settings of a files backlog: " + err.Error())
	}
	return mapping.Backlog{
		Tracker: tracker, Project: project, Settings: settings, Apart: apart(own),
		Silo: shape.Silo, Restricted: shape.Restricted,
	}
}

// apart is what tells a files backlog from others in its file: the section
// that is taken by default tells nothing, whether it is written or not.
func apart(own files.Backlog) string {
	if strings.EqualFold(strings.TrimSpace(own.Apart()), "backlog") {
		return ""
	}
	return own.Apart()
}

// textOf is the text of a key; "": it has none.
func (n *node) textOf(name string) string {
	if v := n.get(name); v != nil {
		return v.value
	}
	return ""
}
