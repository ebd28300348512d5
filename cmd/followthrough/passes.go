package main

import (
	"context"
	"time"

	"github.com/followthrough/followthrough/cmd/followthrough/show"
	"github.com/followthrough/followthrough/cmd/followthrough/terminal"
	"github.com/followthrough/followthrough/sync/gather"
	"github.com/followthrough/followthrough/sync/plan"
	"github.com/followthrough/followthrough/sync/reconcile"
)

// passes are one pass, and where a new store may not make an item yet, the next
// one after that. looked is false where not even the first one came to an end.
func (a *app) passes(ctx context.Context, e terminal.Env, req gather.Request) (outcome reconcile.Outcome, looked bool, err error) {
	if outcome, err = a.pass(ctx, e, req); err != nil {
		return outcome, false, err
	}
	req.Again = false // all was read just now: what is due, and what changed meanwhile
	for len(outcome.Early) > 0 && waited(ctx, e, outcome.Early) {
		next, err := a.pass(ctx, e, req)
		if err != nil {
			return outcome, true, err
		}
		outcome = outcome.Then(next)
	}
	return outcome, true, nil
}

// pass runs one pass, a person on a terminal seeing how far it is.
func (a *app) pass(ctx context.Context, e terminal.Env, req gather.Request) (reconcile.Outcome, error) {
	bar := terminal.NewProgress(e)
	defer bar.End()
	a.reconciler.Executor.Progress = bar.Step
	return a.reconciler.Pass(ctx, req)
}

// waited waits for the last of what a new store may not make yet, and says what
// for; false: it was told to stop.
func waited(ctx context.Context, e terminal.Env, early []plan.Early) bool {
	var until time.Time
	for _, wait := range early {
		if wait.Until.After(until) {
			until = wait.Until
		}
	}
	show.Early(e, early, until)
	return terminal.Countdown(ctx, e, until)
}
