package main

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"strings"

	"github.com/spf13/cobra"

	"github.com/followthrough/followthrough/cmd/followthrough/show"
	"github.com/followthrough/followthrough/cmd/followthrough/terminal"
	"github.com/followthrough/followthrough/config"
	"github.com/followthrough/followthrough/sync/gather"
	"github.com/followthrough/followthrough/sync/plan"
	"github.com/followthrough/followthrough/sync/review"
)

type remakeOptions struct {
	output outputFlag
	yes    bool
}

func newRemake(e terminal.Env) *cobra.Command {
	var o remakeOptions
	c := &completer{e}
	cmd := &cobra.Command{
		Use:   "remake REVIEW [ACTION...]",
		Short: "Forget actions' items and make new ones",
		Long: strings.TrimSpace(`
Forgets the items of these actions and makes new ones where the mapping now
says. First it shows what it leaves behind: those items stay the team's, and
followthrough does not touch them. It asks before it does anything; without a
terminal it wants --yes.

An ACTION is its number in "followthrough status", or its key, or the beginning
of one. Without any, all actions of the review that have an item are remade.`),
		Example: "  followthrough remake 2026-11-checkout.md\n  followthrough remake 2026-11-checkout.md 2 --yes\n" +
			"  followthrough remake 2026-11-checkout.md 3f9a2c1b77d0",
		Args:              cobra.MinimumNArgs(1),
		ValidArgsFunction: c.reviews,
		RunE: func(cmd *cobra.Command, args []string) error {
			return runRemake(cmd, e, o, args)
		},
	}
	o.output.add(cmd)
	cmd.Flags().BoolVar(&o.yes, "yes", false, "do not ask")
	return cmd
}

func runRemake(cmd *cobra.Command, e terminal.Env, o remakeOptions, args []string) error {
	if err := o.output.check(); err != nil {
		return err
	}
	cfg, err := loadTold(cmd, e, config.ForPasses)
	if err != nil {
		return err
	}
	ctx := cmd.Context()
	m, err := foreseen(ctx, cfg, e, args)
	if err != nil {
		return err
	}
	m.print(e, cfg.Mapping.Anonymise)
	if len(m.keys) == 0 {
		return nil
	}
	if err := confirmed(e, o.yes, len(m.keys)); err != nil {
		return err
	}
	a, err := wire(ctx, cfg, e, toWrite)
	if err != nil {
		return err
	}
	defer a.close()
	if err := a.forget(ctx, e, m); err != nil {
		return err
	}
	var req gather.Request
	req.Again, req.Now = true, true
	req.Scope = plan.Scope{Reviews: []plan.Where{{Source: m.record.Source, Path: m.record.Path}}, Actions: m.keys}
	return a.sync(ctx, e, req, o.output, show.Redaction{})
}

// confirmed asks, where a person is there to answer.
func confirmed(e terminal.Env, yes bool, n int) error {
	switch {
	case yes:
		return nil
	case !e.InTerminal:
		return usage("nothing was done: --yes says that this is meant")
	}
	fmt.Fprintf(e.Err, "Make %s anew? [y/N] ", show.Count(n, "item"))
	answer, err := bufio.NewReader(e.In).ReadString('\n')
	if answer = strings.ToLower(strings.TrimSpace(answer)); err == nil && (answer == "y" || answer == "yes") {
		return nil
	}
	return exitError{exitFailed, errors.New("nothing was done")}
}

// remaking is what a remake is about to do.
type remaking struct {
	record  plan.Record
	keys    []review.Key // of the actions to be remade
	refused map[review.Key]error
	// asked says that the actions were named one by one.
	asked bool
}

// foreseen is what a remake of these arguments would do, found out without
// touching anything.
func foreseen(ctx context.Context, cfg *config.Config, e terminal.Env, args []string) (remaking, error) {
	a, err := wire(ctx, cfg, e, toRead)
	if err != nil {
		return remaking{}, err
	}
	defer a.close()
	return a.remaking(ctx, args[0], args[1:])
}

// remaking finds the review and the actions, and looks at each.
func (a *app) remaking(ctx context.Context, name string, actions []string) (remaking, error) {
	record, err := a.record(ctx, name)
	if err != nil {
		return remaking{}, err
	}
	if record.Key == "" {
		return remaking{}, usage("%s was not read yet: sync first", name)
	}
	m := remaking{record: record, refused: map[review.Key]error{}, asked: len(actions) > 0}
	wanted := record.Actions
	if m.asked {
		if wanted, err = pick(record, actions); err != nil {
			return m, err
		}
	}
	rows, err := a.rows(ctx, record)
	if err != nil {
		return m, err
	}
	for _, k := range wanted {
		if _, err := plan.Remade(k, rows[itemID(k)], record.FirstRead); err != nil {
			m.refused[k.Key] = err
			if m.asked {
				return m, usage("nothing was done: %q: %w", terminal.Cut(a.cfg.Mapping.Anonymise(k.Reading.Title), 40), err)
			}
			continue
		}
		m.keys = append(m.keys, k.Key)
	}
	return m, nil
}

// rows are the items of a record's actions.
func (a *app) rows(ctx context.Context, r plan.Record) (map[plan.ItemID]plan.ItemRow, error) {
	var ids []plan.ItemID
	for _, k := range r.Actions {
		if k.Item != nil {
			ids = append(ids, itemID(k))
		}
	}
	rows, err := a.store.ItemRows(ctx, ids)
	out := map[plan.ItemID]plan.ItemRow{}
	for _, row := range rows {
		out[row.ItemID()] = row
	}
	return out, err
}

func itemID(k plan.Known) plan.ItemID {
	if k.Item == nil {
		return plan.ItemID{}
	}
	return plan.ItemID{Tracker: k.Item.Tracker, ID: k.Item.ID}
}
