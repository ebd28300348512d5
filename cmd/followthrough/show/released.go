package show

import (
	"fmt"
	"time"

	"github.com/followthrough/followthrough/cmd/followthrough/terminal"
	"github.com/followthrough/followthrough/sync/plan"
	"github.com/followthrough/followthrough/sync/review"
)

// Released says what a person's yes for the scope has started: the actions that
// were released since a moment, when their items are made, and what no such yes
// covers.
func Released(e terminal.Env, records []plan.Review, scope plan.Scope, since time.Time) {
	released, soaking, held, alone := 0, 0, 0, leftAlone(records, scope)
	var first, last time.Time
	for _, r := range records {
		for _, k := range r.Actions {
			if k.Released.Before(since.Truncate(time.Microsecond)) {
				continue
			}
			released++
			if k.State == review.Held {
				held++
			}
			if k.State != review.Soaking {
				continue
			}
			if soaking++; soaking == 1 || k.Until.Before(first) {
				first = k.Until
			}
			if k.Until.After(last) {
				last = k.Until
			}
		}
	}
	text := "Released: " + Count(released, "action") + "."
	if released == 0 {
		text = nothingReleased(alone)
	}
	if soaking > 0 {
		text += " " + soak(soaking, first, last)
	}
	if held > 0 {
		text += fmt.Sprintf(" Still held: %d, for the reason above.", held)
	}
	if alone > 0 {
		text += " " + review.LeftAlone(alone) + ": what may be no action takes a yes of its own, `followthrough sync REVIEW ACTION --yes`, or `(action)` or `(no action)` behind it."
	}
	fmt.Fprintln(e.Err, terminal.Wrap(e.Moments(text), e.Width, ""))
}

// leftAlone counts the scope's lines that may be no action.
func leftAlone(records []plan.Review, scope plan.Scope) int {
	n := 0
	for _, r := range records {
		for _, k := range r.Actions {
			if k.LeftAlone() && scope.Action(r, k) {
				n++
			}
		}
	}
	return n
}

// nothingReleased says why, unless lines that were left alone do.
func nothingReleased(alone int) string {
	if alone > 0 {
		return "Nothing was released."
	}
	return "Nothing was released: nothing there waits for a yes."
}

// soak says from when on the items of soaking actions are made.
func soak(n int, first, last time.Time) string {
	is, moment := "%d soak", first.UTC().Format(time.RFC3339)
	if n == 1 {
		is = "%d soaks"
	}
	if until := last.UTC().Format(time.RFC3339); until != moment {
		moment += " to " + until
	}
	return fmt.Sprintf(is+" until %s, then items are made (--now does not wait).", n, moment)
}
