package upgradetest

import (
	"regexp"
	"slices"
	"strings"

	"github.com/followthrough/followthrough/sync/review"
)

// prefilledRE is a cell for a state of which its author decided nothing, and stateRE
// what this version puts in its place.
var (
	prefilledRE = regexp.MustCompile(`(?i)^(?:open|to ?do|tbd|n/a|-)$`)
	stateRE     = regexp.MustCompile(`^(?:open|in progress|done|declined|missing)$`)
)

// asPrefilled is a review as it is now, with the cells as they were that held no state
// of their author's and hold the one of an action's item now. Only rows of an action
// that has its item are looked at, and only one cell of each may be otherwise.
func (v *verdict) asPrefilled(name, was, is string) string {
	old, now := strings.Split(was, "\n"), strings.Split(is, "\n")
	if len(old) != len(now) {
		return is
	}
	for i := range now {
		if old[i] != now[i] && stateFilled(old[i], now[i]) && v.rowOfItem(name, now[i]) {
			now[i] = old[i]
		}
	}
	return strings.Join(now, "\n")
}

// stateFilled tells whether two rows differ in nothing but one such cell.
func stateFilled(was, is string) bool {
	a, b := strings.Split(was, "|"), strings.Split(is, "|")
	if len(a) < 3 || len(a) != len(b) {
		return false
	}
	filled := 0
	for i := range a {
		if a[i] == b[i] {
			continue
		}
		if !prefilledRE.MatchString(strings.TrimSpace(a[i])) || !stateRE.MatchString(strings.TrimSpace(b[i])) {
			return false
		}
		filled++
	}
	return filled == 1
}

// rowOfItem tells whether a row holds the title of an action that has an item, in the
// state that the row says.
func (v *verdict) rowOfItem(name, row string) bool {
	cells := strings.Split(row, "|")
	for id, a := range v.now {
		of, _, _ := strings.Cut(id, " ")
		if of != name || a.Item.Key == "" {
			continue
		}
		state := strings.ReplaceAll(a.State, "_", " ")
		has := func(words string) bool {
			return slices.ContainsFunc(cells, func(c string) bool { return review.Normalise(c) == review.Normalise(words) })
		}
		if has(a.Title) && has(state) {
			return true
		}
	}
	return false
}
