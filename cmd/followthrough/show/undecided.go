package show

import (
	"fmt"

	"github.com/followthrough/followthrough/sync/plan"
	"github.com/followthrough/followthrough/sync/review"
)

// Undecided counts what the readings of reviews are not sure of.
type Undecided struct {
	// Lines may be actions and were left alone, in so many Reviews; of Asking a
	// person is asked.
	Lines   int `json:"lines"`
	Reviews int `json:"reviews"`
	Asking  int `json:"asking"`
	// NotUnderstood are the reviews of which no section was understood.
	NotUnderstood int `json:"not_understood"`
}

// Add counts a review, as far as it is in the scope: lines beyond those that are
// kept are of no team.
func (u *Undecided) Add(r plan.Review, scope plan.Scope) {
	lines := 0
	if scope.Team == "" && len(scope.Actions) == 0 {
		lines = r.MoreDoubtful
		if r.NotUnderstood {
			u.NotUnderstood++
		}
	}
	for _, k := range r.Actions {
		if !k.LeftAlone() || !scope.Action(r, k) {
			continue
		}
		lines++
		if k.WaitsForPerson() {
			u.Asking++
		}
	}
	if lines > 0 {
		u.Lines, u.Reviews = u.Lines+lines, u.Reviews+1
	}
}

// Sentences say what was counted, where there is any.
func (u Undecided) Sentences() []string {
	var out []string
	if u.Lines > 0 {
		out = append(out, fmt.Sprintf("%s, in %s: each may be an action; `(action)` or `(no action)` behind it says which",
			review.LeftAlone(u.Lines), Count(u.Reviews, "review")))
	}
	if u.NotUnderstood > 0 {
		out = append(out, Count(u.NotUnderstood, "review")+": "+review.NothingUnderstood)
	}
	return out
}
