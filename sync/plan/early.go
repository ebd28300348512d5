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
func (p *planner) early(tracker string, until time.Time) {
	i, known := slices.BinarySearchFunc(p.plan.Early, tracker, func(e Early, name string) int { return cmp.Compare(e.Tracker, name) })
	if !known {
		p.plan.Early = slices.Insert(p.plan.Early, i, Early{Tracker: tracker, Until: until})
	}
	p.plan.Early[i].Items++
}
