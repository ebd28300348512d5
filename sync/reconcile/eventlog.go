package reconcile

import (
	"context"
	"log/slog"
	"strings"

	"github.com/followthrough/followthrough/sync/execute"
	"github.com/followthrough/followthrough/sync/plan"
	"github.com/followthrough/followthrough/sync/review"
)

// eventLog is a store that logs what is written into it, a line for each thing
// that somebody who watches would be told of. It tells no words of restricted
// reviews.
type eventLog struct {
	execute.Store
	log     *slog.Logger
	restate func(string) string
	titles  map[review.Key]string // of actions; those of restricted reviews have none
}

// Apply writes, then logs.
func (t *eventLog) Apply(ctx context.Context, c plan.Changes) error {
	if err := t.Store.Apply(ctx, c); err != nil {
		return err
	}
	for _, records := range [][]plan.Review{c.Reviews, c.Parts} {
		for _, r := range records {
			t.remember(r)
		}
	}
	for _, ev := range c.Events {
		t.logEvent(ev)
	}
	return nil
}

func (t *eventLog) remember(r plan.Review) {
	for _, k := range r.Actions {
		if r.Restricted {
			delete(t.titles, k.Key)
		} else {
			t.titles[k.Key] = t.restate(k.Reading.Title)
		}
	}
}

func (t *eventLog) logEvent(ev plan.Event) {
	level := slog.LevelInfo
	switch failed := ev.What == "unreadable" || ev.What == "not reported"; {
	case !Notable(ev), failed && !strings.HasPrefix(ev.Why, review.UnreadFront): // the failure is told
		level = slog.LevelDebug
	case failed:
		level = slog.LevelWarn
	}
	about := []any{"source", ev.Source, "review", ev.Path}
	if ev.Action != "" {
		about = append(about, "action", string(ev.Action))
	}
	if ev.Path != string(ev.Review) { // else it is restricted
		if title := t.titles[ev.Action]; title != "" {
			about = append(about, "title", title)
		}
	}
	if ev.Item != "" {
		about = append(about, "item", ev.Item)
	}
	if why := t.restate(ev.Why); why != "" && ev.Path != string(ev.Review) && ev.What != "made" {
		about = append(about, "why", why)
	}
	t.log.Log(context.Background(), level, Word(ev), about...)
}
