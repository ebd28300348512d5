package report

import (
	"time"

	"github.com/followthrough/followthrough/sync/review"
)

// Open is what the teams have before them: the actions that are open or in
// progress, the oldest review first.
type Open struct {
	Actions int
	First   []Waiting
}

// mostOpen is how many open actions are told by name.
const mostOpen = 100

// open are the actions that are open; the reviews stand in the order of time.
func open(reviews []Review, o Options) (out Open) {
	for i := range reviews {
		r := &reviews[i]
		for j := range r.Actions {
			a := &r.Actions[j]
			if a.State != review.Open && a.State != review.InProgress {
				continue
			}
			if out.Actions++; out.Actions <= o.most(mostOpen) {
				out.First = append(out.First, o.waiting(r, a))
			}
		}
	}
	return out
}

// most is how many actions of a list are named, by itself or as was asked for.
func (o Options) most(usual int) int {
	if o.Most > 0 {
		return o.Most
	}
	return usual
}

// daysAt are the whole days since the review's publication.
func (r Review) daysAt(now time.Time) int {
	day := r.day()
	if day.IsZero() {
		return 0
	}
	return max(0, int(now.Sub(day).Hours()/24))
}
