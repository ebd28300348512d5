package main

import (
	"context"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/followthrough/followthrough/cmd/followthrough/show"
	"github.com/followthrough/followthrough/cmd/followthrough/terminal"
	"github.com/followthrough/followthrough/sync/plan"
	"github.com/followthrough/followthrough/sync/review"
	"github.com/followthrough/followthrough/sync/store"
)

// pick are the actions that a person means by number or key.
func pick(r plan.Record, names []string) ([]plan.Known, error) {
	var out []plan.Known
	for _, name := range names {
		var found []plan.Known
		for _, k := range r.Actions {
			if means(name, k) {
				found = append(found, k)
			}
		}
		switch {
		case len(found) == 0:
			return nil, usage("%s has no action %q: `followthrough status %s` numbers them", r, name, r)
		case len(found) > 1:
			return nil, usage("%q begins the keys of %d actions of %s: write more of it", name, len(found), r)
		case !slices.ContainsFunc(out, func(k plan.Known) bool { return k.Key == found[0].Key }):
			out = append(out, found[0])
		}
	}
	return out, nil
}

// means tells whether a name is an action's number, its key, or the beginning
// of it: four signs at least, so that no number is taken for one.
func means(name string, k plan.Known) bool {
	if n, err := strconv.Atoi(name); err == nil && len(name) < 4 {
		return k.Position >= 0 && n == k.Position+1
	}
	return len(name) >= 4 && strings.HasPrefix(string(k.Key), strings.ToLower(name))
}

// print says what will be left behind.
func (m remaking) print(e terminal.Env, restate func(string) string) {
	fmt.Fprintln(e.Err, terminal.Clean(m.record.String()))
	for _, k := range m.record.Actions {
		title := terminal.Clean(terminal.Cut(restate(k.Reading.Title), e.Width-6))
		switch err := m.refused[k.Key]; {
		case slices.Contains(m.keys, k.Key):
			left := "nothing: no answer ever came"
			if k.Item != nil {
				left = strings.Join(show.NonEmpty(k.Item.Key, k.Item.URL), " ")
			}
			fmt.Fprintf(e.Err, "    %s\n%s\n", title, terminal.Wrap(terminal.Clean("leaves behind "+left), e.Width-8, "      "))
		case err != nil:
			fmt.Fprintf(e.Err, "    %s\n%s\n", title, terminal.Wrap(terminal.Clean("stays: "+err.Error()), e.Width-8, "      "))
		}
	}
	if len(m.keys) == 0 {
		fmt.Fprintln(e.Err, "Nothing to remake.")
	}
}

// forget writes, under the store's lock, that the actions have no items any
// more. What changed since they were shown is looked at again.
func (a *app) forget(ctx context.Context, e terminal.Env, m remaking) error {
	release, err := a.lock(ctx)
	if err != nil {
		return err
	}
	defer release()
	records, err := a.store.Records(ctx, store.Filter{Keys: []review.Key{m.record.Key}})
	if err != nil {
		return err
	}
	if len(records) == 0 {
		return fmt.Errorf("remake %s: the store does not know it any more", m.record)
	}
	r := records[0]
	rows, err := a.rows(ctx, r)
	if err != nil {
		return err
	}
	now := e.Now().UTC()
	var events []plan.Event
	for i, k := range r.Actions {
		if !slices.Contains(m.keys, k.Key) {
			continue
		}
		if r.Actions[i], err = plan.Remade(k, rows[itemID(k)], now); err != nil {
			return fmt.Errorf("remake %s: %w", r, err)
		}
		events = append(events, remade(r, k, r.Actions[i], now))
	}
	r.Revision = "" // its lines are read again whatever the next pass looks at
	return a.store.Apply(ctx, plan.Changes{Reviews: []plan.Record{r}, Events: events})
}

func remade(r plan.Record, before, after plan.Known, now time.Time) plan.Event {
	ev := plan.Event{
		At: now, Source: r.Source, Path: r.Path, Review: r.Key, Action: after.Key, What: "remake",
		Why: fmt.Sprintf("a person asked for generation %d", after.Generation),
	}
	if before.Item != nil {
		ev.Item = before.Item.Key
		ev.Why += "; " + before.Item.Key + " is left behind"
	}
	return ev
}
