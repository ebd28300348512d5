package main

import (
	"context"
	"errors"
	"time"

	"github.com/followthrough/followthrough/sync/store"
)

// How long a person's command waits for its turn with the store, and after which
// time it says for whom.
const (
	turnWait  = 5 * time.Minute
	turnQuiet = 2 * time.Second
)

// turn waits for the right to work on the store, and gives what ends it.
func (a *app) turn(ctx context.Context) (func() error, error) {
	wait := a.lockWait
	if a.waitsFor != nil && wait == 0 {
		release, err := a.store.Turn(ctx, store.LockOptions{Wait: turnQuiet})
		if !errors.Is(err, store.ErrLocked) {
			return release, err
		}
		a.waitsFor(err)
		wait = turnWait
	}
	return a.store.Turn(ctx, store.LockOptions{Wait: wait})
}

// lock takes the store for one pass, as it is by now.
func (a *app) lock(ctx context.Context) (func(), error) {
	end, err := a.turn(ctx)
	if err != nil {
		return nil, err
	}
	release := func() {
		if err := end(); err != nil {
			a.log.Warn("releasing the store's lock failed", "error", err)
		}
	}
	if err := a.store.Refresh(ctx); err != nil {
		release()
		if errors.Is(err, store.ErrNewer) { // a replica of a later version is to go on
			err = errors.Join(err, a.store.Leave(ctx))
		}
		return nil, err
	}
	return release, nil
}
