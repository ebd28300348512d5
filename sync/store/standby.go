package store

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/followthrough/followthrough/sync/store/lease"
)

// standbyLook is how often a process that stands by looks whether it is its turn.
const standbyLook = 400 * time.Millisecond

// Keep says how a process that lives long keeps its turn.
type Keep struct {
	// Length is how long the lease lasts unless it is extended; 0: lease.DefaultLength.
	Length time.Duration
	// Alive tells whether the process's work goes on: one that hangs loses its turn.
	Alive func() bool
}

// KeepTurns has this process keep its turn from one pass to the next, where processes
// of several machines share the store: from Await on to Leave. It is called once,
// before both.
func (d *database) KeepTurns(k Keep) {
	if e, ok := d.engine.(*postgresql); ok {
		e.turns.mu.Lock()
		defer e.turns.mu.Unlock()
		e.turns.keep = &k
	}
}

// Await waits until it is this process's turn, and keeps it. It calls beat as long as
// it stands by, with the reason; its error means that ctx ended. On a file it is
// always, and turns are taken by the pass.
func (d *database) Await(ctx context.Context, beat func(why error)) error {
	e, ok := d.engine.(*postgresql)
	if !ok {
		return ctx.Err()
	}
	for ctx.Err() == nil {
		err := e.try(ctx)
		if err == nil {
			return ctx.Err()
		}
		if beat(err); !pause(ctx, standbyLook) {
			break
		}
	}
	return ctx.Err()
}

// Try is Await for who does not wait: the error of a turn that is another's is a
// *LockedError.
func (d *database) Try(ctx context.Context) error {
	if e, ok := d.engine.(*postgresql); ok {
		return e.try(ctx)
	}
	return nil
}

func (d *postgresql) try(ctx context.Context) error {
	l, err := d.joined(ctx)
	if err == nil {
		err = l.Take(ctx)
	}
	d.holds(err == nil) // what is said beside the one who works is not fenced
	if err == nil {
		return nil
	}
	var held *lease.HeldError
	switch {
	case errors.As(err, &held) && held.Newer > 0:
		return fmt.Errorf("%w: %s: %w", ErrNewer, d.path, held)
	case errors.As(err, &held):
		return &LockedError{Path: d.path, PID: held.PID, Host: held.Host, Beat: held.Beat}
	}
	return d.explain("take a turn", err)
}

// Holder says who works on the store now, or did last; it is nil where that is this
// process, or nobody.
func (d *database) Holder(ctx context.Context) (*LockedError, error) {
	e, ok := d.engine.(*postgresql)
	if !ok {
		return nil, nil //nolint:nilnil // a file says so when it is locked
	}
	l, err := e.joined(ctx)
	if err != nil {
		return nil, err
	}
	held, err := l.Holder(ctx)
	if err != nil || held == nil {
		return nil, err
	}
	return &LockedError{Path: d.path, PID: held.PID, Host: held.Host, Beat: held.Beat}, nil
}

// Leave hands the turn over at once, when everything is written.
func (d *database) Leave(ctx context.Context) error {
	l := d.lease()
	if l == nil {
		return nil
	}
	return l.Release(ctx)
}

// Shared tells whether processes of several machines share the store.
func (d *database) Shared() bool { return d.engine.file() == "" }

// Works tells whether it is this process that works on the store.
func (d *database) Works() bool {
	if !d.Shared() {
		return true
	}
	l := d.lease()
	return l != nil && l.Held() == nil
}

// Held tells whether this process may still have something done elsewhere: by this
// machine's clocks alone, so that it can be asked just before a request leaves. A nil
// error: it may.
func (d *database) Held() error {
	l := d.lease()
	if l == nil {
		return nil
	}
	return l.Held()
}

// away is when the database was there again after it had been away; zero: it was not,
// as far as is known.
func (d *database) away() time.Time {
	l := d.lease()
	if l == nil {
		return time.Time{}
	}
	return l.Whole().Round(0)
}

// lease is what this process has of the lease that several share; nil: there is none,
// or it has not asked for it yet.
func (d *database) lease() *lease.Lease {
	e, ok := d.engine.(*postgresql)
	if !ok {
		return nil
	}
	e.turns.mu.Lock()
	defer e.turns.mu.Unlock()
	return e.turns.lease
}

// pause waits, and tells whether it did to the end.
func pause(ctx context.Context, d time.Duration) bool {
	select {
	case <-ctx.Done():
		return false
	case <-time.After(d):
		return true
	}
}
