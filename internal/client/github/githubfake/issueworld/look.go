package issueworld

import (
	"maps"
	"slices"
)

// All are all issues and pull requests that are there, as made.
func (w *World) All() []Issue { return w.Filter(Issue.There) }

// Created are all issues that were ever made by requests: deleted ones too,
// and transferred ones once, as they are now.
func (w *World) Created() []Issue {
	return w.Filter(func(i Issue) bool { return i.OverHTTP && i.Pull == nil && i.MovedTo == 0 })
}

// Holding are the issues made by requests whose body holds the text, deleted
// ones too: more than one is a duplicate.
func (w *World) Holding(text string) []Issue {
	return slices.DeleteFunc(w.Created(), func(i Issue) bool { return !i.Holds(text) })
}

// Repeated are the marks that more than one issue made by a request bears,
// sorted: duplicates. mark gives an issue's mark; "": it has none.
func (w *World) Repeated(mark func(Issue) string) []string {
	times := map[string]int{}
	for _, i := range w.Created() {
		if m := mark(i); m != "" {
			times[m]++
		}
	}
	maps.DeleteFunc(times, func(_ string, n int) bool { return n == 1 })
	return slices.Sorted(maps.Keys(times))
}
