package actions

import (
	"github.com/followthrough/followthrough/sync/review"
	"github.com/followthrough/followthrough/sync/source/actions/evidence"
)

// A checklist has so many boxes at least, below so many labels.
const (
	minSteps      = 10
	minStepLabels = 3
)

// checklist tells whether the document is gone through step by step, as a runbook or a
// drill is: many boxes stand below several labels, none of which announces actions, none
// has an owner or a day, and nothing else is or may be an action by its label. What a
// person answered, or what got an item, counts as before, so that it changes no other line.
func (r *reader) checklist(all []candidate) bool {
	steps, labels, seen := 0, map[string]bool{}, map[*label]bool{}
	for i := range all {
		c := &all[i]
		answered := c.Answer.Action || c.Answer.NoAction
		switch {
		case c.evidence.Announced:
			if c.verdict(r.set) != evidence.None {
				return false
			}
		case !c.boxed():
		case !answered && (c.Owner != "" || c.Due != ""):
			return false // somebody keeps track of boxes here
		case c.section != nil && c.section.node != nil:
			steps++
			if !seen[c.section] { // a label may be as long as the document
				seen[c.section], labels[review.Normalise(c.section.text)] = true, true
			}
		}
	}
	return steps >= minSteps && len(labels) >= minStepLabels
}

// isStep tells whether the line is one of a checklist's steps: such a box is not asked
// about on its own.
func (c *candidate) isStep() bool {
	return !c.evidence.Announced && c.boxed() && c.Ticket == nil && !c.linked && !c.worded
}
