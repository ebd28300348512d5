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
func (t *adapter) Recent(ctx context.Context, project string, since time.Time, limit int) ([]tracker.Other, error) {
	if !projectRE.MatchString(project) {
		return nil, tracker.Refuse("project", nil, "%.40q is not a project's key", project)
	}
	days := int(math.Ceil(max(t.o.Now().Sub(since), 0).Hours()/24)) + 1
	q := client.Query{
		JQL:    fmt.Sprintf("project = %s AND created >= -%dd AND (creator is EMPTY OR creator != currentUser()) ORDER BY created DESC", quote(project), days),
		Fields: []string{"summary", "created"}, Size: limit,
	}
	var out []tracker.Other
	for next := ""; len(out) < limit; {
		page, err := t.client.Search(ctx, q, next)
		if err != nil {
			return nil, fmt.Errorf("search %s: %w", project, asError(err))
		}
		for _, i := range page.Issues {
			if made := moment(i, "created"); made.IsZero() || !made.Before(since) {
				out = append(out, t.otherOf(i))
			}
		}
		if next = page.Next; next == "" {
			break
		}
	}
	return out[:min(len(out), limit)], nil
}

func (t *adapter) otherOf(i client.Issue) tracker.Other {
	var title string
	read(i, "summary", &title)
	return tracker.Other{ID: i.ID, Key: i.Key, URL: t.client.Browse(i.Key), Title: title}
}
