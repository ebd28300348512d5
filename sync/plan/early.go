package plan

import (
	"cmp"
	"slices"
	"time"
)

// Memory is since when the store is known to have forgotten nothing.
type Memory struct {
	Since time.Time
	// Why is what happened then, in words that a sentence may begin with.
	Why string
	// Advice is what would save the wait another time; "": nothing.
	Advice string
}

// Early are the items of one tracker that would be made now, were it sure that the
// store has forgotten none of them: until then they are looked for.
type Early struct {
	Tracker string
	Items   int
	Until   time.Time
	Memory  Memory
}

// early counts an item that comes too early, by tracker in the order of the
// alphabet.
func (a *admission) early(tracker string, until time.Time) {
	i, known := slices.BinarySearchFunc(a.plan.Early, tracker, func(e Early, name string) int { return cmp.Compare(e.Tracker, name) })
	if !known {
		a.plan.Early = slices.Insert(a.plan.Early, i, Early{Tracker: tracker, Until: until, Memory: a.in.Memory})
	}
	a.plan.Early[i].Items++
}
