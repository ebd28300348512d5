package plan

import (
	"cmp"
	"maps"
	"slices"
	"time"
)

// forgotten names a tracker that may hold an item of a review which the store has
// forgotten: one that was not listed whole since. "": none does. A review that bears
// no block of ours, or bore none before this store wrote it, in a source that gets
// some, was never one that had items.
func (a *admission) forgotten(r *Review) string {
	if (r.Digest == "" || a.in.Blank[r.Key]) && len(a.in.Sources[r.Source].Modes) > 0 {
		return ""
	}
	for _, name := range slices.Sorted(maps.Keys(a.in.Trackers)) {
		if a.in.Trackers[name].Unlisted {
			return name
		}
	}
	return ""
}

// recall lets an action wait until its review's other items would have come to light.
func (a *admission) recall(c candidate, name string) {
	r, k, facts := c.record, c.action, a.in.Trackers[name]
	until := facts.NotBefore
	if facts.Problem == "" && a.in.Now.Before(until) {
		a.early(name, until)
	} else {
		until = NextPass
	}
	if a.in.Request.Dry {
		a.create(r, k, c.intent, k.Reason)
		return
	}
	what := cmp.Or(facts.Problem, "it is listed until "+facts.NotBefore.UTC().Format(time.RFC3339))
	k.Reason = a.in.Memory.Why + ", and " + name + " may hold an item of this review: " + what
	wake(r, until)
}
