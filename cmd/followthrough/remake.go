package main

import (
	"context"
	"errors"
	"fmt"
	"strings"

	"github.com/spf13/cobra"

	"github.com/followthrough/followthrough/cmd/followthrough/show"
	"github.com/followthrough/followthrough/cmd/followthrough/terminal"
	"github.com/followthrough/followthrough/config"
	"github.com/followthrough/followthrough/sync/gather"
)

type remakeOptions struct {
	tellFlags
	scope scopeFlags
	yes   bool
}

func newRemake(e terminal.Env) *cobra.Command {
	var o remakeOptions
	cmd := &cobra.Command{
		Use:   "remake [REVIEW [ACTION...]]...",
		Short: "Forget actions' items and make new ones",
		Long: strings.TrimSpace(`
Forgets the items of these actions and makes new ones where the mapping now
says. First it shows what it leaves behind: those items stay the team's, and
followthrough does not touch them. It asks before it does anything; without a
terminal it needs --yes, and with -o json says what it would do.

An ACTION is its number in "followthrough status", its item's key, its own key,
or the beginning of that; with no REVIEW before it, REVIEW#NUMBER too. Without
any, all actions of the review that have an item are remade.
Without a REVIEW, --team or --source names what is meant: the actions whose
items are in a tracker that is configured no more, and those that were asked for
in vain until they were blocked; no others. What changed between the question
and the yes, by another remake say, stays as it is.

What is remade counts for max_new: what is beyond it is held, until "sync --yes"
releases it. An action that was named itself does not count.

Exit: 0 done; 1 a step, source or tracker failed; 2 wrong usage or
configuration, or nothing was done for want of a yes; 3 something waits for a
person.`),
		Example: "  followthrough remake 2026-11-checkout.md\n  followthrough remake 2026-11-checkout.md 2 --yes\n" +
			"  followthrough remake 2026-11-checkout.md 3f9a2c1b77d0\n  followthrough remake --source sre",
		ValidArgsFunction: completer{e}.reviews,
		RunE:              func(cmd *cobra.Command, args []string) error { return runRemake(cmd, e, o, args) },
	}
	o.tellFlags.add(cmd)
	o.scope.add(cmd, e)
	cmd.Flags().BoolVar(&o.yes, "yes", false, "do not ask")
	return cmd
}

func (o remakeOptions) check(args []string) error {
	if len(args) == 0 && o.scope == (scopeFlags{}) {
		return usage("remake needs a REVIEW, --team or --source: `followthrough status` shows what there is")
	}
	return o.outputFlag.check()
}

func runRemake(cmd *cobra.Command, e terminal.Env, o remakeOptions, args []string) error {
	if err := o.check(args); err != nil {
		return err
	}
	cfg, err := loadTold(cmd, e, config.ForPasses)
	if err != nil {
		return err
	}
	ctx := cmd.Context()
	looks, err := wire(ctx, cfg, e, toRead)
	if err != nil {
		return err
	}
	rm := looks.remaker(o.redact)
	m, err := rm.remaking(ctx, o.scope, args)
	if err != nil {
		looks.close()
		return err
	}
	m.print(e, rm)
	shown := m.json(rm)
	looks.close()
	if o.format == asJSON && (len(m.targets) == 0 || !o.yes && !e.InTerminal) {
		if err := show.JSON(e.Out, shown); err != nil {
			return err
		}
	}
	if len(m.targets) == 0 {
		return nil
	}
	if err := confirmed(ctx, e, o.yes, len(m.targets)); err != nil {
		return err
	}
	return o.remake(ctx, cfg, e, m)
}

// remake does what was shown and confirmed, but for what changed meanwhile.
func (o remakeOptions) remake(ctx context.Context, cfg *config.Config, e terminal.Env, m remaking) error {
	a, err := wire(ctx, cfg, e, toWrite)
	if err != nil {
		return err
	}
	defer a.close()
	changed, err := a.remaker(o.redact).forget(ctx, e, &m)
	switch {
	case err != nil:
		return err
	case len(m.targets) == 0:
		return exitError{exitFailed, errors.New("nothing was done: changed meanwhile, look again and say then what is meant")}
	}
	var req gather.Request
	req.Again, req.Now = true, true
	req.Scope = m.scope()
	if err := a.sync(ctx, e, req, o.tellFlags); changed == 0 || codeOf(err) == exitFailed {
		return err
	}
	return exitError{exitFailed, fmt.Errorf("%s stayed as it was: changed meanwhile", show.Count(changed, "action"))}
}

// confirmed asks, where a person is there to answer.
func confirmed(ctx context.Context, e terminal.Env, yes bool, n int) error {
	switch {
	case yes:
		return nil
	case !e.InTerminal:
		return usage("nothing was done: --yes says that this is meant")
	}
	text := fmt.Sprintf("Make %s anew?", show.Count(n, "item"))
	if meant, err := terminal.NewAsker(e).Yes(ctx, text, terminal.No); err == nil && meant {
		return nil
	}
	return exitError{exitFailed, errors.New("nothing was done")}
}
