package main

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"github.com/followthrough/followthrough/cmd/followthrough/show"
	"github.com/followthrough/followthrough/cmd/followthrough/terminal"
	"github.com/followthrough/followthrough/config"
	"github.com/followthrough/followthrough/sync/plan"
	"github.com/followthrough/followthrough/sync/store"
)

type statusOptions struct {
	output outputFlag
	scope  scopeFlags
	short  bool
	redact show.Redaction
}

func newStatus(e terminal.Env) *cobra.Command {
	var o statusOptions
	c := &completer{e}
	cmd := &cobra.Command{
		Use:   "status [REVIEW|ACTION...]",
		Short: "Show where each action stands",
		Long: strings.TrimSpace(`
Shows where each action stands, as the last pass left it, with the reason and
what ends it; --short in a line a review, or, where reviews are named, a line an
action. Asks no source and no tracker.`),
		Example:           "  followthrough status\n  followthrough status --short\n  followthrough status --team payments\n  followthrough status 2026-11-checkout.md -o json",
		ValidArgsFunction: c.reviews,
		RunE: func(cmd *cobra.Command, args []string) error {
			return runStatus(cmd, e, o, args)
		},
	}
	o.output.add(cmd)
	redactFlag(cmd, &o.redact)
	o.scope.add(cmd, c)
	cmd.Flags().BoolVar(&o.short, "short", false, "a line a review, or an action of the reviews that are named")
	return cmd
}

func runStatus(cmd *cobra.Command, e terminal.Env, o statusOptions, args []string) error {
	if err := o.output.check(); err != nil {
		return err
	}
	ctx := cmd.Context()
	a, err := opened(cmd, e, config.ForLooking)
	if err != nil {
		return err
	}
	defer a.close()
	a.redact = o.redact
	scope, err := a.scope(ctx, args, o.scope, inStore)
	if err != nil {
		return err
	}
	all, err := a.store.Records(ctx, store.Filter{})
	if err != nil {
		return err
	}
	found := shown(all, scope)
	records := o.redact.Records(found)
	switch {
	case o.output.format == asJSON:
		err = show.StatusJSON(e.Out, records, a.cfg.Mapping.Anonymise)
	case len(records) == 0 && len(all) > 0:
		fmt.Fprintln(e.Out, "No action is known there.")
	case o.short && len(args) > 0:
		show.ActionsShort(e, records, a.cfg.Mapping.Anonymise)
	case o.short && len(records) > 0:
		show.ReviewsShort(e, records, a.cfg.Mapping.Anonymise)
	default:
		show.Status(e, records, a.cfg.Mapping.Anonymise)
	}
	if err != nil {
		return err
	}
	if o.output.format != asJSON {
		homes := a.reconciler.Gatherer.Homes()
		show.GoneItems(e, show.Gone(found, func(k plan.Known) string { return homes.Away(k, plan.ItemRow{}) }, a.told))
	}
	return verdict(false, a.waiting(found, scope))
}

// shown are the records of a scope, with the actions of its team: those of
// published reviews, and of others what has an item.
func shown(all []plan.Record, scope plan.Scope) []plan.Record {
	var out []plan.Record
	for _, r := range all {
		if !scope.Review(r) {
			continue
		}
		var actions []plan.Known
		for _, k := range r.Actions {
			if scope.Action(r, k) && (!r.Silent() || k.Item != nil) {
				actions = append(actions, k)
			}
		}
		if len(actions) == 0 && (r.Silent() && r.Problem == "" || scope.Team != "") {
			continue
		}
		slices.SortStableFunc(actions, byPlace)
		r.Actions = actions
		out = append(out, r)
	}
	slices.SortStableFunc(out, func(a, b plan.Record) int { return cmp.Compare(unread(b), unread(a)) })
	return out
}

// unread puts what a person has to mend before anything of it is done first.
func unread(r plan.Record) int {
	if r.Unread() {
		return 1
	}
	return 0
}

// byPlace orders actions as the review shows them, those without a line last.
func byPlace(a, b plan.Known) int {
	if (a.Position < 0) != (b.Position < 0) {
		return cmp.Compare(b.Position, a.Position)
	}
	return cmp.Compare(a.Position, b.Position)
}
