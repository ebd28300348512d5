package config

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"

	"github.com/followthrough/followthrough/config/tree"
	"github.com/followthrough/followthrough/mapping"
)

// backlog judges a team's backlog: its own keys, and the defaults' for what
// they leave out.
func (l *loader) backlog(team, own, defaults *tree.Node, trackers []Tracker) mapping.Backlog {
	name := own.Over(defaults, func(string) bool { return true }).Get("tracker")
	var kind *Tracker
	if name != nil {
		i := slices.IndexFunc(trackers, func(t Tracker) bool { return t.Name == name.Value })
		if i >= 0 {
			kind = &trackers[i]
		}
	}
	switch {
	case own != nil && !own.IsNull() && !own.IsObject():
		own.WantsKeys("tracker", "project")
	case name == nil || name.Value == "":
		team.FailAt("backlog", "names no tracker: give tracker: and project:, or tracker: none where the review's own box is the state")
	case name.Value == mapping.NoTracker:
		return noTracker(own)
	case kind == nil:
		name.Fail("%s", unknownTracker(name, trackers))
	case kind.Files != nil:
		return filesBacklog(team, own.Over(defaults, kind.inherits(defaults)), *kind)
	case kind.GitHub != nil:
		return githubBacklog(team, own.Over(defaults, kind.inherits(defaults)), *kind)
	case kind.Jira != nil:
		return jiraBacklog(team, own.Over(defaults, kind.inherits(defaults)), *kind)
	}
	return mapping.Backlog{Tracker: mapping.NoTracker}
}

func noTracker(own *tree.Node) mapping.Backlog {
	if own != nil {
		for _, k := range own.Keys {
			if k.Name != "tracker" {
				k.Fail("a backlog without a tracker has no " + k.Name + ": leave it out, or name a tracker")
			}
		}
	}
	return mapping.Backlog{Tracker: mapping.NoTracker}
}

func unknownTracker(name *tree.Node, trackers []Tracker) string {
	known := []string{mapping.NoTracker}
	for _, t := range trackers {
		if t.Name != "" {
			known = append(known, t.Name)
		}
	}
	words := "unknown tracker " + name.Quoted()
	switch near := mapping.Nearest(name.Value, known); {
	case near != "":
		return words + fmt.Sprintf(": did you mean %q?", near)
	case len(known) == 1:
		return words + ": none is configured. Name it under trackers, - name: …"
	}
	return words + ": those configured are " + strings.Join(known[1:], ", ")
}

// telling is what items of restricted reviews may say more.
func telling(all *tree.Node, words []string) mapping.Telling {
	var out mapping.Telling
	for _, word := range words {
		switch word {
		case "":
		case "title":
			out.Title = true
		case "link":
			out.Link = true
		default:
			all.Get("restricted").Fail("must be title, link, or both: [title, link]; leave it out, and items of restricted reviews say neither")
			return mapping.Telling{}
		}
	}
	return out
}

// settings is an adapter's part of a backlog in the form in which it is kept.
func settings(own any) json.RawMessage {
	out, err := json.Marshal(own)
	if err != nil {
		panic("config: settings of a backlog: " + err.Error())
	}
	return out
}

// failPart reports a mistake in a part of a backlog ("fields[0]: names no
// field") where it is written: in the team or in the defaults. What neither
// writes is the team's.
func failPart(all, team *tree.Node, wrong string) {
	part, why, _ := strings.Cut(wrong, ": ")
	end := strings.IndexAny(part, ".[")
	if end < 0 {
		end = len(part)
	}
	if v := all.Get(part[:end]); v != nil {
		v.FailAt(strings.TrimPrefix(part[end:], "."), "%s", why)
		return
	}
	team.FailAt("backlog."+part, "%s", why)
}
