package plan

import (
	"cmp"
	"slices"
	"time"
)

// Early are the items of one tracker that would be made now, were the store not
// so new that it may have forgotten some of them: until then they are looked for.
type Early struct {
	Tracker string
	Items   int
	Until   time.Time
}

// early counts an item that comes too early, by tracker in the order of the
// alphabet.
func (a *admission) early(tracker string, until time.Time) {
	i, known := slices.BinarySearchFunc(a.plan.Early, tracker, func(e Early, name string) int { return cmp.Compare(e.Tracker, name) })
	if !known {
		a.plan.Early = slices.Insert(a.plan.Early, i, Early{Tracker: tracker, Until: until})
	}
	a.plan.Early[i].Items++
}
