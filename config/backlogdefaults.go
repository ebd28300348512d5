package config

import (
	"slices"

	"github.com/followthrough/followthrough/config/tree"
)

// inherits tells which defaults count for backlogs in this tracker: those that
// its kind takes. A project is one of the tracker that the defaults name, and
// of no other.
func (t Tracker) inherits(defaults *tree.Node) func(name string) bool {
	var names []string
	for _, shape := range t.backlogTakes() {
		names = append(names, tree.KeysOf(shape)...)
	}
	return func(name string) bool {
		if name == "project" && defaults.Has("tracker") && defaults.TextOf("tracker") != t.Name {
			return false
		}
		return slices.Contains(names, name)
	}
}

// checkDefaults reports the defaults that backlogs in none of the trackers
// take. What one of them takes is no mistake for teams in another.
func (l *loader) checkDefaults(defaults *tree.Node, trackers []Tracker) {
	if defaults == nil {
		return
	}
	if len(trackers) == 0 {
		trackers = []Tracker{{}}
	}
	var shapes []any
	for _, t := range trackers {
		shapes = append(shapes, t.backlogLacks())
	}
	for _, t := range trackers {
		shapes = append(shapes, t.backlogTakes()...)
	}
	tree.Decode(defaults, shapes...)
}
