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
	"github.com/followthrough/followthrough/sync/review"
	"github.com/followthrough/followthrough/sync/store"
)

type statusOptions struct {
	tellFlags
	scope scopeFlags
	list  listFlags
	short bool
}

func newStatus(e terminal.Env) *cobra.Command {
	var o statusOptions
	cmd := &cobra.Command{
		Use:   "status [REVIEW|ACTION...]",
		Short: "Show where each action stands",
		Long: strings.TrimSpace(`
Shows where each action stands, as the last pass left it, with the reason and
what ends it; --short in a line a review, or, where reviews are named, a line an
action. The oldest review stands first, by the day of its publication; before it
what can't be read, and last the drafts. Asks no source and no tracker.

--open lists the actions that are open or in progress, --waiting those that wait
for a person, with their reasons, the oldest first.

Exit: 0 done; 2 wrong usage or configuration; 3 an action waits for a person.`),
		Example:           "  followthrough status\n  followthrough status --short\n  followthrough status --open --team payments\n  followthrough status --waiting\n  followthrough status 2026-11-checkout.md -o json",
		ValidArgsFunction: completer{e}.reviews,
		RunE:              func(cmd *cobra.Command, args []string) error { return runStatus(cmd, e, o, args) },
	}
	o.tellFlags.add(cmd)
	o.scope.add(cmd, e)
	o.list.add(cmd)
	cmd.Flags().BoolVar(&o.short, "short", false, "a line a review, or an action of the reviews that are named")
	return cmd
}

func runStatus(cmd *cobra.Command, e terminal.Env, o statusOptions, args []string) error {
	if err := o.check(); err != nil {
		return err
	}
	ctx := cmd.Context()
	a, err := opened(cmd, e, config.ForLooking)
	if err != nil {
		return err
	}
	defer a.close()
	f := a.finder(o.redact)
	scope, err := f.scope(ctx, args, o.scope, inStore)
	if err != nil {
		return err
	}
	all, err := a.store.ReviewsBy(ctx, store.Filter{})
	if err != nil {
		return err
	}
	found := shown(all, scope)
	if o.list.any() {
		found = a.listOf(found, o.list)
	}
	records := o.redact.Reviews(found)
	e = a.zoned(e)
	if err := o.print(e, a, records, all, len(args) > 0); err != nil {
		return err
	}
	if o.format != asJSON {
		sources, trackers, err := a.store.Marks(ctx, sourceNames(a.cfg), trackerNames(a.cfg))
		if err != nil {
			return err
		}
		show.Strands(e, show.Unread(sources, trackers))
		show.Strands(e, show.Doubted(sources, trackers))
		homes := a.reconciler.Gatherer.Homes()
		show.Strands(e, show.Sourceless(shown(all, plan.Scope{}), sourceNames(a.cfg)))
		show.Strands(e, show.Gone(found, func(k plan.Action) string { return homes.Away(k, plan.ItemRow{}) }, f.told))
	}
	return verdict(false, a.waiting(found, scope))
}

// print prints records, of all that are known; named: reviews were.
func (o statusOptions) print(e terminal.Env, a *app, records, all []plan.Review, named bool) error {
	switch {
	case o.format == asJSON:
		return show.StatusJSON(e.Out, records, a.cfg.Mapping.Anonymise)
	case o.list.any():
		show.Actions(e, show.Listing{Reviews: records, What: o.list.words(), Now: e.Now(), Restate: a.cfg.Mapping.Anonymise})
	case len(records) == 0 && len(all) > 0:
		fmt.Fprintln(e.Out, "No action is known there.")
	case o.short && named:
		show.ActionsShort(e, records, a.cfg.Mapping.Anonymise)
	case o.short && len(records) > 0:
		show.ReviewsShort(e, records, a.cfg.Mapping.Anonymise)
	default:
		show.Status(e, show.Standing{Reviews: records, Whole: byKey(all), Configured: a.configured, Restate: a.cfg.Mapping.Anonymise})
	}
	return nil
}

// byKey are records by their keys, with what is told of them: of drafts and of what
// is gone only what has an item.
func byKey(all []plan.Review) map[review.Key]plan.Review {
	out := map[review.Key]plan.Review{}
	for _, r := range shown(all, plan.Scope{}) {
		out[r.Key] = r
	}
	return out
}

// shown are the records of a scope, with the actions of its team: those of
// published reviews, and of others what has an item. First stands what can't be
// read, then the oldest, drafts last.
func shown(all []plan.Review, scope plan.Scope) []plan.Review {
	var out []plan.Review
	for _, r := range all {
		if !scope.Review(r) {
			continue
		}
		var actions []plan.Action
		for _, k := range r.Actions {
			if scope.Action(r, k) && (!r.Silent() || k.Item != nil) {
				actions = append(actions, k)
			}
		}
		if len(actions) == 0 && (!r.Gone.IsZero() && r.Problem == "" || scope.Team != "") {
			continue
		}
		slices.SortStableFunc(actions, byPlace)
		r.Actions = actions
		out = append(out, r)
	}
	slices.SortStableFunc(out, func(a, b plan.Review) int {
		return cmp.Or(cmp.Compare(rank(a), rank(b)), show.Day(a).Compare(show.Day(b)))
	})
	return out
}

// rank puts first what a person has to mend before anything of it is done, and
// drafts last.
func rank(r plan.Review) int {
	switch {
	case r.Unread():
		return 0
	case show.Draft(r):
		return 2
	}
	return 1
}

// byPlace orders actions as the review shows them, those without a line last.
func byPlace(a, b plan.Action) int {
	if (a.Position < 0) != (b.Position < 0) {
		return cmp.Compare(b.Position, a.Position)
	}
	return cmp.Compare(a.Position, b.Position)
}
