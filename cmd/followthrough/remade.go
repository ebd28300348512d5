package main

import (
	"cmp"
	"context"
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/followthrough/followthrough/cmd/followthrough/show"
	"github.com/followthrough/followthrough/cmd/followthrough/terminal"
	"github.com/followthrough/followthrough/mapping"
	"github.com/followthrough/followthrough/sync/plan"
	"github.com/followthrough/followthrough/sync/review"
	"github.com/followthrough/followthrough/sync/store"
)

// pick is the action that a person means by number or key.
func (f finder) pick(r plan.Review, name string) (plan.Action, error) {
	var found []plan.Action
	for _, k := range r.Actions {
		if means(name, k) {
			found = append(found, k)
		}
	}
	switch len(found) {
	case 0:
		shown := f.redact.Reviews([]plan.Review{r})[0]
		return plan.Action{}, usage("%s has no action %q: %s numbers them", f.told(r), name, review.Command("status", shown.Named()))
	case 1:
		return found[0], nil
	}
	return plan.Action{}, usage("%q begins the keys of %d actions of %s: write more of it", name, len(found), f.told(r))
}

// means tells whether a name is an action's number, its item's key, its own key, or
// the beginning of that: four signs at least, so that no number is taken for one.
func means(name string, k plan.Action) bool {
	if k.Item != nil && name != "" && plan.FoldKey(k.Item.Key) == plan.FoldKey(name) {
		return true
	}
	if n, err := strconv.Atoi(name); err == nil && len(name) < 4 {
		return k.Position >= 0 && n == k.Position+1
	}
	return len(name) >= 4 && strings.HasPrefix(string(k.Key), strings.ToLower(name))
}

// print says what will be left behind, and where the new items go.
func (m remaking) print(e terminal.Env, rm remaker) {
	for _, r := range m.records {
		fmt.Fprintln(e.Err, rm.told(r))
		redacted := rm.redact.Reviews([]plan.Review{r})[0]
		for i, k := range r.Actions {
			said := "stays: " + fmt.Sprint(m.refused[k.Key])
			if t, ok := m.targets[k.Key]; ok {
				said = t.leaves(redacted.Actions[i]) + ", for " + rm.destination(r, k)
			} else if m.refused[k.Key] == nil {
				continue
			} else if redacted.Path != r.Path {
				said = "stays"
			}
			title := terminal.Clean(terminal.Cut(rm.cfg.Mapping.Anonymise(redacted.Actions[i].Reading.Title), e.Width-6))
			fmt.Fprintf(e.Err, "    %s\n%s\n", title, terminal.Wrap(terminal.Clean(said), e.Width-8, "      "))
		}
	}
	switch {
	case len(m.targets) == 0:
		fmt.Fprintln(e.Err, "Nothing to remake.")
	case m.held > 0:
		fmt.Fprintf(e.Err, "%d of %s will be held: more than max_new (%d) in 24 hours. `followthrough sync --source NAME --yes` releases them.\n",
			m.held, show.Count(len(m.targets), "item"), rm.cfg.MaxNew)
	}
}

// leaves is what a remake of an action leaves behind, in words.
func (t target) leaves(k plan.Action) string {
	switch {
	case k.Item == nil && t.of.Away != "":
		return "leaves behind what may have been made " + t.of.Away + ": no answer ever came"
	case k.Item == nil:
		return "leaves behind nothing: no answer ever came"
	}
	said := "leaves behind " + strings.Join(show.NonEmpty(k.Item.Key, k.Item.URL), " ")
	if t.of.Away != "" {
		said += " (" + t.of.Away + ")"
	}
	return said
}

// destination is where the mapping sends an action now.
func (rm remaker) destination(r plan.Review, k plan.Action) string {
	d := rm.cfg.Mapping.Decide(plan.Query(r, k))
	switch {
	case d.Team == nil:
		return "none yet: no team is found"
	case d.Team.Backlog.Tracker == mapping.NoTracker:
		return "none: " + d.Team.Name + " has no tracker, and the review's own box is the state"
	}
	return d.Team.Backlog.Tracker + " " + d.Team.Backlog.Project
}

// forget writes, under the store's lock, that the actions have no items any
// more. What changed since they were shown is left, and told: how many it is.
func (rm remaker) forget(ctx context.Context, e terminal.Env, m *remaking) (changed int, err error) {
	release, err := rm.lock(ctx)
	if err != nil {
		return 0, err
	}
	defer release()
	keys := map[review.Key]bool{}
	for _, r := range m.records {
		keys[r.Key] = true
	}
	records, err := rm.store.ReviewsBy(ctx, store.Filter{Keys: slices.Sorted(maps.Keys(keys))})
	if err != nil {
		return 0, err
	}
	now, shown := e.Now().UTC(), len(m.targets)
	left := maps.Clone(m.targets)
	var c plan.Changes
	for _, r := range records {
		done := false
		for i, k := range r.Actions {
			t, wanted := m.targets[k.Key]
			if !wanted {
				continue
			}
			delete(left, k.Key)
			after, err := t.remade(k, now)
			if err != nil {
				fmt.Fprintf(e.Err, "%s: action %d stays, it changed meanwhile: %v\n", rm.told(r), k.Position+1, err)
				delete(m.targets, k.Key)
				continue
			}
			if r.Actions[i], done = after, true; k.Item == nil {
				if c.Intents, err = rm.closed(ctx, c.Intents, k.Key, now); err != nil {
					return 0, err
				}
			}
			c.Events = append(c.Events, remade(r, k, after, now))
		}
		if done {
			r.Revision = "" // its lines are read again whatever the next pass looks at
			c.Reviews = append(c.Reviews, r)
		}
	}
	for key := range left {
		delete(m.targets, key)
	}
	if len(left) > 0 {
		fmt.Fprintf(e.Err, "%s: left, the store does not know them any more.\n", show.Count(len(left), "action"))
	}
	if err := rm.store.Apply(ctx, c); err != nil {
		return shown - len(m.targets), err
	}
	rm.audit.remade(c.Events)
	return shown - len(m.targets), nil
}

// remade forgets an action's item, if it still is what was shown.
func (t target) remade(k plan.Action, now time.Time) (plan.Action, error) {
	var item plan.Item
	if k.Item != nil {
		item = *k.Item
	}
	switch {
	case k.Generation != t.generation:
		return k, fmt.Errorf("it was remade (generation %d)", k.Generation)
	case item.Tracker != t.item.Tracker || item.ID != t.item.ID || item.Key != t.item.Key:
		return k, fmt.Errorf("it has another item than was shown: %s", cmp.Or(item.Key, item.URL, "none"))
	}
	return plan.Remade(k, t.of, now)
}

// closed ends what was asked for and never answered: a person asks for another.
func (rm remaker) closed(ctx context.Context, intents []plan.Intent, action review.Key, now time.Time) ([]plan.Intent, error) {
	all, err := rm.store.IntentsOf(ctx, action)
	for _, intent := range all {
		if intent.Outcome == plan.OutcomeOpen {
			intent.Outcome, intent.OutcomeAt = plan.OutcomeNotFound, now
			intent.Why = "no answer, and a person asked for another"
			intents = append(intents, intent)
		}
	}
	return intents, err
}

func remade(r plan.Review, before, after plan.Action, now time.Time) plan.Event {
	ev := plan.Event{
		At: now, Source: r.Source, Path: r.LogName(), Review: r.Key, Action: after.Key, What: "remake",
		Why: fmt.Sprintf("a person asked for generation %d", after.Generation),
	}
	if before.Item != nil {
		ev.Item = before.Item.Key
		ev.Why += "; " + before.Item.Key + " is left behind"
	}
	return ev
}
