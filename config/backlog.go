package config

import (
	"encoding/json"
	"fmt"
	"path"
	"path/filepath"
	"slices"
	"strings"

	"github.com/followthrough/followthrough/mapping"
	"github.com/followthrough/followthrough/sync/tracker/files"
)

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
