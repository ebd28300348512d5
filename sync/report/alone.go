package report

import (
	"fmt"
	"slices"
	"strings"
)

// LeftAlone counts what the readings of reviews are not sure of.
type LeftAlone struct {
	// Lines may be actions, in so many Reviews; of Asking a person is asked.
	Lines   int `json:"lines"`
	Reviews int `json:"reviews"`
	Asking  int `json:"asking"`
	// NotUnderstood are the reviews of which no section was understood.
	NotUnderstood int `json:"not_understood"`
}

// What holds a line that may be no action, as the store writes it.
const (
	heldByDoubt    = "doubt"
	heldByOldDoubt = "old doubt"
)

// mayBeNone tells whether an action may be none.
func (a Action) mayBeNone() bool { return a.HeldBy == heldByDoubt || a.HeldBy == heldByOldDoubt }

// apart sets apart the actions that may be none: no figure of actions has them.
func (r *Review) apart() {
	if !slices.ContainsFunc(r.Actions, Action.mayBeNone) {
		return
	}
	var certain []Action
	for _, a := range r.Actions {
		if a.mayBeNone() {
			r.alone = append(r.alone, a)
		} else {
			certain = append(certain, a)
		}
	}
	r.Actions = certain
}

func (l *LeftAlone) add(r Review) {
	if n := len(r.alone) + r.MoreDoubtful; n > 0 {
		l.Lines, l.Reviews = l.Lines+n, l.Reviews+1
	}
	for _, a := range r.alone {
		if a.HeldBy == heldByDoubt {
			l.Asking++
		}
	}
	if r.NotUnderstood {
		l.NotUnderstood++
	}
}

// Words is "3 lines in 2 reviews, 1 review not understood"; "": there is none.
func (l LeftAlone) Words() string {
	var parts []string
	if l.Lines > 0 {
		parts = append(parts, Count(l.Lines, "line")+" in "+Count(l.Reviews, "review")+" that may be actions")
	}
	if l.NotUnderstood > 0 {
		parts = append(parts, fmt.Sprintf("%s of which no section was understood", Count(l.NotUnderstood, "review")))
	}
	return strings.Join(parts, ", ")
}
