package config

import "slices"

// inherits tells which defaults count for backlogs in this tracker: those that
// its kind takes. A project is one of the tracker that the defaults name, and
// of no other.
func (t Tracker) inherits(defaults *node) func(name string) bool {
	var names []string
	for _, shape := range t.backlogTakes() {
		for _, f := range fieldsOf(shape) {
			names = append(names, f.name)
		}
	}
	return func(name string) bool {
		if name == "project" && defaults.has("tracker") && defaults.textOf("tracker") != t.Name {
			return false
		}
		return slices.Contains(names, name)
	}
}

// over is n with the keys of defaults for what it does not say, as far as
// they count for it.
func (n *node) over(defaults *node, counts func(name string) bool) *node {
	out := &node{kind: object}
	if n != nil && n.kind == object {
		out = &node{kind: object, doc: n.doc, path: n.path, line: n.line, column: n.column}
		out.keys = slices.Clone(n.keys)
	}
	if defaults == nil {
		return out
	}
	for _, k := range defaults.keys {
		if out.get(k.name) == nil && counts(k.name) {
			out.keys = append(out.keys, k)
		}
	}
	return out
}

// checkDefaults reports the defaults that backlogs in none of the trackers
// take. What one of them takes is no mistake for teams in another.
func (l *loader) checkDefaults(defaults *node, trackers []Tracker) {
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
	decode(defaults, shapes...)
}
