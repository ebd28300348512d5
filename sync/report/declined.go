package report

import (
	"cmp"
	"maps"
	"slices"
)

// Reason is why actions were declined, and how many.
type Reason struct {
	Text    string `json:"reason"`
	Actions int    `json:"actions"`
}

// mostReasons is how many different reasons are told; the rest is one.
const mostReasons = 20

// What is said where there is no reason to tell.
const (
	noReason         = "no reason given"
	restrictedReason = "of a restricted review"
	otherReasons     = "other reasons"
)

func reasonOf(r *Review, a *Action, o Options) string {
	switch {
	case r.Restricted:
		return restrictedReason
	case a.Reason == "":
		return noReason
	}
	return o.words(a.Reason)
}

// reasons are the most frequent ones first: decisions are not ranked by it,
// but common causes are worth seeing.
func reasons(counted map[string]int) []Reason {
	var out []Reason
	for _, text := range slices.Sorted(maps.Keys(counted)) {
		out = append(out, Reason{text, counted[text]})
	}
	slices.SortStableFunc(out, func(a, b Reason) int { return cmp.Compare(b.Actions, a.Actions) })
	if len(out) <= mostReasons {
		return out
	}
	rest := Reason{Text: otherReasons}
	for _, r := range out[mostReasons-1:] {
		rest.Actions += r.Actions
	}
	return append(out[:mostReasons-1], rest)
}
