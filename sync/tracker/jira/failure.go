package jira

import (
	"errors"
	"time"

	client "github.com/followthrough/followthrough/internal/client/jira"
	"github.com/followthrough/followthrough/sync/tracker"
)

// asError is an error of the client as the seam speaks of it.
func asError(err error) error { return tracker.Translated(err, means) }

func means(err error) (tracker.Kind, time.Time) {
	e, ok := errors.AsType[*client.Error](err)
	if !ok {
		return tracker.Unknown, time.Time{}
	}
	return map[client.Kind]tracker.Kind{
		client.Rejected: tracker.Rejected, client.Auth: tracker.Auth, client.NotFound: tracker.NotFound,
		client.Throttled: tracker.Throttled, client.Unsent: tracker.Unavailable,
	}[e.Kind], e.Until
}
