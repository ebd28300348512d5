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

// Store is an open store: a part for each kind of thing that is kept in it, and
// what writes and deletes them. Its methods may be called at the same time.
type Store struct {
	*database
	marks
	reviews
	due
	items
	markers
	backlogs
	intents
	events
	figures
	writer
	pruner
}

// database is the database of a store, as its parts run statements on it.
type database struct {
	pool     *sql.DB
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
	d := &database{path: o.Path, now: o.Now, observer: o.Observer, readOnly: o.Mode == ReadOnly}
	if d.readOnly {
		return d.opened(d.openExisting(ctx))
	}
	return d.opened(d.openFile(ctx))
}

// Empty opens a store in memory that knows nothing and was made now: for
// planning where there is no store. It ends with Close.
func Empty(ctx context.Context, now time.Time) (*Store, error) {
	d := &database{path: "in memory", now: func() time.Time { return now }}
	return d.opened(d.openMemory(ctx))
}

// opened is the store of a database, or how its opening ended.
func (d *database) opened(err error) (*Store, error) {
	if err != nil {
		if d.pool != nil {
			_ = d.pool.Close() // err is what counts
		}
		return nil, err
	}
	c := d.conn()
	return &Store{
		d, marks{c}, reviews{c}, due{c}, items{c}, markers{c}, backlogs{c}, intents{c}, events{c}, figures{c},
		writer{c}, pruner{c},
	}, nil
}

// conn is where statements run that stand alone.
func (d *database) conn() conn { return conn{d.pool, d} }

// Close closes the store.
func (d *database) Close() error {
	if err := d.pool.Close(); err != nil {
		return fmt.Errorf("close the store %s: %w", d.path, err)
	}
	return nil
}

// Path is the store's file as it was named.
func (d *database) Path() string { return d.path }
