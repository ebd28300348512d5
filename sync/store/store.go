package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"sync"
	"sync/atomic"
	"time"

	"github.com/followthrough/followthrough/internal/dsn"
	"github.com/followthrough/followthrough/internal/secret"
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
	// Path is the SQLite file. DSN is the address of a PostgreSQL database, and then it
	// counts.
	Path string
	DSN  secret.Secret
	Mode Mode // "": ReadWrite
	// Now is the clock for when the store was made and migrated; nil: the
	// machine's.
	Now func() time.Time
	// Runtime are the directories in which it may be remembered how far the store
	// was (witness.Places); of none of them it can be told at the next start whether
	// the store was put back.
	Runtime []string
	// Told is told, in words, what happened to the store; nil: nobody is.
	Told func(string)
	// Observer is told of every statement; nil: nobody is.
	Observer Observer

	// Ahead reads a store of an older version as it will be once this program has
	// migrated it: a copy in memory is migrated, for which mode must be ReadOnly. A
	// database on a server can't be read so: ErrOlder.
	Ahead bool

	anyway bool // also one that was copied elsewhere
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
	requests
	replicas
	heard
	writer
	pruner
}

// database is the database of a store, as its parts run statements on it.
type database struct {
	connections atomic.Pointer[sql.DB]
	path        string // as errors name it
	now         func() time.Time
	runtime     []string
	told        func(string)
	observer    Observer
	engine      engine
	anyway      bool // also one that was copied elsewhere
	readOnly    bool
	ahead       bool   // Options.Ahead
	older       int    // the version of a store that was migrated in memory; 0: it was not
	made        bool   // by this process, just now
	instance    string // that claimed it
	memory      memory
	// suspect tells that a row could not be read since it was looked at all of them.
	suspect atomic.Bool
	once    sync.Once // of telling that rows are left out
	// writing lets the writers of this process take turns, which the
	// database would do by trying again.
	writing sync.Mutex
}

// Open opens the store that o names. Its errors wrap ErrNoFolder, ErrNotExist
// (ReadOnly only), ErrNotStore, ErrOlder (ReadOnly only), ErrNewer, ErrLocked,
// ErrFull, ErrExposed, ErrDamaged, ErrRefused, ErrMoved or ErrAway where they are one of these.
func Open(ctx context.Context, o Options) (*Store, error) {
	if o.Now == nil {
		o.Now = time.Now
	}
	d := &database{path: o.Path, now: o.Now, runtime: o.Runtime, told: o.Told, observer: o.Observer, readOnly: o.Mode == ReadOnly, anyway: o.anyway, ahead: o.Ahead}
	if err := d.choose(o.DSN); err != nil {
		return nil, err
	}
	if d.readOnly {
		return d.opened(ctx, d.engine.existing(ctx))
	}
	return d.opened(ctx, d.engine.open(ctx))
}

// choose chooses the engine.
func (d *database) choose(address secret.Secret) error {
	d.engine = &sqliteFile{database: d}
	if address.IsZero() {
		return nil
	}
	plain, err := address.Reveal()
	if err != nil {
		return fmt.Errorf("find the store's address: %w", err)
	}
	if d.path, err = dsn.Name(plain); err != nil {
		return fmt.Errorf("%w: the store's address %w", ErrRefused, err)
	}
	d.engine = &postgresql{database: d, address: address}
	return nil
}

// Empty opens a store in memory that knows nothing and was made now: for
// planning where there is no store. It ends with Close.
func Empty(ctx context.Context, now time.Time) (*Store, error) {
	d := &database{path: "in memory", now: func() time.Time { return now }}
	d.engine = sqliteMemory{&sqliteFile{database: d}}
	return d.opened(ctx, d.engine.open(ctx))
}

// opened is the store of a database, or how its opening ended.
func (d *database) opened(ctx context.Context, err error) (*Store, error) {
	if err == nil {
		err = d.look(ctx)
	}
	if err != nil {
		if pool := d.pool(); pool != nil {
			_ = pool.Close() // err is what counts
		}
		return nil, err
	}
	c := d.conn()
	return &Store{
		d, marks{c}, reviews{c}, due{c}, items{c}, markers{c}, backlogs{c}, intents{c}, events{c}, figures{c},
		requests{c}, replicas{c}, heard{c}, writer{c}, pruner{c},
	}, nil
}

// pool are the connections to the file that is open now.
func (d *database) pool() *sql.DB { return d.connections.Load() }

// conn is where statements run that stand alone.
func (d *database) conn() conn { return conn{alone{d}, d} }

// alone runs statements on whichever file is open when they begin.
type alone struct{ db *database }

func (a alone) PrepareContext(ctx context.Context, text string) (*sql.Stmt, error) {
	return a.db.pool().PrepareContext(ctx, text)
}

func (a alone) QueryContext(ctx context.Context, text string, args ...any) (*sql.Rows, error) {
	rows, err := a.db.pool().QueryContext(ctx, text, args...)
	for n := 1; err != nil && n < tries && ctx.Err() == nil && a.db.engine.again(err); n++ { // it changes nothing
		rows, err = a.db.pool().QueryContext(ctx, text, args...)
	}
	return rows, err
}

func (a alone) ExecContext(ctx context.Context, text string, args ...any) (sql.Result, error) {
	return a.db.pool().ExecContext(ctx, text, args...)
}

// explain says what an error of the database means for the store.
func (d *database) explain(doing string, err error) error { return d.engine.explain(doing, err) }

// Close closes the store.
func (d *database) Close() error {
	if err := errors.Join(d.engine.close(), d.pool().Close()); err != nil {
		return fmt.Errorf("close the store %s: %w", d.path, err)
	}
	return nil
}

// Path names the store: its file as it was named, or its database without a password.
func (d *database) Path() string { return d.path }
