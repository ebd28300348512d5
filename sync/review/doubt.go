package review

import (
	"fmt"
	"slices"
)

// Doubtful tells whether the line may be no action, and nobody has said yet
// which it is. An answer that only an action has says that it is one.
func (a Action) Doubtful() bool {
	answered := a.Answer.Action || a.Answer.NoAction || a.Answer.Separate || a.Answer.Same != ""
	return a.Doubt != "" && !answered
}

// Certain are the review's actions but for those that may be none, or that a
// person called none.
func (r Review) Certain() []Action {
	return slices.DeleteFunc(slices.Clone(r.Actions), func(a Action) bool { return a.Doubtful() || a.Answer.NoAction })
}

// LeftAlone is how many lines may be actions.
func (r Review) LeftAlone() int {
	n := r.MoreDoubtful
	for _, a := range r.Actions {
		if a.Doubtful() {
			n++
		}
	}
	return n
}

// MayBeNone begins the reason of a doubtful line.
const MayBeNone = "may be no action"

// DoubtWords say of a doubtful line what answers it, and why it is one.
func (a Action) DoubtWords() string {
	return MayBeNone + ": write `(action)` or `(no action)` behind it (" + a.Doubt + ")"
}

// LeftAlone says how many lines were left alone: "2 lines left alone".
func LeftAlone(lines int) string {
	if lines == 1 {
		return "1 line left alone"
	}
	return fmt.Sprintf("%d lines left alone", lines)
}

// NothingUnderstood is said of a document of which no section was understood.
const NothingUnderstood = "no section of it was understood, its language included"
