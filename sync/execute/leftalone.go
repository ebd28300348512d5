package execute

import (
	"fmt"
	"maps"
	"slices"
	"time"

	"github.com/followthrough/followthrough/sync/plan"
	"github.com/followthrough/followthrough/sync/tracker"
)

// InSource is how a source is called where it is remembered who wants to be left
// alone: a tracker may have the same name.
func InSource(name string) string { return "source " + name }

// Rest says of a tracker or a source, the other is "", until when nothing is made or
// written in it since it wants to be left alone; zero: that may be.
type Rest struct {
	Tracker, Source string
	Until           time.Time
}

// LeftAlone tells of all trackers and sources whether they want to be left alone, by
// name. What they wanted counts until something was made or written.
func (x *Executor) LeftAlone() (out []Rest) {
	for _, name := range slices.Sorted(maps.Keys(x.Trackers)) {
		out = append(out, Rest{Tracker: name, Until: x.Backoff.Until(name, tracker.Making)})
	}
	for _, name := range slices.Sorted(maps.Keys(x.Sources)) {
		out = append(out, Rest{Source: name, Until: x.Backoff.Until(InSource(name), tracker.Making)})
	}
	return out
}

// rests keeps from a source that wants to be left alone what would be written into
// it; false: it may be written to.
func (x *execution) rests(all []writing) bool {
	name := all[0].Source
	until := x.Backoff.Until(InSource(name), tracker.Making)
	if !x.Now().Before(until) {
		return false
	}
	for _, w := range all {
		x.leftAlone(w, until, fmt.Errorf("%s is not written to before %s", name, until.UTC().Format(time.RFC3339)))
	}
	return true
}

// leftAlone notes that a document is written to when its source may be asked again:
// it is not what the review lacks.
func (x *execution) leftAlone(w writing, until time.Time, err error) {
	r, c := w.review, plan.Changes{}
	x.Backoff.Extend(InSource(r.Source), tracker.Making, until)
	requeue(r, until)
	x.note(w.step, ResultWaiting, err)
	if problem := fmt.Sprintf("report to %s: the source asks to be left alone for a while", r); r.Problem != problem {
		r.Problem = problem
		c.Events = append(c.Events, x.event(r, nil, "not reported", plan.WithoutPath(r.Problem, r.Path, r.LogName())))
	}
	c.Reviews = []plan.Review{*r}
	x.write(c)
}
