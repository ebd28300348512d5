// Package reconcile says when: it runs a pass (gather, plan, execute) after a
// timer, a poke, or a person's request, one at a time, under the lock of the
// store. It knows nothing of what a pass decides.
package reconcile

import (
	"context"
	"log/slog"
	"time"

	"github.com/followthrough/followthrough/internal/metrics"
	"github.com/followthrough/followthrough/internal/panics"
	"github.com/followthrough/followthrough/sync/execute"
	"github.com/followthrough/followthrough/sync/gather"
	"github.com/followthrough/followthrough/sync/plan"
)

// Reconciler runs passes for one configuration.
type Reconciler struct {
	Gatherer *gather.Gatherer
	Executor *execute.Executor
	// Lock takes the right to work on the store until release is called.
	Lock func(ctx context.Context) (release func(), err error)
	Now  func() time.Time
	// Poll is how long a quiet loop rests; Jitter, in [0,1), spreads it.
	Poll   time.Duration
	Jitter func() float64
	Log    *slog.Logger
	// Wake is the next moment after now at which a review is due although
	// nothing changes, zero for none; nil: only Poll counts.
	Wake func(ctx context.Context, now time.Time) (time.Time, error)
	// Daily is what the loop does at its start and then once a day; a failure
	// is told and no more. With it, from the second day on, everything is read
	// again, past all indexes.
	Daily []func(ctx context.Context) error
	// Beside is likewise what asks others than the store, while passes go on.
	Beside []func(ctx context.Context) error
	// Metrics counts what the loop does; nil: nobody does.
	Metrics *metrics.Metrics
	// Busy tells an error of Lock that means that another process holds the
	// store; nil: none does.
	Busy func(error) bool
	// Next is asked between two passes for the reconciler of a new configuration,
	// which goes on from there (Follow); nil, and one that gives nil: there is none.
	Next func(ctx context.Context) *Reconciler
	// Turn waits until this process may work, where it shares the store with others of
	// which one works; it calls beat as long as it stands by, with an error where the
	// store is out of reach. Its own error means that ctx ended; nil: it always may.
	Turn func(ctx context.Context, beat func(error)) error
	// Requests are what people ask for beside the loop; nil: nobody can.
	Requests Requests
	// Heed is how often it is looked whether another process left a request; 0: none
	// does, and who leaves one here says so (Look).
	Heed time.Duration

	kept
}

// Plan gathers and plans, and does nothing.
func (r *Reconciler) Plan(ctx context.Context, req gather.Request) (plan.Plan, gather.Result, error) {
	found, err := r.Gatherer.Gather(ctx, req)
	if err != nil {
		return plan.Plan{}, found, err
	}
	return plan.Make(found.Input), found, nil
}

// Pass runs one pass: whom it asks it asks before it takes the lock. An error means
// that the store failed, or is not to be had; what failed beyond it is in the
// outcome.
func (r *Reconciler) Pass(ctx context.Context, req gather.Request) (_ Outcome, err error) {
	defer panics.Into(&err)
	const foreignEvery = 10 // passes
	running := r.running()
	running.passes++
	req.Foreign = req.Foreign || running.passes%foreignEvery == 0
	begun, err := r.Gatherer.Begin(ctx, req)
	if err != nil {
		return Outcome{}, err
	}
	release, err := r.Lock(ctx)
	if err != nil {
		return Outcome{}, err
	}
	defer release()
	taken, err := r.Executor.TakeIn(ctx)
	if err != nil {
		return Outcome{}, err
	}
	found, err := begun.Gather(ctx)
	if err != nil {
		return Outcome{}, err
	}
	p := plan.Make(found.Input)
	for _, w := range found.Warnings {
		r.Log.Warn(w.What, "source", w.Source, "review", w.Path, "action", w.Action, "item", w.Item, "why", w.Why)
	}
	r.leaveOut(p.Broken, &found)
	steps, reviews, err := r.Executor.Run(ctx, p, found.Found)
	if err != nil {
		return Outcome{}, err
	}
	out := Outcome{
		Steps: steps, Reviews: reviews, Failures: once(found.Failures), Late: found.Late, Opened: found.Opened, Early: p.Early,
	}
	if len(taken) > 0 {
		out = Outcome{Steps: taken}.Then(out)
	}
	return out, nil
}
