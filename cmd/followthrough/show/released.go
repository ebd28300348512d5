package show

import (
	"fmt"
	"time"

	"github.com/followthrough/followthrough/cmd/followthrough/terminal"
	"github.com/followthrough/followthrough/sync/plan"
	"github.com/followthrough/followthrough/sync/review"
)

// Released says what a person's yes has started: the actions that were released
// since a moment, and when their items are made.
func Released(e terminal.Env, records []plan.Review, since time.Time) {
	released, soaking, held := 0, 0, 0
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
		text = "Nothing was released: nothing there waits for a yes."
	}
	if soaking > 0 {
		text += " " + soak(soaking, first, last)
	}
	if held > 0 {
		text += fmt.Sprintf(" Still held: %d, for the reason above.", held)
	}
	fmt.Fprintln(e.Err, terminal.Wrap(e.Moments(text), e.Width, ""))
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
