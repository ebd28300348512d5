package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"sync"
	"time"

	"github.com/followthrough/followthrough/sync/store/lease"
)

// shared is what processes of several machines take turns by; its zero value is of no
// use to an engine that has a file.
type shared struct {
	mu    sync.Mutex
	db    *sql.DB
	lease *lease.Lease
	held  bool  // and what is written is fenced
	keep  *Keep // turns are kept from one pass to the next; nil: each ends with its pass
}

// Turn waits for the right to work on the store, as o says, and gives what ends it.
// Not free in time: a *LockedError.
func (d *database) Turn(ctx context.Context, o LockOptions) (release func() error, err error) {
	e, ok := d.engine.(*postgresql)
	if !ok {
		l, err := AcquireLock(ctx, d.path, o)
		if err != nil {
			return nil, err
		}
		return l.Release, nil
	}
	if e.keeps() {
		return func() error { return nil }, e.stillHeld()
	}
	o = o.withDefaults()
	l, err := e.joined(ctx)
	if err != nil {
		return nil, err
	}
	for until := time.Now().Add(o.Wait); ; {
		err := l.Take(ctx)
		var held *lease.HeldError
		switch {
		case err == nil:
			e.holds(true)
			return func() error {
				e.holds(false)
				return l.Release(ctx)
			}, nil
		case !errors.As(err, &held):
			return nil, d.explain("take a turn", err)
		case held.Newer > 0:
			return nil, fmt.Errorf("%w: %s: %w", ErrNewer, d.path, held)
		case time.Now().After(until):
			return nil, &LockedError{Path: d.path, PID: held.PID, Host: held.Host, Beat: held.Beat}
		}
		select {
		case <-ctx.Done():
			return nil, ctx.Err()
		case <-time.After(lockRetry):
		}
	}
}

func (d *postgresql) keeps() bool {
	d.turns.mu.Lock()
	defer d.turns.mu.Unlock()
	return d.turns.keep != nil
}

// stillHeld is the error of a turn that was kept and that another process has, or may
// have, by now.
func (d *postgresql) stillHeld() error {
	if err := d.Held(); err != nil {
		return kind{fmt.Errorf("the store %s: %w: another process may work on it", d.path, err), ErrLocked}
	}
	return nil
}
