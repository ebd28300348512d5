package main

import (
	"cmp"
	"errors"
	"fmt"

	"github.com/spf13/cobra"

	"github.com/followthrough/followthrough/cmd/followthrough/show"
	"github.com/followthrough/followthrough/cmd/followthrough/showplan"
	"github.com/followthrough/followthrough/cmd/followthrough/terminal"
	"github.com/followthrough/followthrough/config"
	"github.com/followthrough/followthrough/sync/gather"
	"github.com/followthrough/followthrough/sync/plan"
	"github.com/followthrough/followthrough/sync/store"
)

// planUpgrade tells what this version does otherwise than the one that wrote the store.
func planUpgrade(cmd *cobra.Command, e terminal.Env, o planOptions, args []string) error {
	if o.since != "" || o.now || o.full {
		return usage("--upgrade compares with what the store says: it goes without --since, --now and --full")
	}
	ctx := cmd.Context()
	cfg, err := loadTold(cmd, e, config.ForPasses)
	if err != nil {
		return err
	}
	a, err := wire(ctx, cfg, e, toCompare)
	switch {
	case errors.Is(err, store.ErrNotExist):
		return fmt.Errorf("there is nothing to compare with: %w", err)
	case errors.Is(err, store.ErrOlder): // on a server
		return fmt.Errorf("%w. Before that: a database can't be copied in memory, so restore a dump of it into another one, move that into a file (`followthrough store copy postgres://… copy.db`), and plan on the file (--store copy.db)", err)
	case err != nil:
		return err
	}
	defer a.close()
	before, err := a.store.ReviewsBy(ctx, store.Filter{})
	if err != nil {
		return err
	}
	req := gather.Request{Request: plan.Request{Again: true, Dry: true}}
	if req.Scope, err = a.finder(o.redact).scope(ctx, args, o.scope, inSources); err != nil {
		return err
	}
	a.reconciler.Gatherer.Pace.Waits = func(late []gather.Late) { show.Asked(e, late) }
	p, found, err := a.reconciler.Plan(ctx, req)
	switch {
	case ctx.Err() != nil:
		return exitError{exitFailed, errors.New("stopped before all was read: nothing was touched")}
	case err != nil:
		return err
	}
	u := showplan.NewUpgrade(before, p, req.Scope, o.redact)
	u.Program = store.Schema()
	u.Store = cmp.Or(a.store.OlderSchema(), u.Program)
	if o.format == asJSON {
		err = u.JSON(e.Out)
	} else {
		u.Table(e)
	}
	show.Failures(e, o.redact.Failures(found.Failures))
	if err != nil {
		return err
	}
	return verdict(failed(found.Failures, req.Scope), len(u.Differences) > 0)
}
