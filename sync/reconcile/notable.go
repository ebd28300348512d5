package reconcile

import (
	"cmp"

	"github.com/followthrough/followthrough/sync/plan"
	"github.com/followthrough/followthrough/sync/review"
)

// Word is what happened, as people read it: what the log of the store calls it is
// kept for programs.
func Word(e plan.Event) string {
	words := map[string]string{
		"first read": "read", "reported": "wrote", "not reported": "not written", "adopted": "found", "refused as a whole": "refused",
		"not read as an action": "no action", "not found again": "unclear", "item moved": "moved",
	}
	return cmp.Or(words[e.What], review.State(e.What).Words())
}

// Notable tells whether somebody who watches is told of an event: not of the steps on the
// way to what is.
func Notable(e plan.Event) bool {
	switch e.What {
	case "made", "adopted", "reported", "proposed", "not reported", "re-worded", "came back", "taken out", "unreadable",
		"moved", "item moved", "gone", "is back", "taken back", "published again", "restricted", "not restricted", plan.EventReleased:
		return true
	}
	switch review.State(e.What) {
	case review.Open, review.InProgress, review.Done, review.Declined, review.Missing, review.Withdrawn,
		review.Unrouted, review.Held, review.Blocked:
		return true
	}
	return false
}
