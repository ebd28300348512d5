package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"time"

	"github.com/followthrough/followthrough/cmd/followthrough/show"
	"github.com/followthrough/followthrough/cmd/followthrough/terminal"
	"github.com/followthrough/followthrough/sync/gather"
	"github.com/followthrough/followthrough/sync/reconcile"
	"github.com/followthrough/followthrough/sync/store"
)

// How long a person's request waits until the replica that works takes it up, and how
// often it is looked at.
const (
	takenUp    = 30 * time.Second
	askedEvery = 300 * time.Millisecond
)

// resync is passes where this process may work, and else what the replica that does
// makes of the same request.
func (a *app) resync(ctx context.Context, e terminal.Env, req gather.Request) (outcome reconcile.Outcome, looked bool, err error) {
	if !a.store.Shared() {
		return a.passes(ctx, e, req)
	}
	a.store.KeepTurns(store.Keep{Length: a.cfg.Lease})
	defer func() { err = errors.Join(err, a.store.Leave(context.WithoutCancel(ctx))) }()
	var held *store.LockedError
	switch err := a.store.Try(ctx); {
	case err == nil:
		return a.passes(ctx, e, req)
	case !errors.As(err, &held):
		return outcome, false, err
	}
	show.AskedOf(e, held)
	return a.asked(ctx, e, req)
}

// asked leaves a request, and waits for what the replica that works leaves under it.
// Should none be there any more the request is carried out here.
func (a *app) asked(ctx context.Context, e terminal.Env, req gather.Request) (outcome reconcile.Outcome, looked bool, err error) {
	host, _ := os.Hostname() // for the log alone
	id, err := a.store.Ask(ctx, reconcile.Request{Request: req, Who: fmt.Sprintf("sync, process %d on %s", os.Getpid(), host)})
	if err != nil {
		return outcome, false, err
	}
	for began := time.Now(); ; {
		at, over, err := a.requested(ctx, id)
		if over {
			return at.Outcome, err == nil, err
		}
		var held *store.LockedError
		if free := a.store.Try(ctx); free == nil {
			outcome, looked, err = a.passes(ctx, e, req)
			return outcome, looked, errors.Join(err, a.store.EndRequest(context.WithoutCancel(ctx), id, outcome, ""))
		} else if errors.As(free, &held) && at.Taken.IsZero() && time.Since(began) > takenUp {
			if gone, err := a.store.Withdraw(ctx, id); gone || err != nil {
				return outcome, false, errors.Join(fmt.Errorf("not taken up in %s: %w", takenUp, held), err)
			}
		}
		if !waits(ctx, askedEvery) {
			_, err := a.store.Withdraw(context.WithoutCancel(ctx), id) // taken up: it is finished there
			return outcome, false, err
		}
	}
}

// requested is how a request stands; over tells that it is not to be waited for any
// more.
func (a *app) requested(ctx context.Context, id string) (at reconcile.Answer, over bool, err error) {
	at, known, err := a.store.Answer(ctx, id)
	switch {
	case ctx.Err() != nil:
		return at, false, nil
	case err != nil:
		return at, true, err
	case !known:
		return at, true, errors.New("the request that was left is gone from the store: run it again")
	case at.Failed != "":
		return at, true, errors.New(at.Failed)
	}
	return at, !at.Ended.IsZero(), nil
}

// waits tells whether it did to the end.
func waits(ctx context.Context, d time.Duration) bool {
	select {
	case <-ctx.Done():
		return false
	case <-time.After(d):
		return true
	}
}
