package github

import "strings"

// The steps of a creation that its request can't carry, or that it lost, as
// Outcome.Left names them: the first word says which, the rest is for people.
const (
	stepParent    = "parent"    // parent acme/pay#100
	stepProject   = "project"   // project 42, its fields included
	stepLabels    = "labels"    // labels reliability, post-mortem
	stepMilestone = "milestone" // milestone Q4
	stepType      = "type"      // type Task
)

// kindOf is which step a name of one means.
func kindOf(step string) string {
	kind, _, _ := strings.Cut(step, " ")
	return kind
}

// parent is the issue under which those of this backlog go.
func (b Backlog) parent(repo string) (ref, bool) {
	if strings.HasPrefix(b.Parent, "#") {
		return parseRef(repo + b.Parent)
	}
	return parseRef(b.Parent)
}
