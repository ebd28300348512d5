package github

import (
	"context"
	"fmt"
	"time"

	"github.com/followthrough/followthrough/internal/client/github/issues"
	"github.com/followthrough/followthrough/sync/tracker"
)

// maxRecent is how many pages are read of what others made.
const maxRecent = 100

// Recent lists what others than us made in a repository since a moment, newest
// first; pull requests are no items.
func (t *adapter) Recent(ctx context.Context, project string, since time.Time, limit int) (out []tracker.Other, err error) {
	if err := issues.CheckRepository(project); err != nil {
		return nil, tracker.Refuse("project", nil, "%w", err)
	}
	q := tracker.Query{Place: t.placeOf(project), Since: since, Made: true}
	for range maxRecent {
		page := t.page(ctx, q)
		if page.Err != nil {
			return nil, fmt.Errorf("list the issues of %s: %w", project, page.Err)
		}
		for _, l := range page.Items {
			if l.Marker == nil && len(out) < limit {
				out = append(out, tracker.Other{ID: l.ID, Key: l.Key, URL: l.URL, Title: shown(&l).Title})
			}
		}
		if q.Next = page.Next; q.Next == "" || len(out) >= limit {
			return out, nil
		}
	}
	return nil, fmt.Errorf("list the issues of %s: more than %d pages", project, maxRecent)
}
