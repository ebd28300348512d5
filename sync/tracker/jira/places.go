package jira

import (
	"cmp"
	"context"
	"slices"

	client "github.com/followthrough/followthrough/internal/client/jira"
	"github.com/followthrough/followthrough/sync/tracker"
)

// Places lists the projects that the account sees. Whether it may make issues
// there is for Check to tell.
func (t *adapter) Places(ctx context.Context) ([]tracker.Place, error) {
	projects, more, err := t.client.AllProjects(ctx, tracker.MaxPlaces)
	if err != nil {
		return nil, tracker.Before("list the projects of "+t.client.Site(), asError(err))
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

func place(p client.Project) tracker.Place {
	out := tracker.Place{Key: p.Key, Name: cmp.Or(p.Name, p.Key), What: "project"}
	switch p.Type {
	case "software":
		out.What = "software project"
	case "service_desk":
		out.What = "service project"
	case "business":
		out.What = "business project"
	}
	if p.Archived {
		out.Closed = "archived"
	}
	return out
}
