package store

import (
	"context"
	"database/sql"
	"fmt"
	"strconv"
	"time"

	"github.com/followthrough/followthrough/sync/plan"
)

// Created is when the store was made.
func (s *Store) Created(ctx context.Context) (time.Time, error) {
	got, err := values[string](ctx, s, s.db, statement{"Created", "meta", "SELECT value FROM meta WHERE name = 'created'"})
	if err != nil {
		return time.Time{}, err
	}
	if len(got) == 0 {
		return time.Time{}, fmt.Errorf("%w: %s does not say when it was made: %s", ErrDamaged, s.path, anotherFile)
	}
	n, err := strconv.ParseInt(got[0], 10, 64)
	if err != nil {
		return time.Time{}, fmt.Errorf("%w: %s: when it was made: %w", ErrDamaged, s.path, err)
	}
	return time.UnixMicro(n).UTC(), nil
}

// Claim makes the store the instance's own, or fails with ErrInstance where it
// is another's: keys and markers are made of the name.
func (s *Store) Claim(ctx context.Context, instance string) error {
	got, err := values[string](ctx, s, s.db, statement{"Claim", "meta", "SELECT value FROM meta WHERE name = 'instance'"})
	switch {
	case err != nil:
		return err
	case len(got) > 0 && got[0] != instance:
		return fmt.Errorf("%w: %s is of %q, and the configuration says %q: name the instance as before, or another store",
			ErrInstance, s.path, got[0], instance)
	case len(got) > 0 || s.readOnly:
		return nil
	}
	return s.change(ctx, func(tx *sql.Tx) error {
		_, err := s.exec(ctx, tx, statement{"Claim", "meta",
			"INSERT INTO meta (name, value) VALUES ('instance', $1) ON CONFLICT (name) DO NOTHING"}, instance)
		return err
	})
}

// SourceMark is what is kept of a source; zero but for the name where nothing
// is known.
func (s *Store) SourceMark(ctx context.Context, source string) (plan.SourceMark, error) {
	st := statement{"SourceMark", "sources", sourcesTable.selection() + " WHERE source = $1"}
	got, err := query(ctx, s, s.db, st, sourceColumns, source)
	if err != nil || len(got) == 0 {
		return plan.SourceMark{Source: source}, err
	}
	return got[0], nil
}

// TrackerMark is what is kept of a tracker; zero but for the name where
// nothing is known.
func (s *Store) TrackerMark(ctx context.Context, tracker string) (plan.TrackerMark, error) {
	st := statement{"TrackerMark", "trackers", trackersTable.selection() + " WHERE tracker = $1"}
	got, err := query(ctx, s, s.db, st, trackerColumns, tracker)
	if err != nil || len(got) == 0 {
		return plan.TrackerMark{Tracker: tracker}, err
	}
	return got[0], nil
}
