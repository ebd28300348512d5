package github

import "github.com/followthrough/followthrough/sync/tracker/github/hub"

// What GitHub shows, as hub tells it.
type (
	ref            = hub.Ref
	issue          = hub.Issue
	restIssue      = hub.RESTIssue
	restRepository = hub.RESTRepository
)

func parseRef(text string) (ref, bool) { return hub.ParseRef(text) }

func path(repo string, below ...string) string { return hub.Path(repo, below...) }
