package main

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/followthrough/followthrough/sync/store"
	"github.com/followthrough/followthrough/sync/web"
)

// heeds is how often the one of several replicas that works looks whether a request
// was left beside it.
const heeds = 400 * time.Millisecond

// replica is what this process tells of its part among those that share a store.
type replica struct {
	standing string // for whom it stands by; "": it does not
}

// await waits for this replica's turn, and tells once for whom it stands by.
func (a *app) await(ctx context.Context, beat func(error)) error {
	err := a.store.Await(ctx, func(why error) {
		beat(a.replica.stands(a, why))
	})
	if err == nil && a.replica.standing != "" {
		a.log.Info("this replica works from now on")
		a.replica.standing = ""
	}
	return err
}

// stands tells why a replica stands by, once for each reason; it gives the error of a
// store that is out of its reach.
func (r *replica) stands(a *app, why error) error {
	var held *store.LockedError
	switch {
	case errors.Is(why, store.ErrNewer):
		if r.standing != why.Error() {
			a.log.Info("standing by", "why", why)
		}
		r.standing = why.Error()
		return nil
	case errors.As(why, &held):
		if by := fmt.Sprintf("process %d on %s", held.PID, held.Host); r.standing != by {
			r.standing = by
			a.log.Info("standing by: another replica works, and this one takes over when it ends", "holder", by)
		}
		return nil
	case r.standing != why.Error():
		r.standing = why.Error()
		a.log.Warn("standing by: the store is out of reach", "error", why)
	}
	return why
}

// replicated lets this process keep its turn as long as it runs.
func (a *app) replicated() {
	a.store.KeepTurns(store.Keep{Length: a.cfg.Lease, Alive: func() bool {
		l := a.reconciler.Liveness()
		sign := l.Heartbeat
		if l.Until.After(sign) {
			sign = l.Until
		}
		return time.Since(sign) < web.Patience
	}})
}

// held tells whether this process may have something done elsewhere.
func (a *app) held() error {
	if a.store == nil {
		return nil
	}
	return a.store.Held()
}
