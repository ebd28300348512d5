package show

import (
	"fmt"

	"github.com/followthrough/followthrough/sync/plan"
)

// NewlyRead counts what is held since nobody wrote it now: more actions are read in
// these reviews than were before, by a later version or with other settings.
type NewlyRead struct {
	Actions int `json:"actions"`
	Reviews int `json:"reviews"`
}

// Add counts what of a review, as far as it is in the scope, is held for that.
func (n *NewlyRead) Add(r plan.Review, scope plan.Scope) {
	actions := 0
	for _, k := range r.Actions {
		if k.HeldBy == plan.HeldByNewly && scope.Action(r, k) {
			actions++
		}
	}
	n.Count(actions)
}

// Count counts a review with so many of them.
func (n *NewlyRead) Count(actions int) {
	if actions > 0 {
		n.Actions, n.Reviews = n.Actions+actions, n.Reviews+1
	}
}

// Sentence says what was counted: "followthrough reads 14 more actions in 9 reviews than
// before: held until a person says yes".
func (n NewlyRead) Sentence() string {
	return fmt.Sprintf("followthrough reads %s in %s than before: held until a person says yes", Count(n.Actions, "more action"), Count(n.Reviews, "review"))
}
