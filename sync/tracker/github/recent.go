package github

import (
	"context"
	"fmt"
	"time"

	client "github.com/followthrough/followthrough/internal/client/github"
	"github.com/followthrough/followthrough/sync/tracker"
	"github.com/followthrough/followthrough/sync/tracker/github/hub"
)

// Recent lists what others than us made in a repository since a moment, newest
// first; pull requests are no items.
func (t *Tracker) Recent(ctx context.Context, project string, since time.Time, limit int) ([]tracker.Other, error) {
	if err := CheckProject(project); err != nil {
		return nil, refuse("project", nil, "%w", err)
	}
	name := t.belongs(project)
	var out []tracker.Other
	err := hub.Pages(ctx, t.client, hub.Newest(name), func(_ client.Answer, issues []restIssue) bool {
		for _, b := range issues {
			i := b.Issue()
			if i.Created.Before(since) || len(out) >= limit {
				return false
			}
			if !i.Pull && t.marker(i) == nil {
				r := hub.At(t.called(i.Repo), i.Number)
				out = append(out, tracker.Other{ID: r.ID(), Key: i.String(), URL: t.address(i), Title: i.Title})
			}
		}
		return len(out) < limit
	})
	if err != nil {
		return nil, fmt.Errorf("list the issues of %s: %w", project, asError(err))
	}
	return out, nil
}
