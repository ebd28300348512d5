package config

import (
	"fmt"
	"strings"
)

// failKey reports what an adapter says of its part of n, which stands below
// the key part: "url: wants https".
func (n *node) failKey(part, wrong string) {
	key, why, found := strings.Cut(wrong, ": ")
	if !found {
		n.failAt(part, "%s", wrong)
		return
	}
	n.failAt(part+"."+key, "%s", why)
}

// failPart reports a mistake in a part of a backlog ("fields[0]: names no
// field") where it is written: in the team or in the defaults. What neither
// writes is the team's.
func (all *node) failPart(team *node, wrong string) {
	part, why, _ := strings.Cut(wrong, ": ")
	end := strings.IndexAny(part, ".[")
	if end < 0 {
		end = len(part)
	}
	if v := all.get(part[:end]); v != nil {
		v.failAt(strings.TrimPrefix(part[end:], "."), "%s", why)
		return
	}
	team.failAt("backlog."+part, "%s", why)
}

// printables reports those of a list that can't stand on a line.
func (n *node) printables(part string, names []string, what string) {
	for i, name := range names {
		if !printable(name) {
			n.failAt(fmt.Sprintf("%s[%d]", part, i), "wants %s, on one line", what)
		}
	}
}
