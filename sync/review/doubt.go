package review

import "fmt"

// Doubtful tells whether the line may be no action, and nobody has said yet
// which it is. An answer that only an action has says that it is one.
func (a Action) Doubtful() bool {
	answered := a.Answer.Action || a.Answer.NoAction || a.Answer.Separate || a.Answer.Same != ""
	return a.Doubt != "" && !answered
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
