package writeback

import (
	"slices"
	"strings"

	"github.com/followthrough/followthrough/sync/review"
	"github.com/followthrough/followthrough/sync/source/actions/words"
)

// prefilledTicket tells whether a cell for a ticket holds only what a template or
// its author put there for want of one: "TBD", "n/a", "-". An "x" is a mark.
func prefilledTicket(shown string) bool {
	return !strings.EqualFold(shown, "x") && isEmptyWords(shown) || prefilledState(shown)
}

// prefilledState tells whether a cell for a state says no more than that nothing
// has happened yet: "Open", "To do", "TBD", "n/a", "-".
func prefilledState(shown string) bool {
	shown = strings.Trim(shown, " *_`")
	if state, rest, ok := words.State(shown); ok {
		return state == review.Open && rest == "" && !slices.Contains(decided, strings.ToLower(shown))
	}
	return words.YesNo(shown) == "" && isEmptyWords(shown)
}

// isEmptyWords: the cell holds words, no link or tag among them, and they say
// nothing.
func isEmptyWords(shown string) bool {
	return shown != "" && !strings.Contains(shown, "](") && !strings.ContainsAny(shown, "<{") && words.IsPlaceholder(shown)
}

// decided are states of open actions in which somebody put them: they stay.
var decided = []string{"blocked", "deferred", "postponed", "on hold", "waiting", "failed", "scheduled", "assigned", "❌", ":x:", "en attente"}

// saysState tells whether a cell says what we would, in words of its own.
func saysState(shown string, state review.State) bool {
	said, rest, ok := words.State(strings.Trim(shown, " *_`"))
	return ok && rest == "" && said == state
}
