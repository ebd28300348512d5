package github

import (
	"context"
	"fmt"
	"time"

	client "github.com/followthrough/followthrough/internal/client/github"
	"github.com/followthrough/followthrough/sync/tracker"
)

// Recent lists what others than us made in a repository since a moment, newest
// first; pull requests are no items.
func (t *Tracker) Recent(ctx context.Context, project string, since time.Time, limit int) ([]tracker.Other, error) {
	if err := CheckProject(project); err != nil {
		return nil, refuse("project", nil, "%w", err)
	}
	name := t.belongs(project)
	var out []tracker.Other
	err := t.pages(ctx, newest(name), func(_ client.Answer, issues []restIssue) bool {
		for _, b := range issues {
			i := b.issue()
			if i.created.Before(since) || len(out) >= limit {
				return false
			}
			if !i.pull && t.marker(i) == nil {
				r := ref{t.called(i.repo), i.number}
				out = append(out, tracker.Other{ID: r.id(), Key: i.String(), URL: i.url, Title: i.title})
			}
		}
		return len(out) < limit
	})
	if err != nil {
		return nil, fmt.Errorf("list the issues of %s: %w", project, asError(err))
	}
	return out, nil
}
