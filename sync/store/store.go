package store

import (
	"context"
	"database/sql"
	"fmt"
	"sync"
	"time"
)

// Mode is what a store is opened for.
type Mode string

// The modes.
const (
	// ReadWrite makes the store where there is none and brings its schema up
	// to date.
	ReadWrite Mode = "read-write"
	// ReadOnly makes, migrates and writes nothing.
	ReadOnly Mode = "read-only"
)

// Options say which store to open, and how.
type Options struct {
	Path string
	Mode Mode // "": ReadWrite
	// Now is the clock for when the store was made and migrated; nil: the
	// machine's.
	Now func() time.Time
	// Observer is told of every statement; nil: nobody is.
	Observer Observer
}

// Store is an open store. Its methods may be called at the same time.
type Store struct {
	db       *sql.DB
	path     string // as errors name it
	now      func() time.Time
	observer Observer
	readOnly bool
	// writing lets the writers of this process take turns, which the
	// database would do by trying again.
	writing sync.Mutex
}

// Open opens the store that o names. Its errors wrap ErrNoFolder, ErrNotExist
// (ReadOnly only), ErrNotStore, ErrOlder (ReadOnly only), ErrNewer, ErrLocked,
// ErrFull, ErrExposed or ErrDamaged where they are one of these.
func Open(ctx context.Context, o Options) (*Store, error) {
	if o.Now == nil {
		o.Now = time.Now
	}
	s := &Store{path: o.Path, now: o.Now, observer: o.Observer, readOnly: o.Mode == ReadOnly}
	open := s.openFile
	if s.readOnly {
		open = s.openExisting
	}
	if err := open(ctx); err != nil {
		return nil, s.closing(err)
	}
	return s, nil
}

// Empty opens a store in memory that knows nothing and was made now: for
// planning where there is no store. It ends with Close.
func Empty(ctx context.Context, now time.Time) (*Store, error) {
	s := &Store{path: "in memory", now: func() time.Time { return now }}
	if err := s.openMemory(ctx); err != nil {
		return nil, s.closing(err)
	}
	return s, nil
}

// closing closes what an opening that ended in err had opened.
func (s *Store) closing(err error) error {
	if s.db != nil {
		_ = s.db.Close() // err is what counts
	}
	return err
}

// Close closes the store.
func (s *Store) Close() error {
	if err := s.db.Close(); err != nil {
		return fmt.Errorf("close the store %s: %w", s.path, err)
	}
	return nil
}

// Path is the store's file as it was named.
func (s *Store) Path() string { return s.path }
