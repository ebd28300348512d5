package github

import (
	"time"

	client "github.com/followthrough/followthrough/internal/client/github"
	"github.com/followthrough/followthrough/sync/tracker"
)

// asError is an error of the client as the seam speaks of it.
func asError(err error) error { return tracker.Translated(err, means) }

func means(err error) (tracker.Kind, time.Time) {
	e := client.AsError(err)
	return map[client.Kind]tracker.Kind{
		client.Rejected: tracker.Rejected, client.Auth: tracker.Auth, client.NotFound: tracker.NotFound, client.Gone: tracker.NotFound,
		client.Conflict: tracker.Rejected, client.Throttled: tracker.Throttled, client.Unavailable: tracker.Unavailable,
	}[e.Kind], e.Until
}

// refusedIssue is what an answer to a creation means: the field that was
// refused stands apart from GitHub's words.
func refusedIssue(repo string, err error) error {
	e := client.AsError(err)
	if e.Kind != client.Gone && (e.Kind != client.Rejected || e.Field == "") {
		return asError(err)
	}
	if e.Kind == client.Gone {
		return tracker.Refuse("project", nil, "issues are disabled in %s: turn them on in its settings (General, Features), or give the team another backlog", repo)
	}
	plain := *e
	plain.Field, plain.Allowed = "", nil
	return tracker.Refuse(e.Field, e.Allowed, "%w", &plain)
}
