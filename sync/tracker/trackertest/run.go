package trackertest

import "testing"

// Run holds a tracker to all that followthrough believes of trackers. open
// gives a new, empty place for each test.
func Run(t *testing.T, open func(t *testing.T) Harness) {
	for _, c := range []struct {
		name string
		test func(*testing.T, Harness)
	}{
		{"create gives each item its own outcome, in order", createInOrder},
		{"one refusal leaves the others alone", createOneRefused},
		{"a call after its deadline makes nothing", createTooLate},
		{"hostile words stay words", createHostile},
		{"a preview makes nothing, and what is made is what it said", previewMakesNothing},
		{"a probe makes nothing, and is refused as one that was answered", probed},
		{"concurrent creators lose nothing", createConcurrently},
		{"changed since zero lists all of ours", changedSinceZero},
		{"nothing changed, nothing listed", changedNothing},
		{"changed lists what changed", changedLists},
		{"states and reasons come through", changedStates},
		{"another instance's items are not ours", changedForeign},
		{"a marker counts only on what we made", changedCopied},
		{"an edited marker shows, and makes nobody's item ours", changedRemarked},
		{"what can't be read is an error", changedUnreadable},
		{"a lost answer is found again", lostAnswer},
		{"get leaves out what is not there", getUnknown},
		{"a moved item keeps its id", moved},
		{"a re-worded item keeps its id", reworded},
		{"a deleted item is not listed", deleted},
		{"a second generation is an item of its own", generations},
		{"reading changes nothing", handsOff},
		{"places of backlogs are listed", placesListed},
	} {
		t.Run(c.name, func(t *testing.T) { c.test(t, open(t)) })
	}
}
