package show

import (
	"cmp"

	"github.com/followthrough/followthrough/sync/review"
)

// eventWord is an event as people read it: what the log of the store calls it is
// kept for programs.
func eventWord(what string) string {
	words := map[string]string{
		"first read": "read", "reported": "wrote", "not reported": "not written", "adopted": "found", "refused as a whole": "refused",
		"not read as an action": "no action", "not found again": "unclear",
	}
	return cmp.Or(words[what], review.State(what).Words())
}
