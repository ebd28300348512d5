// Package ledger holds what one pass knows, as values: the reviews and items
// that the store has, loaded when they are asked for, and what the pass made of
// them. What changed is a value too. It must not know how anything was observed,
// nor what follows from it.
package ledger

import (
	"context"
	"time"

	"github.com/followthrough/followthrough/sync/plan"
	"github.com/followthrough/followthrough/sync/review"
	"github.com/followthrough/followthrough/sync/tracker"
)

// Store is what a ledger is loaded from.
type Store interface {
	ReviewStore
	ItemStore
}

// Pass is what stays as it is for one pass.
type Pass struct {
	Instance string
	Now      time.Time
	Created  time.Time // of the store
	Memory   plan.Memory
	Homes    plan.Homes
}

// Ledger is what one pass knows, and what it changed.
type Ledger struct {
	Pass
	Reviews *Reviews
	Items   *Items
	Log     Log
	// TrackerReadings are those of the trackers that could be read, by tracker.
	TrackerReadings map[string]TrackerReading
	// Adopted says, by action, how it came to an item in this pass.
	Adopted map[review.Key]string
	// Awaited says, by review, for which person's word what stands there waits,
	// and Opens when a document that is not published yet is by its own dates.
	Awaited map[review.Key]string
	Opens   map[review.Key]time.Time
	// Away are, by action, the items whose trackers are configured no more.
	Away map[review.Key]plan.Away
	// Restored are the reviews whose block tells of a write-back that the store
	// does not know of: it was restored, or is new.
	Restored map[review.Key]bool
	*reads
}

// TrackerReading is what the listing of one tracker stands on.
type TrackerReading struct {
	Mark    plan.TrackerMark // what was known before
	Account string           // who we are there; "": it did not matter
	Hidden  []string         // the projects that could not be seen
}

// New is an empty ledger, for a pass that ends with ctx.
func New(ctx context.Context, s Store, p Pass) *Ledger {
	r := &reads{ctx: ctx}
	return &Ledger{
		Pass: p, reads: r, Log: Log{now: p.Now},
		Reviews: &Reviews{
			reads: r, store: s, stored: map[review.Key]plan.Review{}, holders: map[review.Key]review.Key{},
			planned: map[review.Key]*plan.Review{}, due: map[review.Key]bool{}, reread: map[review.Key]bool{},
		},
		Items:           &Items{reads: r, store: s, New: Set{}, Shown: Set{}, Claims: Set{}, rows: map[plan.ItemID]plan.ItemRow{}, changed: Set{}},
		TrackerReadings: map[string]TrackerReading{}, Adopted: map[review.Key]string{}, Awaited: map[review.Key]string{},
		Opens: map[review.Key]time.Time{}, Away: map[review.Key]plan.Away{}, Restored: map[review.Key]bool{},
	}
}

// reads are the readings of the store: what was read after the first that
// failed is worth nothing.
type reads struct {
	ctx context.Context // of the one pass that a ledger lasts
	err error
}

// Err is the store's first error; nil: all that was asked for is known.
func (r *reads) Err() error { return r.err }

// Fail keeps an error of the store.
func (r *reads) Fail(err error) {
	if r.err == nil {
		r.err = err
	}
}

// Moment is a time as the store keeps it: what is read back compares equal.
func Moment(t time.Time) time.Time {
	if t.IsZero() {
		return time.Time{}
	}
	return t.UTC().Truncate(time.Microsecond)
}

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
