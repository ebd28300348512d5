package reconcile

import (
	"time"

	"github.com/followthrough/followthrough/internal/metrics"
	"github.com/followthrough/followthrough/sync/plan"
)

// count tells the figures of a pass. What waits is no step: the gauges of
// actions have it.
func (r *Reconciler) count(began time.Time, o Outcome, err error) {
	ended := r.Now()
	switch {
	case err != nil && r.busy(err):
		r.Metrics.Pass(metrics.Busy, began, ended)
		return
	case err != nil:
		r.Metrics.Pass(metrics.Failed, began, ended)
		return
	}
	r.Metrics.Pass(metrics.Done, began, ended)
	r.Metrics.Documents(o.Opened)
	for _, d := range o.Steps {
		if d.Op != plan.OpWait {
			r.Metrics.Step(string(d.Op), string(d.Result))
		}
	}
	r.countPlaces(o, ended)
}

// countPlaces tells which sources and trackers could be read.
func (r *Reconciler) countPlaces(o Outcome, at time.Time) {
	failed, late := map[string]bool{}, map[string]bool{}
	for _, f := range o.Failures {
		failed[named(f)] = true
	}
	for _, l := range o.Late {
		late[lateName(l)] = true
		failed[lateName(l)] = at.Sub(l.Since) >= overdue
	}
	tell := func(s metrics.Sort, name string) {
		switch key := string(s) + " " + name; {
		case failed[key]:
			r.Metrics.Unread(s, name)
		case !late[key]:
			r.Metrics.Read(s, name, at)
		}
	}
	for _, s := range r.Gatherer.Sources {
		tell(metrics.Source, s.Name)
	}
	for _, t := range r.Gatherer.Trackers {
		tell(metrics.Tracker, t.Name)
	}
}
