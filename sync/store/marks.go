package store

import (
	"context"
	"fmt"
	"time"

	"github.com/followthrough/followthrough/sync/plan"
)

// marks are what is kept of the store itself, and of sources and trackers.
type marks struct{ c conn }

// Created is when the store was made, as it was last looked at.
func (m marks) Created(context.Context) (time.Time, error) { return m.c.db.born(), nil }

// Claim makes the store the instance's own, or fails with ErrInstance where it
// is another's: keys and markers are made of the name.
func (m marks) Claim(ctx context.Context, instance string) error {
	m.c.db.instance = instance
	got, err := values[string](ctx, m.c, statement{"Claim", "meta", "SELECT value FROM meta WHERE name = 'instance'"})
	switch {
	case err != nil:
		return err
	case len(got) > 0 && got[0] != instance:
		return fmt.Errorf("%w: %s is of %q, and the configuration says %q: name the instance as before, or another store",
			ErrInstance, m.c.db.path, got[0], instance)
	case len(got) > 0 || m.c.db.readOnly:
		return nil
	}
	return m.c.db.change(ctx, func(tx conn) error {
		_, err := tx.exec(ctx, statement{"Claim", "meta",
			"INSERT INTO meta (name, value) VALUES ('instance', $1) ON CONFLICT (name) DO NOTHING"}, instance)
		return err
	})
}

// SourceMark is what is kept of a source; zero but for the name where nothing
// is known.
func (m marks) SourceMark(ctx context.Context, source string) (plan.SourceMark, error) {
	st := statement{"SourceMark", "sources", sourcesTable.selection() + " WHERE source = $1"}
	got, err := query(ctx, m.c, st, sourceColumns, source)
	if err != nil || len(got) == 0 {
		return plan.SourceMark{Source: source}, err
	}
	return got[0], nil
}

// TrackerMark is what is kept of a tracker; zero but for the name where
// nothing is known.
func (m marks) TrackerMark(ctx context.Context, tracker string) (plan.TrackerMark, error) {
	st := statement{"TrackerMark", "trackers", trackersTable.selection() + " WHERE tracker = $1"}
	got, err := query(ctx, m.c, st, trackerColumns, tracker)
	if err != nil || len(got) == 0 {
		return plan.TrackerMark{Tracker: tracker}, err
	}
	return got[0], nil
}

// Marks are what is kept of these sources and trackers, in their order.
func (m marks) Marks(ctx context.Context, sources, trackers []string) (of []plan.SourceMark, at []plan.TrackerMark, err error) {
	for _, name := range sources {
		mark, err := m.SourceMark(ctx, name)
		if err != nil {
			return nil, nil, err
		}
		of = append(of, mark)
	}
	for _, name := range trackers {
		mark, err := m.TrackerMark(ctx, name)
		if err != nil {
			return nil, nil, err
		}
		at = append(at, mark)
	}
	return of, at, nil
}
