package main

import (
	"context"
	"fmt"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"github.com/followthrough/followthrough/sync/execute"
	"github.com/followthrough/followthrough/sync/gather"
	"github.com/followthrough/followthrough/sync/plan"
	"github.com/followthrough/followthrough/sync/reconcile"
)

type syncOptions struct {
	output                 outputFlag
	scope                  scopeFlags
	dryRun, now, yes, gone bool
}

func newSync(e env) *cobra.Command {
	var o syncOptions
	c := &completer{e}
	cmd := &cobra.Command{
		Use:   "sync [REVIEW...]",
		Short: "Bring reviews and backlogs in line now: the manual resync",
		Long: strings.TrimSpace(`
Reads the reviews named (none: all) and their items, whatever the store
remembers, and brings them in line. Works beside a running daemon.

--yes releases what is held, and is a team's yes under "create: ask"; it needs
a REVIEW, --team or --source. What is past is released by a REVIEW only.

Exit: 0 done; 1 a step, source or tracker failed, the rest is done; 2 wrong
usage or configuration; 3 nothing failed, but an action waits for a person.`),
		Example: "  followthrough sync\n  followthrough sync --now payments/2026-11-checkout.md\n" +
			"  followthrough sync --team payments --yes\n  followthrough sync --source wiki --gone",
		ValidArgsFunction: c.reviews,
		RunE: func(cmd *cobra.Command, args []string) error {
			return runSync(cmd, e, o, args)
		},
	}
	o.output.add(cmd)
	o.scope.add(cmd, c)
	f := cmd.Flags()
	f.BoolVar(&o.dryRun, "dry-run", false, "only say what would be done: the same as plan")
	f.BoolVar(&o.now, "now", false, "skip soak, quiet and report_every")
	f.BoolVar(&o.yes, "yes", false, "release what is held in the scope")
	f.BoolVar(&o.gone, "gone", false, "confirm that the vanished reviews of --source are gone; releases nothing")
	return cmd
}

func (o syncOptions) check(args []string) error {
	switch {
	case o.yes && len(args) == 0 && o.scope == scopeFlags{}:
		return usage("--yes needs a REVIEW, --team or --source: it releases what is held there")
	case o.gone && o.scope.source == "":
		return usage("--gone needs --source: it confirms that this source's vanished reviews are gone")
	case o.gone && o.yes:
		return usage("--gone releases nothing: run it without --yes")
	}
	return o.output.check()
}

func runSync(cmd *cobra.Command, e env, o syncOptions, args []string) error {
	if err := o.check(args); err != nil {
		return err
	}
	cfg, err := load(cmd)
	if err != nil {
		return err
	}
	if err := o.scope.check(cfg); err != nil {
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
	req := gather.Request{Again: true}
	if req.Scope, err = a.scope(ctx, args, o.scope); err != nil {
		return err
	}
	req.Now, req.Yes = o.now, o.yes
	if o.gone {
		req.Believe = o.scope.source
	}
	if o.dryRun {
		return a.plan(ctx, e, req, o.output)
	}
	return a.sync(ctx, e, req, o.output)
}

// sync runs a pass and prints what it did. A store that is too new to create
// is waited for.
func (a *app) sync(ctx context.Context, e env, req gather.Request, out outputFlag) error {
	bar := newProgress(e)
	a.reconciler.Executor.Progress = bar.step
	outcome, err := a.reconciler.Pass(ctx, req)
	for err == nil && !outcome.Ready.IsZero() && ctx.Err() == nil {
		fmt.Fprintf(e.err, "The store is new: items that it may have forgotten are looked for until %s.\n",
			outcome.Ready.UTC().Format(time.RFC3339))
		select {
		case <-ctx.Done():
		case <-time.After(time.Until(outcome.Ready)):
			outcome, err = a.reconciler.Pass(ctx, req)
		}
	}
	bar.end()
	if err != nil {
		return err
	}
	if err := printOutcome(e, outcome, req.Scope, out); err != nil {
		return err
	}
	failed := len(outcome.Failures) > 0
	for _, d := range outcome.Steps {
		failed = failed || d.Result == execute.ResultFailed
	}
	return verdict(failed, a.waiting(outcome.Reviews, req.Scope))
}

func printOutcome(e env, o reconcile.Outcome, scope plan.Scope, out outputFlag) error {
	if out.format == asJSON {
		doc := struct {
			Steps []doneJSON `json:"steps"`
		}{Steps: []doneJSON{}}
		for _, d := range o.Steps {
			if scope.Team == "" || d.Team == scope.Team || d.Action == "" {
				doc.Steps = append(doc.Steps, newDoneJSON(d))
			}
		}
		if err := writeJSON(e.out, doc); err != nil {
			return err
		}
	} else {
		printDone(e, o.Steps, scope)
	}
	printFailures(e, o.Failures)
	return nil
}

// printDone prints the executed steps by review, and the sum last.
func printDone(e env, steps []execute.Done, scope plan.Scope) {
	last := ""
	made, linked, written, failed, waiting := 0, 0, 0, 0, 0
	for _, d := range steps {
		if scope.Team != "" && d.Team != scope.Team && d.Action != "" {
			continue
		}
		if here := d.Source + ":" + d.Path; here != last {
			fmt.Fprintf(e.out, "%s\n", bold(e, clean(here)))
			last = here
		}
		fmt.Fprintln(e.out, "  "+stepLine(e, d.Step))
		switch {
		case d.Result == execute.ResultFailed:
			failed++
			fmt.Fprintln(e.out, wrap(clean("failed: "+d.Err.Error()), e.width-11, "          "))
		case d.Result == execute.ResultWaiting, d.Op == plan.OpWait:
			waiting++
		case d.Op == plan.OpCreate:
			made++
		case d.Op == plan.OpLink:
			linked++
		case d.Op == plan.OpReport:
			written++
		}
	}
	fmt.Fprintf(e.out, "%s made, %d linked, %s written, %d waiting, %d failed\n",
		count(made, "item"), linked, count(written, "review"), waiting, failed)
}
