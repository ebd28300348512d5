package jira

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"time"

	client "github.com/followthrough/followthrough/internal/client/jira"
	"github.com/followthrough/followthrough/sync/tracker"
)

// places tells which projects there are.
type places struct{ client *client.Client }

// Places lists the projects that the account sees. Whether it may make issues
// there is for Check to tell.
func (ps *places) Places(ctx context.Context) ([]tracker.Place, error) {
	projects, more, err := ps.client.AllProjects(ctx, tracker.MaxPlaces)
	if err != nil {
		return nil, tracker.Before("list the projects of "+ps.client.Site(), asError(err))
	}
	var out []tracker.Place
	for _, p := range projects {
		if projectRE.MatchString(p.Key) { // no other can be configured
			out = append(out, place(p))
		}
	}
	slices.SortFunc(out, func(a, b tracker.Place) int { return cmp.Compare(a.Key, b.Key) })
	out = slices.CompactFunc(out, func(a, b tracker.Place) bool { return a.Key == b.Key })
	if more {
		return out, tracker.More()
	}
	return out, nil
}

// kinds are Jira's types of projects in words.
var kinds = map[string]string{"software": "software project", "service_desk": "service project", "business": "business project"}

func place(p client.Project) tracker.Place {
	out := tracker.Place{Key: p.Key, Name: cmp.Or(p.Name, p.Key), What: cmp.Or(kinds[p.Type], "project")}
	if p.Archived {
		out.Closed = "archived"
	}
	return out
}

// See tells which projects can be seen.
func (ps *places) See(ctx context.Context, keys []string, _ time.Duration) (map[string]tracker.Sight, error) {
	ask := slices.DeleteFunc(slices.Clone(keys), func(key string) bool { return !projectRE.MatchString(key) })
	var visible map[string]client.Project
	if len(ask) > 0 {
		var err error
		if visible, err = ps.client.Projects(ctx, ask); err != nil {
			return nil, asError(err)
		}
	}
	out := map[string]tracker.Sight{}
	for _, key := range keys {
		if project, ok := visible[key]; !ok || project.Archived {
			out[key] = tracker.Sight{Err: errNoProject(key)}
		} else {
			out[key] = tracker.Sight{}
		}
	}
	return out, nil
}

func errNoProject(key string) error {
	return fmt.Errorf("project %s is not there, or this account may not make issues in it", key)
}
