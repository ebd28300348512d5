package tracker

import (
	"context"

	"github.com/followthrough/followthrough/internal/finding"
)

// Checker is a tracker that can be asked, without a change, whether items would
// be accepted and seen.
type Checker interface {
	// Check begins a check: all is read anew, and what backlogs share once.
	Check() Check
}

// Check is one check of a tracker, by one goroutine.
type Check interface {
	// Site tells what is so for all backlogs. Where something is wrong there no
	// backlog needs to be asked.
	Site(ctx context.Context) finding.List
	// Backlog tells whether an item with just the configured fields would be
	// accepted and seen.
	Backlog(ctx context.Context, b Backlog, use Use) finding.List
}

// Use is what a team makes of its backlog, beyond what is the same on all items.
type Use struct {
	// Silo is why the project is the team's normal work although its name says
	// that it is for incidents; "": it gives no reason.
	Silo string
	// Priorities are those that items may be given, and Due says that they may
	// get a due date.
	Priorities []string
	Due        bool
}

// CheckBacklog checks one backlog alone.
func CheckBacklog(ctx context.Context, c Checker, b Backlog, use Use) finding.List {
	check := c.Check()
	found := check.Site(ctx)
	if !found.AnyWrong() {
		found = append(found, check.Backlog(ctx, b, use)...)
	}
	return found
}
