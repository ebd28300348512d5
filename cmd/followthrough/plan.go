package main

import (
	"context"
	"strings"

	"github.com/spf13/cobra"

	"github.com/followthrough/followthrough/cmd/followthrough/show"
	"github.com/followthrough/followthrough/cmd/followthrough/terminal"
	"github.com/followthrough/followthrough/config"
	"github.com/followthrough/followthrough/sync/gather"
	"github.com/followthrough/followthrough/sync/plan"
)

type planOptions struct {
	output outputFlag
	redact show.Redaction
	scope  scopeFlags
	now    bool
}

func newPlan(e terminal.Env) *cobra.Command {
	var o planOptions
	c := &completer{e}
	cmd := &cobra.Command{
		Use:   "plan [REVIEW...]",
		Short: "Say what a sync would do, and why; touch nothing",
		Long: strings.TrimSpace(`
Reads the reviews and their items and says what a sync would do, and why. It
touches nothing: no review, no backlog, and it makes no store. Without a store
it plans as if every review were read for the first time now.

A REVIEW is a path, the end of one, SOURCE:PATH, or a key.`),
		Example:           "  followthrough plan\n  followthrough plan payments/2026-11-checkout.md\n  followthrough plan --team payments -o json",
		ValidArgsFunction: c.reviews,
		RunE: func(cmd *cobra.Command, args []string) error {
			return runPlan(cmd, e, o, args)
		},
	}
	o.output.add(cmd)
	redactFlag(cmd, &o.redact)
	o.scope.add(cmd, c)
	cmd.Flags().BoolVar(&o.now, "now", false, "as if soak, quiet and report_every were over")
	return cmd
}

func runPlan(cmd *cobra.Command, e terminal.Env, o planOptions, args []string) error {
	if err := o.output.check(); err != nil {
		return err
	}
	ctx := cmd.Context()
	a, err := opened(cmd, e, config.ForPasses)
	if err != nil {
		return err
	}
	defer a.close()
	a.redact = o.redact
	req := gather.Request{Request: plan.Request{Again: true}}
	if req.Scope, err = a.scope(ctx, args, o.scope, inSources); err != nil {
		return err
	}
	req.Now = o.now
	return a.plan(ctx, e, req, o.output, o.redact)
}

// plan plans and prints it.
func (a *app) plan(ctx context.Context, e terminal.Env, req gather.Request, out outputFlag, h show.Redaction) error {
	p, found, err := a.reconciler.Plan(ctx, req)
	if err != nil {
		return err
	}
	steps := h.Steps(inScope(p.Steps, req.Scope))
	if out.format == asJSON {
		if err := show.PlanJSON(e.Out, steps); err != nil {
			return err
		}
	} else {
		show.Plan(e, p, steps, req.Scope)
	}
	show.Silent(e, p.Reviews, req.Scope, h)
	show.Failures(e, h.Failures(found.Failures))
	return verdict(failed(found.Failures, req.Scope), a.waiting(p.Reviews, req.Scope))
}

// inScope leaves out the steps of other teams.
func inScope(steps []plan.Step, s plan.Scope) []plan.Step {
	var out []plan.Step
	for _, step := range steps {
		if concerns(step, s) {
			out = append(out, step)
		}
	}
	return out
}

// concerns tells whether a step is worth telling to who asked for the scope:
// what is done, and what waits within it.
func concerns(step plan.Step, s plan.Scope) bool {
	if step.Op == plan.OpWait && !s.Review(plan.Record{Source: step.Source, Path: step.Path}) {
		return false
	}
	if step.Action != "" && !s.Single(step.Action) {
		return false
	}
	return s.Team == "" || step.Team == s.Team || step.Action == ""
}

// waiting tells whether in the scope a review since since waits for a person, or
// an action of it does.
func (a *app) waiting(records []plan.Record, s plan.Scope) bool {
	for _, r := range records {
		if !s.Review(r) || a.past(r) {
			continue
		}
		if r.Unread() && s.Team == "" {
			return true
		}
		for _, k := range r.Actions {
			if !r.Silent() && k.WaitsForPerson() && s.Action(r, k) {
				return true
			}
		}
	}
	return false
}

func (a *app) past(r plan.Record) bool {
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
