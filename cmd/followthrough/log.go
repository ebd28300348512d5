package main

import (
	"context"
	"maps"
	"slices"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"github.com/followthrough/followthrough/cmd/followthrough/show"
	"github.com/followthrough/followthrough/cmd/followthrough/story"
	"github.com/followthrough/followthrough/cmd/followthrough/terminal"
	"github.com/followthrough/followthrough/config"
	"github.com/followthrough/followthrough/sync/plan"
	"github.com/followthrough/followthrough/sync/review"
	"github.com/followthrough/followthrough/sync/store"
)

type logOptions struct {
	tellFlags
	since string
	limit int
}

func newLogCommand(e terminal.Env) *cobra.Command {
	var o logOptions
	cmd := &cobra.Command{
		Use:   "log [REVIEW|ACTION]",
		Short: "Show what followthrough did, when, and why",
		Long: strings.TrimSpace(`
Shows what followthrough did and found, when, and why, the latest last: a line
for each thing, in UTC. JSON has every step of it. Asks no source and no
tracker.`),
		Example:           "  followthrough log\n  followthrough log 2026-11-checkout.md\n  followthrough log --since 2d --limit 0 -o json",
		Args:              cobra.MaximumNArgs(1),
		ValidArgsFunction: completer{e}.reviews,
		RunE:              func(cmd *cobra.Command, args []string) error { return runLog(cmd, e, o, args) },
	}
	o.tellFlags.add(cmd)
	cmd.Flags().StringVar(&o.since, "since", "", "only from this `moment` on: 30m (minutes), 24h, 2d, 3mo (months), 2026-11-30, or a time")
	cmd.Flags().IntVar(&o.limit, "limit", 200, "the last `n`; 0: all")
	return cmd
}

func runLog(cmd *cobra.Command, e terminal.Env, o logOptions, args []string) error {
	if err := o.check(); err != nil {
		return err
	}
	if o.limit < 0 {
		return usage("--limit must be 0 (all) or more")
	}
	since, err := moment(o.since, e.Now())
	if err != nil {
		return err
	}
	ctx := cmd.Context()
	a, err := opened(cmd, e, config.ForLooking)
	if err != nil {
		return err
	}
	defer a.close()
	filter := store.LogFilter{Since: since, Limit: o.limit}
	if o.format != asJSON {
		filter.Limit *= eventsPerLine
	}
	events, err := a.events(ctx, a.finder(o.redact), args, filter)
	if err != nil {
		return err
	}
	if events, err = a.redacted(ctx, events, o.redact); err != nil {
		return err
	}
	if o.format == asJSON {
		return show.LogJSON(e.Out, events, a.cfg.Mapping.Anonymise)
	}
	records, err := a.store.Reviews(ctx, reviewsOf(events))
	if err != nil {
		return err
	}
	story.Log(e, story.Logged{Events: events, Reviews: records, Limit: o.limit, Restate: a.cfg.Mapping.Anonymise})
	return nil
}

// eventsPerLine is how many events one line may stand for.
const eventsPerLine = 6

// reviewsOf are the reviews that events are about.
func reviewsOf(events []plan.Event) []review.Key {
	seen := map[review.Key]bool{}
	for _, ev := range events {
		seen[ev.Review] = true
	}
	return slices.Sorted(maps.Keys(seen))
}

// redacted are the events without what is said of restricted reviews, where
// that is wanted.
func (a *app) redacted(ctx context.Context, events []plan.Event, h show.Redaction) ([]plan.Event, error) {
	if !h.On {
		return events, nil
	}
	records, err := a.store.ReviewsBy(ctx, store.Filter{})
	if err != nil {
		return nil, err
	}
	restricted := map[review.Key]bool{}
	for _, r := range records {
		restricted[r.Key] = r.Restricted
	}
	return h.Events(events, restricted), nil
}

// events are those of the review that is named, or all.
func (a *app) events(ctx context.Context, find finder, names []string, f store.LogFilter) ([]plan.Event, error) {
	for _, name := range names {
		record, action, err := find.record(ctx, name)
		if err != nil {
			return nil, err
		}
		if record.Key == "" { // there, but nothing was done with it yet
			return nil, nil
		}
		f.Review, f.Action = record.Key, action
	}
	return a.store.Log(ctx, f)
}

// record is what the store knows of the review that a name means, and which of its
// actions is meant, if only one; the zero record where it was not read yet.
func (f finder) record(ctx context.Context, name string) (plan.Review, review.Key, error) {
	named, err := f.find(ctx, name, inStore)
	if err != nil {
		return plan.Review{}, "", err
	}
	r, err := f.recordAt(ctx, named.Where)
	return r, named.action, err
}

// recordAt is what the store knows of the review at a place.
func (f finder) recordAt(ctx context.Context, where plan.Where) (plan.Review, error) {
	records, err := f.reviews.ReviewsBy(ctx, store.Filter{Source: where.Source, Paths: []string{where.Path}})
	if err != nil || len(records) == 0 {
		return plan.Review{}, err
	}
	for _, r := range records {
		if r.Gone.IsZero() { // others were once at this path
			return r, nil
		}
	}
	return records[0], nil
}

// moment reads "24h" (ago), a day, or a time; zero for "".
func moment(text string, now time.Time) (time.Time, error) {
	if text == "" {
		return time.Time{}, nil
	}
	if at, ok := ago(text, now); ok {
		return at, nil
	}
	for _, layout := range []string{time.DateOnly, time.RFC3339} {
		if at, err := time.Parse(layout, text); err == nil {
			return at, nil
		}
	}
	return time.Time{}, usage("--since %q is no moment: write 24h, 2d, 3mo, 2026-11-30 or 2026-11-30T08:00:00Z", text)
}
