package main

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"github.com/followthrough/followthrough/cmd/followthrough/show"
	"github.com/followthrough/followthrough/cmd/followthrough/terminal"
	"github.com/followthrough/followthrough/config"
	"github.com/followthrough/followthrough/sync/plan"
	"github.com/followthrough/followthrough/sync/source"
	"github.com/followthrough/followthrough/sync/store"
)

func newForget(e terminal.Env) *cobra.Command {
	var yes bool
	cmd := &cobra.Command{
		Use:   "forget REVIEW",
		Short: "Delete at once what is kept of a review that is gone",
		Long: strings.TrimSpace(`
Deletes what the store has of a review that is gone from its source: its title
and actions, what was asked for, and what the log tells of it. Without it that
is done when "retention" has passed. It asks first; without a terminal it needs
--yes.

It is refused while the source lists the review, and before a sync has found it
gone: it would be read again. The keys of its items stay, without words: without
them each listing of a tracker would begin anew, and were the review to come
back, its actions would get items a second time. What lies elsewhere it can't
reach, and names.

Exit: 0 done; 1 it could not be done; 2 wrong usage or configuration, the review
is still there, or nothing was done for want of a yes.`),
		Example:           "  followthrough forget 2026-11-checkout.md\n  followthrough forget 5f0c2a91d3e7 --yes",
		Args:              exactly(1, "forget needs a REVIEW: \"followthrough status\" shows what there is"),
		ValidArgsFunction: completer{e}.reviews,
		RunE:              func(cmd *cobra.Command, args []string) error { return runForget(cmd, e, args[0], yes) },
	}
	cmd.Flags().BoolVar(&yes, "yes", false, "do not ask")
	return cmd
}

func runForget(cmd *cobra.Command, e terminal.Env, name string, yes bool) error {
	cfg, err := loadTold(cmd, e, config.ForPasses)
	if err != nil {
		return err
	}
	ctx := cmd.Context()
	a, err := wire(ctx, cfg, e, toWrite)
	if err != nil {
		return err
	}
	defer a.close()
	r, err := a.forgettable(ctx, name)
	if err != nil {
		return err
	}
	fmt.Fprintf(e.Err, "%s: the store forgets it, its %s and what the log tells of them.\n%s\n", terminal.Clean(r.String()),
		show.Count(len(r.Actions), "action"), terminal.Wrap(a.outOfReach(r), e.Width, ""))
	if err := forgetMeant(ctx, e, yes); err != nil {
		return err
	}
	return a.forget(ctx, e, r)
}

// forgettable is the review that a name means, if it may be forgotten.
func (a *app) forgettable(ctx context.Context, name string) (plan.Review, error) {
	r, err := a.remembered(ctx, name)
	if err != nil {
		return r, err
	}
	s, configured := a.sources[r.Source]
	if !configured {
		return r, nil
	}
	entries, err := s.List(ctx)
	switch {
	case err != nil:
		return r, exitError{exitFailed, fmt.Errorf("nothing was done: whether %s still lists the review can't be told: %w", r.Source, err)}
	case slices.ContainsFunc(entries, func(at source.Entry) bool { return at.Path == r.Path }):
		return r, usage("nothing was done: %s still has %s, and it would be read again: delete it there first", r.Source, r.LogName())
	}
	return r, stillThere(r)
}

// stillThere refuses a review of which no pass has found that it is gone: a folder may
// not be mounted.
func stillThere(r plan.Review) error {
	if r.Gone.IsZero() {
		return usage("nothing was done: no sync has found yet that %s is gone: `followthrough sync`, and where it is not believed `followthrough sync --source %s --gone`", r.LogName(), r.Source)
	}
	return nil
}

// remembered is the review that a name means, also one of a source that is configured
// no more.
func (a *app) remembered(ctx context.Context, name string) (plan.Review, error) {
	all, err := a.store.ReviewsBy(ctx, store.Filter{})
	if err != nil {
		return plan.Review{}, err
	}
	for _, r := range all {
		if a.sources[r.Source] == nil && (string(r.Key) == name || r.String() == name) {
			return r, nil
		}
	}
	what, err := a.finder(show.Redaction{}).find(ctx, name, inStore)
	if err != nil {
		return plan.Review{}, err
	}
	for _, r := range all {
		if r.Source == what.Source && r.Path == what.Path && what.action == "" {
			return r, nil
		}
	}
	if what.action != "" {
		return plan.Review{}, usage("nothing was done: %q is an action, and a review is forgotten as a whole", name)
	}
	return plan.Review{}, usage("nothing was done: the store knows nothing of %s", what.Path)
}

// outOfReach says what is kept of a review elsewhere.
func (a *app) outOfReach(r plan.Review) string {
	var items []string
	for _, k := range r.Actions {
		if k.Item != nil {
			items = append(items, k.Item.Key)
		}
	}
	said := "What it can't reach: earlier versions of the document at its source; backups and copies of the store, and of a database its own log; what the daemon's log was led to"
	if a.audit.log != nil {
		said += "; the audit, which has keys and the path"
	}
	if len(items) > 0 {
		said += "; its items with their words and markers, which are the teams': " + strings.Join(slices.Compact(items), ", ")
	}
	return said + ". Other reviews may name it."
}

// forgetMeant asks, where a person is there to answer.
func forgetMeant(ctx context.Context, e terminal.Env, yes bool) error {
	switch {
	case yes:
		return nil
	case !e.InTerminal:
		return usage("nothing was done: --yes says that this is meant")
	}
	if really, err := terminal.NewAsker(e).Yes(ctx, "Forget it?", terminal.No); err == nil && really {
		return nil
	}
	return exitError{exitFailed, errors.New("nothing was done")}
}

// forget does it, under the store's lock, if the review still is as it was shown.
func (a *app) forget(ctx context.Context, e terminal.Env, r plan.Review) error {
	a.waitsFor = func(holder error) { show.Held(e, holder) }
	release, err := a.lock(ctx)
	if err != nil {
		return err
	}
	defer release()
	now, err := a.store.ReviewsBy(ctx, store.Filter{Source: r.Source, Paths: []string{r.Path}})
	if err != nil {
		return err
	}
	if !slices.ContainsFunc(now, func(o plan.Review) bool { return o.Key == r.Key && (o.Gone.Equal(r.Gone)) }) {
		return exitError{exitFailed, errors.New("nothing was done: the review is not as it was shown any more: look again")}
	}
	awaited, err := a.store.Awaited(ctx, r.Key)
	switch {
	case err != nil:
		return err
	case !awaited.IsZero():
		return exitError{exitFailed, fmt.Errorf("nothing was done: an item was asked for at %s, and no answer has come: a sync finds out what became of it, then run this again", awaited.Format(time.RFC3339))}
	}
	out, untidy, err := a.store.Forget(ctx, r.Key)
	if err != nil {
		return err
	}
	l := a.audit.line("forget", "done")
	of(&l, r)
	a.audit.log.Add(l)
	fmt.Fprintf(e.Out, "Forgotten: %s, %s of the log.\n", show.Count(out.Actions, "action"), show.Count(out.Events, "line"))
	if untidy != nil {
		return exitError{exitFailed, fmt.Errorf("it is deleted, but may lie in the database's files until their room is used again: %w", untidy)}
	}
	return nil
}
