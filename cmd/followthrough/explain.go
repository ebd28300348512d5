package main

import (
	"context"
	"fmt"
	"strings"

	"github.com/spf13/cobra"

	"github.com/followthrough/followthrough/cmd/followthrough/restriction"
	"github.com/followthrough/followthrough/cmd/followthrough/show"
	"github.com/followthrough/followthrough/cmd/followthrough/states"
	"github.com/followthrough/followthrough/cmd/followthrough/terminal"
	"github.com/followthrough/followthrough/config"
	"github.com/followthrough/followthrough/sync/plan"
	"github.com/followthrough/followthrough/sync/source"
)

func newExplain(e terminal.Env) *cobra.Command {
	var o tellFlags
	cmd := &cobra.Command{
		Use:   "explain REVIEW [NUMBER]|ACTION|STATE",
		Short: "Say where each action goes and why, or what a state means",
		Long: strings.TrimSpace(`
Reads the review as it is now and says of each action which rule leads it to
which team and backlog, and what did not match before that. It asks no tracker
and needs no store, so it works for a draft as well.

A REVIEW is a path, the end of one, SOURCE:PATH, a key, an address or a title;
an ACTION is REVIEW#NUMBER, a key or the beginning of one, its item's key or
address, or its title. So it is for every command.

Of a STATE, as status shows it (open, held, "no team"), it says what it means,
what ends it, and what a person can do; it needs no configuration then.`),
		Example:           "  followthrough explain 2026-11-checkout.md\n  followthrough explain sre:payments/2026-11-checkout.md -o json\n  followthrough explain held",
		Args:              cobra.MinimumNArgs(1),
		ValidArgsFunction: completer{e}.reviewsAndStates,
		RunE: func(cmd *cobra.Command, args []string) error {
			if err := o.check(); err != nil {
				return err
			}
			if state, ok := states.Named(strings.Join(args, " ")); ok {
				return explainState(e, o.outputFlag, states.New(state))
			}
			name, err := explainable(args)
			if err != nil {
				return err
			}
			return runExplain(cmd, e, o, name)
		},
	}
	o.add(cmd)
	return cmd
}

func runExplain(cmd *cobra.Command, e terminal.Env, o tellFlags, name string) error {
	ctx := cmd.Context()
	a, err := opened(cmd, e, config.ForLooking)
	if err != nil {
		return orMistyped(err, name)
	}
	defer a.close()
	f := a.finder(o.redact)
	named, number, err := f.explained(ctx, name)
	if err != nil {
		return orState(err)
	}
	doc, err := a.read(ctx, named.Where)
	switch {
	case err != nil && o.redact.On: // what can't be read may be restricted
		return show.ErrHidden
	case err != nil:
		return err
	}
	out := show.NewExplained(a.cfg.Mapping, named.Where, doc, e.Now())
	r, err := f.recordAt(ctx, named.Where)
	if err != nil {
		return err
	}
	switch {
	case number > len(out.Actions):
		return usage("%q: the review has %s: `followthrough explain` of it alone numbers them", name, show.Count(len(out.Actions), "action"))
	case number > 0:
		out.Actions = out.Actions[number-1 : number]
	case named.action != "":
		out = out.Only(actionOf(r, named.action), doc.Review)
	}
	if o.redact.On && a.isRestricted(named.Where, doc) {
		out = out.Hidden(string(r.Key))
	}
	if o.format == asJSON {
		return show.JSON(e.Out, out)
	}
	show.Explain(a.zoned(e), out)
	return nil
}

// isRestricted tells whether a review is for fewer people than their items would be.
func (a *app) isRestricted(w plan.Where, doc source.Document) bool {
	for _, c := range a.cfg.Sources {
		if of := restriction.Of(c.Restricted); c.Name == w.Source && of != nil {
			return of(w.Path, doc.Review)
		}
	}
	return false
}

// read reads a review's document as it is now.
func (a *app) read(ctx context.Context, w plan.Where) (source.Document, error) {
	entries, err := a.sources[w.Source].List(ctx)
	if err != nil {
		return source.Document{}, fmt.Errorf("list source %s: %w", w.Source, err)
	}
	for _, entry := range entries {
		if entry.Path != w.Path {
			continue
		}
		doc, err := a.sources[w.Source].Read(ctx, entry)
		if err != nil {
			return doc, fmt.Errorf("read %s:%s: %w", w.Source, w.Path, err)
		}
		return doc, nil
	}
	return source.Document{}, fmt.Errorf("read %s:%s: it is not there any more: `followthrough status` shows what is known of it", w.Source, w.Path)
}
