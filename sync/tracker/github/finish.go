package github

import (
	"context"

	"github.com/followthrough/followthrough/sync/tracker"
	"github.com/followthrough/followthrough/sync/tracker/github/finish"
)

// Finish does what a creation could not carry.
func (t *Tracker) Finish(ctx context.Context, u tracker.Unfinished) tracker.Finished {
	own, err := settingsOf(u.Backlog)
	if err != nil {
		return tracker.Finished{Refused: err.Error()}
	}
	name := t.belongs(u.Backlog.Project)
	f := finish.Run(ctx, finish.Job{
		Client: t.client, ID: u.ID, Left: u.Left, Own: own, Labels: t.labels(u.Backlog, own),
		Milestone: func(ctx context.Context, title string) (int, error) { return t.milestone(ctx, name, title) },
		Name: func(ctx context.Context) (string, error) {
			f, err := t.factsOf(ctx, name, 0)
			return f.name, err
		},
	})
	f.Err = asError(f.Err)
	return f
}

// leftOver are the steps that no creation carries.
func leftOver(item tracker.NewItem, own Backlog) []string { return finish.Left(item, own) }
