package store

import (
	"context"
	"slices"
	"time"

	"github.com/followthrough/followthrough/sync/plan"
	"github.com/followthrough/followthrough/sync/review"
)

// LogFilter chooses events: those that fit every field that is set.
type LogFilter struct {
	Review review.Key
	Action review.Key
	Since  time.Time // the first moment that counts
	Limit  int       // the last so many; 0: all
}

// events are the log: what happened, and why.
type events struct{ c conn }

// Log are the events that f chooses, in the order in which they happened.
func (e events) Log(ctx context.Context, f LogFilter) ([]plan.Event, error) {
	text, args := eventsTable.selection()+" WHERE 1 = 1", []any(nil)
	if f.Review != "" {
		args = append(args, f.Review)
		text += " AND review = " + placeholder(len(args))
	}
	if f.Action != "" {
		args = append(args, f.Action)
		text += " AND action = " + placeholder(len(args))
	}
	if !f.Since.IsZero() {
		args = append(args, f.Since.UnixMicro())
		text += " AND at >= " + placeholder(len(args))
	}
	text += " ORDER BY at DESC, seq DESC"
	if f.Limit > 0 {
		args = append(args, f.Limit)
		text += " LIMIT " + placeholder(len(args))
	}
	rows, err := query(ctx, e.c, statement{"Log", "events", text}, eventColumns, args...)
	if err != nil {
		return nil, err
	}
	slices.Reverse(rows)
	var out []plan.Event
	for _, r := range rows {
		out = append(out, r.Event)
	}
	return out, nil
}
