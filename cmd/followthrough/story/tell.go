package story

import (
	"context"
	"fmt"
	"strings"

	"github.com/followthrough/followthrough/cmd/followthrough/show"
	"github.com/followthrough/followthrough/cmd/followthrough/terminal"
	"github.com/followthrough/followthrough/sync/execute"
	"github.com/followthrough/followthrough/sync/plan"
	"github.com/followthrough/followthrough/sync/reconcile"
	"github.com/followthrough/followthrough/sync/review"
)

// Teller is a store that tells a person what is written into it, a line an
// event.
type Teller struct {
	execute.Store
	env     terminal.Env
	restate func(string) string
	titles  map[review.Key]string // of actions
}

// NewTeller tells what is written into s; restate puts teams in the place of
// people.
func NewTeller(s execute.Store, e terminal.Env, restate func(string) string) *Teller {
	return &Teller{Store: s, env: e, restate: restate, titles: map[review.Key]string{}}
}

// Apply writes, then tells.
func (t *Teller) Apply(ctx context.Context, c plan.Changes) error {
	if err := t.Store.Apply(ctx, c); err != nil {
		return err
	}
	for _, r := range c.Reviews {
		for _, k := range r.Actions {
			t.titles[k.Key] = t.restate(k.Reading.Title)
		}
	}
	for _, ev := range c.Events {
		if reconcile.Notable(ev) {
			t.tell(ev)
		}
	}
	return nil
}

func (t *Teller) tell(ev plan.Event) {
	about := ev.Path
	if ev.Action != "" {
		about = strings.Join(show.NonEmpty(ev.Item, t.titles[ev.Action]), "  ")
	}
	if why := t.restate(ev.Why); why != "" && ev.What != "made" {
		about += ": " + why
	}
	line := fmt.Sprintf("%s  %-11s  %s", ev.At.Local().Format("15:04:05"), reconcile.Word(ev), about)
	fmt.Fprintln(t.env.Out, terminal.Clean(terminal.Cut(line, t.env.Width-1)))
}
