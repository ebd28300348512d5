package github

import (
	"cmp"
	"context"
	"slices"
	"strings"

	client "github.com/followthrough/followthrough/internal/client/github"
	"github.com/followthrough/followthrough/sync/tracker"
)

// checker looks at what there is, and at what would be made of it.
type checker struct {
	client *client.Client
	labels func(tracker.Backlog, Backlog) []string // of an issue
}

// Places lists the repositories that the credential reaches. Whether it may make
// issues there is for Check to tell.
func (c *checker) Places(ctx context.Context) ([]tracker.Place, error) {
	repos, l, err := c.client.Repositories(ctx, tracker.MaxPlaces)
	if err != nil {
		return nil, tracker.Before("list the repositories", asError(err))
	}
	var out []tracker.Place
	for _, r := range repos {
		if client.CheckRepository(r.Name) == nil { // no other can be configured
			out = append(out, repository(r))
		}
	}
	key := func(p tracker.Place) string { return strings.ToLower(p.Key) }
	slices.SortFunc(out, func(a, b tracker.Place) int { return cmp.Or(cmp.Compare(key(a), key(b)), cmp.Compare(a.Key, b.Key)) })
	out = slices.CompactFunc(out, func(a, b tracker.Place) bool { return key(a) == key(b) })
	switch {
	case l.More:
		return out, tracker.More()
	case l.Partial:
		return out, &tracker.Incomplete{Why: "organisations are left out for whose single sign-on the token is not authorised: its page under Settings, Developer settings authorises it"}
	}
	return out, nil
}

func repository(r client.Repository) tracker.Place {
	out := tracker.Place{Key: r.Name, Name: r.Name, What: strings.TrimSpace(r.Visibility() + " repository")}
	switch {
	case r.Archived:
		out.Closed = "archived"
	case r.NoIssues():
		out.Closed = "issues are disabled"
	}
	return out
}
