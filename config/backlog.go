package config

import (
	"encoding/json"
	"fmt"
	"slices"

	"github.com/followthrough/followthrough/mapping"
)

// backlog judges a team's backlog: its own keys, and the defaults' for what
// they leave out.
func (l *loader) backlog(team, own, defaults *node, trackers []Tracker) mapping.Backlog {
	name := own.over(defaults, func(string) bool { return true }).get("tracker")
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
		return filesBacklog(team, own.over(defaults, kind.inherits(defaults)), *kind)
	case kind.Jira != nil:
		return jiraBacklog(team, own.over(defaults, kind.inherits(defaults)), *kind)
	}
	return mapping.Backlog{Tracker: mapping.NoTracker}
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

// checkRestricted judges whether items of restricted reviews may say more.
func checkRestricted(all *node, word string) {
	if word != "" && word != "title" {
		all.get("restricted").fail("wants title, or nothing")
	}
}

// settings is an adapter's part of a backlog in the form in which it is kept.
func settings(own any) json.RawMessage {
	out, err := json.Marshal(own)
	if err != nil {
		panic("config: settings of a backlog: " + err.Error())
	}
	return out
}

// textOf is the text of a key; "": it has none.
func (n *node) textOf(name string) string {
	if v := n.get(name); v != nil {
		return v.value
	}
	return ""
}
