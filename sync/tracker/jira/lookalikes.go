package jira

import (
	"context"
	"fmt"
	"math"
	"time"

	client "github.com/followthrough/followthrough/internal/client/jira"
	"github.com/followthrough/followthrough/sync/tracker"
)

// Recent lists what others than us made in a project since a moment, newest
// first, by one search.
func (l *listings) Recent(ctx context.Context, project string, since time.Time, limit int) ([]tracker.Other, error) {
	if !projectRE.MatchString(project) {
		return nil, tracker.Refuse("project", nil, "%.40q is not a project's key", project)
	}
	days := int(math.Ceil(max(l.now().Sub(since), 0).Hours()/24)) + 1
	q := client.Query{
		JQL:    fmt.Sprintf("project = %s AND created >= -%dd AND (creator is EMPTY OR creator != currentUser()) ORDER BY created DESC", quote(project), days),
		Fields: []string{"summary", "created"}, Size: limit,
	}
	var out []tracker.Other
	for next, more := "", true; more && len(out) < limit; more = next != "" {
		page, err := l.client.Search(ctx, q, next)
		if err != nil {
			return nil, fmt.Errorf("search %s: %w", project, asError(err))
		}
		for _, i := range page.Issues {
			if made := i.Fields.Created; made.IsZero() || !made.Before(since) {
				out = append(out, tracker.Other{ID: i.ID, Key: i.Key, URL: l.client.Browse(i.Key), Title: i.Fields.Summary})
			}
		}
		next = page.Next
	}
	return out[:min(len(out), limit)], nil
}
