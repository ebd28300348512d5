package main

import (
	"cmp"
	"context"
	"errors"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"github.com/followthrough/followthrough/cmd/followthrough/show"
	"github.com/followthrough/followthrough/cmd/followthrough/terminal"
	"github.com/followthrough/followthrough/config"
	"github.com/followthrough/followthrough/sync/execute"
	"github.com/followthrough/followthrough/sync/gather"
	"github.com/followthrough/followthrough/sync/plan"
	"github.com/followthrough/followthrough/sync/reconcile"
)

type syncOptions struct {
	tellFlags
	scope          scopeFlags
	tracker        string
	dryRun, full   bool
	now, yes, gone bool
}

func newSync(e terminal.Env) *cobra.Command {
	var o syncOptions
	cmd := &cobra.Command{
		Use:   "sync [REVIEW [ACTION...]]...",
		Short: "Bring reviews and backlogs in line now: the manual resync",
		Long: strings.TrimSpace(`
Reads the reviews named (none: all) and their items, whatever the store
remembers, and brings them in line. Works beside a running daemon.

--yes releases what is held, and is a team's yes under "create: ask"; it needs
a REVIEW, --team or --source. A line that may be no action is released only by
its own name: REVIEW ACTION, where ACTION is its number in "followthrough
status", its key or its title, or REVIEW#NUMBER. What is past is counted; it is
listed, and released, by a REVIEW only.

That most of what a source or tracker had is gone at once is not believed for a
day: a folder may not be mounted. --gone, with --source or --tracker, confirms
it.

Who is slow to answer is waited for, and what concerns nobody else is done
meanwhile; whom it did not reach it names.

Exit: 0 done; 1 a step, source or tracker failed, or a REVIEW can't be read; the
rest is done; 2 wrong usage or configuration; 3 nothing failed, but an action
waits for a person. Without a REVIEW one that can't be read is a remark.`),
		Example: "  followthrough sync\n  followthrough sync --now payments/2026-11-checkout.md\n" +
			"  followthrough sync --team payments --yes\n  followthrough sync 2026-11-checkout.md 2 --yes\n  followthrough sync --source wiki --gone\n" +
			"  followthrough sync --tracker local --gone",
		ValidArgsFunction: completer{e}.reviews,
		RunE:              func(cmd *cobra.Command, args []string) error { return runSync(cmd, e, o, args) },
	}
	o.tellFlags.add(cmd)
	o.scope.add(cmd, e)
	f := cmd.Flags()
	f.BoolVar(&o.dryRun, "dry-run", false, "only say what would be done: the same as plan")
	f.BoolVar(&o.full, "full", false, "with --dry-run: show items and reviews as they would be written")
	f.BoolVar(&o.now, "now", false, "skip soak, quiet and report_every")
	f.BoolVar(&o.yes, "yes", false, "release what is held in the scope")
	f.BoolVar(&o.gone, "gone", false, "confirm that what vanished of --source or --tracker is gone; releases nothing")
	f.StringVar(&o.tracker, "tracker", "", "with --gone: the `tracker` whose vanished items are gone")
	_ = cmd.RegisterFlagCompletionFunc("tracker", completer{e}.trackers) // the flag was added just now
	return cmd
}

func (o syncOptions) check(args []string) error {
	switch {
	case o.yes && len(args) == 0 && o.scope == scopeFlags{}:
		return usage("--yes needs a REVIEW, --team or --source: it releases what is held there")
	case o.full && !o.dryRun:
		return usage("--full belongs to --dry-run: a sync says what it did")
	case o.gone && o.scope.source == "" && o.tracker == "":
		return usage("--gone needs --source or --tracker: it confirms that the vanished reviews of this source, or items of this tracker, are gone")
	case o.tracker != "" && !o.gone:
		return usage("--tracker belongs to --gone: it names the tracker whose vanished items are gone")
	case o.gone && o.yes:
		return usage("--gone releases nothing: run it without --yes")
	}
	return o.outputFlag.check()
}

// checkTracker refuses a name that the configuration does not know.
func (o syncOptions) checkTracker(cfg *config.Config) error {
	if known := trackerNames(cfg); o.tracker != "" && !slices.Contains(known, o.tracker) {
		return usage("no tracker named %q%s", o.tracker, nearest(o.tracker, known))
	}
	return nil
}

func runSync(cmd *cobra.Command, e terminal.Env, o syncOptions, args []string) error {
	if err := o.check(args); err != nil {
		return err
	}
	cfg, err := loadTold(cmd, e, config.ForPasses)
	if err != nil {
		return err
	}
	if err := cmp.Or(o.scope.check(cfg), o.checkTracker(cfg)); err != nil {
		return err // before a store is made
	}
	want := toWrite
	if o.dryRun {
		want = toRead
	}
	ctx := cmd.Context()
	a, err := wire(ctx, cfg, e, want)
	if err != nil {
		return err
	}
	defer a.close()
	req := gather.Request{Request: plan.Request{Again: true}}
	if req.Scope, err = a.finder(o.redact).scope(ctx, args, o.scope, inSources); err != nil {
		return err
	}
	req.Now, req.Yes = o.now, o.yes
	if o.gone {
		req.Believe, req.BelieveTracker = o.scope.source, o.tracker
	}
	if o.dryRun {
		return a.plan(ctx, e, req, planOptions{tellFlags: o.tellFlags, full: o.full})
	}
	return a.sync(ctx, e, req, o.tellFlags)
}

// sync looks, does what is due and prints it.
func (a *app) sync(ctx context.Context, e terminal.Env, req gather.Request, out tellFlags) error {
	e = a.zoned(e)
	began := e.Now()
	a.audit.asked(ctx, a.store, req)
	outcome, looked, err := a.resync(ctx, e, req)
	stopped := ctx.Err() != nil
	switch {
	case !looked && stopped:
		return exitError{exitFailed, errors.New("stopped before anything was done: run it again")}
	case !looked:
		return err
	}
	if failure := out.report(e, outcome, req.Scope); failure != nil {
		return failure
	}
	show.NotReached(e, outcome.Late)
	if req.Yes {
		show.Released(e, outcome.Reviews, req.Scope, began)
	}
	switch {
	case stopped:
		return exitError{exitFailed, errors.New("stopped before all was done: the step at hand was finished, run it again for the rest")}
	case err != nil:
		return err
	}
	bad := failed(outcome.Failures, req.Scope) ||
		slices.ContainsFunc(outcome.Steps, func(d execute.Done) bool { return d.Result == execute.ResultFailed })
	return verdict(bad, a.waiting(outcome.Reviews, req.Scope))
}

// report prints what a sync did.
func (f tellFlags) report(e terminal.Env, outcome reconcile.Outcome, scope plan.Scope) error {
	steps := f.redact.Done(slices.DeleteFunc(slices.Clone(outcome.Steps), func(d execute.Done) bool { return !concerns(d.Step, scope) }))
	var err error
	if f.format == asJSON {
		err = show.SyncJSON(e.Out, steps)
	} else {
		show.Done(e, steps, scope)
	}
	show.Silent(e, outcome.Reviews, scope, f.redact)
	show.Failures(e, f.redact.Failures(outcome.Failures))
	return err
}
