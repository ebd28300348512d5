package ledger

import (
	"time"

	"github.com/followthrough/followthrough/sync/plan"
	"github.com/followthrough/followthrough/sync/tracker"
)

// Log is what the pass has to tell.
type Log struct {
	Events []plan.Event
	// Warnings are those of the events that somebody should look at.
	Warnings []plan.Event
	now      time.Time
}

// Review tells of a review.
func (l *Log) Review(r plan.Review, what, why string) {
	l.Events = append(l.Events, plan.Event{At: l.now, Source: r.Source, Path: r.LogName(), Review: r.Key, What: what, Why: why})
}

// Item tells of an item that is ours.
func (l *Log) Item(row plan.ItemRow, what, why string) {
	if row.Marker != nil {
		l.Events = append(l.Events, l.about(*row.Marker, row.Key, what, why))
	}
}

// Warn tells of something that somebody should look at.
func (l *Log) Warn(m tracker.Marker, item, what, why string) {
	e := l.about(m, item, what, why)
	l.Events, l.Warnings = append(l.Events, e), append(l.Warnings, e)
}

func (l *Log) about(m tracker.Marker, item, what, why string) plan.Event {
	return plan.Event{At: l.now, Review: m.Review, Action: m.Action, Item: item, What: what, Why: why}
}

// Name fills in whose events they are, now that the reviews are known.
func (l *Log) Name(reviews *Reviews) {
	for _, events := range [][]plan.Event{l.Events, l.Warnings} {
		for i := range events {
			if e := &events[i]; e.Source == "" && reviews.planned[e.Review] != nil {
				r := reviews.planned[e.Review]
				e.Source, e.Path = r.Source, r.LogName()
			}
		}
	}
}
