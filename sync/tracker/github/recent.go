package github

import (
	"context"
	"fmt"
	"time"

	client "github.com/followthrough/followthrough/internal/client/github"
	"github.com/followthrough/followthrough/internal/client/github/issues"
	"github.com/followthrough/followthrough/sync/tracker"
)

// Recent lists what others than us made in a repository since a moment, newest
// first; pull requests are no items.
func (t *adapter) Recent(ctx context.Context, project string, since time.Time, limit int) ([]tracker.Other, error) {
	if err := issues.CheckRepository(project); err != nil {
		return nil, refuse("project", nil, "%w", err)
	}
	name := t.placeOf(project)
	var out []tracker.Other
	err := issues.Pages(ctx, t.client, issues.Newest(name), func(_ client.Answer, page []issues.REST) bool {
		for _, b := range page {
			i := b.Issue()
			if i.Created.Before(since) || len(out) >= limit {
				return false
			}
			if !i.Pull && t.marker(i) == nil {
				r := issues.At(t.nameOf(i.Repo), i.Number)
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
