package main

import (
	"context"
	"strings"
	"time"

	"github.com/followthrough/followthrough/cmd/followthrough/show"
	"github.com/followthrough/followthrough/cmd/followthrough/terminal"
	"github.com/followthrough/followthrough/sync/gather"
	"github.com/followthrough/followthrough/sync/plan"
	"github.com/followthrough/followthrough/sync/reconcile"
)

// passes are one pass and, while somebody has not answered yet, or it may be that the
// store has forgotten items, the next ones after that. looked is false where not even
// the first one came to an end.
func (a *app) passes(ctx context.Context, e terminal.Env, req gather.Request) (outcome reconcile.Outcome, looked bool, err error) {
	a.paced()
	a.reconciler.Executor.Once = true
	defer a.reconciler.Finish(ctx)
	a.waitsFor = func(holder error) { show.Held(e, holder) }
	if outcome, err = a.pass(ctx, e, req); err != nil {
		return outcome, false, err
	}
	req.Again = false // all is read just now: what is due, and what changed meanwhile
	makers, missing := "", missed{}
	for {
		switch {
		case a.made(ctx, e, &makers):
		case len(outcome.Late) > 0 && a.answered(ctx, e, outcome.Late, &missing):
		case len(outcome.Early) > 0 && waited(ctx, e, outcome.Early):
		default:
			return outcome, true, nil
		}
		next, err := a.pass(ctx, e, req)
		if err != nil {
			return outcome, true, err
		}
		outcome = outcome.Then(next)
	}
}

// silence is how long those are waited for that have not answered, while nobody else
// does either.
const silence = 30 * time.Second

// missed is of whom a person was told that they are waited for, and how often they were
// asked anew since another process had read them meanwhile.
type missed struct {
	told string
	anew int
}

// mostAnew is how often that is, at most: many processes can overtake each other for
// ever.
const mostAnew = 5

// answered waits for those that have not answered, and says for whom, once for the
// same ones; false: they are waited for no longer, or it was told to stop.
func (a *app) answered(ctx context.Context, e terminal.Env, late []gather.Late, m *missed) bool {
	if who := show.Names(late); who != m.told {
		m.told = who
		show.Late(e, late)
	}
	for from := time.Now(); ; {
		if last := time.Unix(0, a.lastAnswer.Load()); last.After(from) {
			from = last
		}
		left := silence - time.Since(from)
		if left <= 0 || ctx.Err() != nil {
			return false
		}
		waiting, cancel := context.WithTimeout(ctx, left)
		came := a.reconciler.Gatherer.Next(waiting)
		over := waiting.Err() != nil
		cancel()
		switch {
		case came:
			return true
		case !over: // nobody is asked: it is to be asked anew
			m.anew++
			return m.anew <= mostAnew
		}
	}
}

// made waits for one of those who make or write something and were late, and says for
// whom, once for the same ones; false: there is none, or it was told to stop.
func (a *app) made(ctx context.Context, e terminal.Env, told *string) bool {
	if who := strings.Join(a.reconciler.Executor.Behind(), ", "); who != "" && who != *told {
		*told = who
		show.Behind(e, who)
	}
	return a.reconciler.Executor.Next(ctx)
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
