package main

import (
	"cmp"
	"context"
	"errors"
	"slices"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"github.com/followthrough/followthrough/cmd/followthrough/show"
	"github.com/followthrough/followthrough/cmd/followthrough/showplan"
	"github.com/followthrough/followthrough/cmd/followthrough/terminal"
	"github.com/followthrough/followthrough/config"
	"github.com/followthrough/followthrough/sync/execute"
	"github.com/followthrough/followthrough/sync/gather"
	"github.com/followthrough/followthrough/sync/plan"
	"github.com/followthrough/followthrough/sync/store"
)

type planOptions struct {
	tellFlags
	scope scopeFlags
	now   bool
	full  bool
	since string
	// upgrade compares with what the store says in place of telling steps.
	upgrade bool
}

func newPlan(e terminal.Env) *cobra.Command {
	var o planOptions
	cmd := &cobra.Command{
		Use:   "plan [REVIEW...]",
		Short: "Say what a sync would do, and why; touch nothing",
		Long: strings.TrimSpace(`
Reads the reviews and their items and says what a sync would do, and why:
+ create an item, = link one that is there, ~ write into the review, … wait.
It touches nothing: no review, no backlog, and it makes no store. Without a
store it plans as if every review were read for the first time now.

--full shows each item field by field, as it would be asked for, and each
review as a diff of its bytes, as -o json always does. People's names are left
out of both. Times are in the configuration's zone, or else in this machine's;
in JSON they are RFC 3339.

--since all (or a date, or 90d) tries the mapping on old reviews: they are
judged as if they were new, with no soak and no max_new, and the owners who
lead to no team are listed. No later sync does anything else for it.

--upgrade tells what this version reads and writes otherwise than the one that
wrote the store, in documents that nobody has changed since: lines newly read as
actions, no longer read, read otherwise, reviews written to in other words. The
store of an older version stays as it is: a copy in memory is migrated.

A REVIEW is a path, the end of one, SOURCE:PATH, or a key.

Exit: 0 planned; 1 a source or tracker can't be read, or a step would fail;
2 wrong usage or configuration; 3 nothing failed, but an action waits for a
person, or with --upgrade something differs.`),
		Example: "  followthrough plan\n  followthrough plan --full payments/2026-11-checkout.md\n" +
			"  followthrough plan --since all\n  followthrough plan --team payments -o json\n  followthrough plan --upgrade",
		ValidArgsFunction: completer{e}.reviews,
		RunE:              func(cmd *cobra.Command, args []string) error { return runPlan(cmd, e, o, args) },
	}
	o.tellFlags.add(cmd)
	o.scope.add(cmd, e)
	cmd.Flags().BoolVar(&o.now, "now", false, "as if soak, quiet and report_every were over")
	cmd.Flags().BoolVar(&o.full, "full", false, "show items and reviews as they would be written")
	cmd.Flags().BoolVar(&o.upgrade, "upgrade", false, "tell what this version reads and writes otherwise than the one that wrote the store")
	cmd.Flags().StringVar(&o.since, "since", "", "try the mapping on reviews from this `day` on, as if they were new: 2026-01-01, 90d, or all")
	_ = cmd.RegisterFlagCompletionFunc("since", cobra.FixedCompletions([]string{"all", "90d", "365d"}, cobra.ShellCompDirectiveNoFileComp)) // added just now
	return cmd
}

func runPlan(cmd *cobra.Command, e terminal.Env, o planOptions, args []string) error {
	if err := o.check(); err != nil {
		return err
	}
	if o.upgrade {
		return planUpgrade(cmd, e, o, args)
	}
	from, err := day("--since", o.since, e.Now())
	if err != nil {
		return err
	}
	ctx := cmd.Context()
	a, err := opened(cmd, e, config.ForPasses)
	if err != nil {
		return err
	}
	defer a.close()
	if o.since != "" {
		a.try(from)
	}
	req := gather.Request{Request: plan.Request{Again: true}}
	if req.Scope, err = a.finder(o.redact).scope(ctx, args, o.scope, inSources); err != nil {
		return err
	}
	req.Now = o.now || o.since != ""
	return a.plan(ctx, e, req, o)
}

// try judges reviews from another day on (zero: all), as if they were new:
// nothing is held for their number.
func (a *app) try(from time.Time) {
	for i := range a.cfg.Sources {
		a.cfg.Sources[i].Since = config.Since{All: from.IsZero(), Day: from}
	}
	for i := range a.reconciler.Gatherer.Sources {
		rules := &a.reconciler.Gatherer.Sources[i].Rules
		rules.Since, rules.MaxNew, rules.AsNew = from, 0, true
	}
}

// plan plans and prints it, what could not be read before the sum.
func (a *app) plan(ctx context.Context, e terminal.Env, req gather.Request, o planOptions) error {
	e = a.zoned(e)
	a.reconciler.Gatherer.Pace.Waits = func(late []gather.Late) { show.Asked(e, late) }
	view, failures, err := a.planned(ctx, req, o)
	switch {
	case ctx.Err() != nil:
		return exitError{exitFailed, errors.New("stopped before all was read: nothing was touched")}
	case err != nil:
		return err
	}
	if o.format == asJSON {
		err = view.JSON(e.Out)
	} else {
		view.Table(e)
	}
	show.Silent(e, view.Plan.Reviews, req.Scope, o.redact)
	show.Failures(e, view.Failures)
	if o.format != asJSON {
		if err := a.sourceless(ctx, e); err != nil {
			return err
		}
		view.Sum(e)
	}
	if err != nil {
		return err
	}
	return verdict(failed(failures, req.Scope) || view.Failed(), a.waiting(view.Plan.Reviews, req.Scope))
}

// planned is the plan as it may be shown, and what could not be read.
func (a *app) planned(ctx context.Context, req gather.Request, o planOptions) (showplan.View, []gather.Failure, error) {
	req.Dry = true
	p, found, err := a.reconciler.Plan(ctx, req)
	if err != nil || ctx.Err() != nil {
		return showplan.View{}, nil, cmp.Or(err, ctx.Err())
	}
	want := execute.WantItems
	if o.full || o.format == asJSON {
		want = execute.WantAll
	}
	return showplan.New(showplan.Options{
		Plan: p, Previews: a.reconciler.Executor.Preview(ctx, p, want), Failures: found.Failures, Mapping: a.cfg.Mapping, Scope: req.Scope,
		Concerns: func(s plan.Step) bool { return concerns(s, req.Scope) }, Redact: o.redact, Trial: o.since, Full: o.full,
		Past:   a.past,
		Signed: len(a.cfg.MarkerSecrets) > 0,
	}), found.Failures, nil
}

// sourceless tells what the store knows of sources that are configured no more.
func (a *app) sourceless(ctx context.Context, e terminal.Env) error {
	records, err := a.store.ReviewsBy(ctx, store.Filter{})
	if err != nil {
		return err
	}
	show.StrandsAbove(e, show.Sourceless(shown(records, plan.Scope{}), sourceNames(a.cfg)))
	return nil
}

// zoned tells times in the zone of the configuration, if that names one.
func (a *app) zoned(e terminal.Env) terminal.Env {
	if a.cfg.ZoneGiven {
		e.Zone = a.cfg.Zone
	}
	return e
}

// concerns tells whether a step is worth telling to who asked for the scope:
// what is done, and what waits within it.
func concerns(step plan.Step, s plan.Scope) bool {
	if step.Op == plan.OpWait && !s.Review(plan.Review{Source: step.Source, Path: step.Path}) {
		return false
	}
	if step.Action != "" && !s.Single(step.Action) {
		return false
	}
	return s.Team == "" || step.Team == s.Team || step.Action == ""
}

// waiting tells whether in the scope a review waits for a person, or an action of
// it does.
func (a *app) waiting(records []plan.Review, s plan.Scope) bool {
	for _, r := range records {
		if !s.Review(r) {
			continue
		}
		if a.unreadWaits(r) && s.Team == "" {
			return true
		}
		for _, k := range r.Actions {
			if a.waits(r, k) && s.Action(r, k) {
				return true
			}
		}
	}
	return false
}

// waits tells whether an action waits for a person. Its state says so, not its
// review's age: one that was released, or has an item, waits like any other.
// What is of no source of the configuration waits for nobody.
func (a *app) waits(r plan.Review, k plan.Action) bool {
	return k.WaitsForPerson() && !r.Silent() && a.configured(r.Source)
}

// unreadWaits tells whether a review since since can't be read, which a person
// has to mend.
func (a *app) unreadWaits(r plan.Review) bool {
	return r.Unread() && !a.past(r) && a.configured(r.Source)
}

func (a *app) configured(source string) bool { return slices.Contains(sourceNames(a.cfg), source) }

func (a *app) past(r plan.Review) bool {
	for _, c := range a.cfg.Sources {
		if c.Name == r.Source {
			return !c.Since.All && r.Age.Before(c.Since.Day)
		}
	}
	return false
}

// verdict is the exit code of a command that looked at actions.
func verdict(failed, waiting bool) error {
	switch {
	case failed:
		return exitError{code: exitFailed}
	case waiting:
		return exitError{code: exitWaits}
	}
	return nil
}
