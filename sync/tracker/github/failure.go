package github

import (
	"errors"
	"fmt"

	client "github.com/followthrough/followthrough/internal/client/github"
	"github.com/followthrough/followthrough/sync/tracker"
)

var kinds = map[client.Kind]tracker.Kind{
	client.Unknown: tracker.Unknown, client.Rejected: tracker.Rejected, client.Auth: tracker.Auth, client.NotFound: tracker.NotFound,
	client.Gone: tracker.NotFound, client.Conflict: tracker.Rejected, client.Throttled: tracker.Throttled, client.Unavailable: tracker.Unavailable,
}

// asError is an error of the client as the seam speaks of it.
func asError(err error) error {
	var own *tracker.Error
	if err == nil || errors.As(err, &own) {
		return err
	}
	var e *client.Error
	if !errors.As(err, &e) {
		return &tracker.Error{Err: err}
	}
	return &tracker.Error{Kind: kinds[e.Kind], Until: e.Until, Err: err}
}

// refusedIssue is what an answer to a creation means: the field that was
// refused stands apart from GitHub's words.
func refusedIssue(repo string, err error) error {
	var e *client.Error
	if !errors.As(err, &e) {
		return asError(err)
	}
	if e.Kind == client.Gone {
		return refuse("project", nil, "issues are disabled in %s: turn them on in its settings (General, Features), or give the team another backlog", repo)
	}
	out := &tracker.Error{Kind: kinds[e.Kind], Until: e.Until, Err: err}
	if e.Kind == client.Rejected && e.Field != "" {
		plain := *e
		out.Field, out.Allowed, plain.Field, plain.Allowed = e.Field, e.Allowed, "", nil
		out.Err = &plain
	}
	return out
}

// before is an error met before anything was asked for: it is certain that
// nothing was made.
func before(doing string, err error) error {
	var own *tracker.Error
	if errors.As(err, &own) && own.Field != "" {
		return own // says all already
	}
	e := tracker.Error{Kind: tracker.KindOf(asError(err)), Until: tracker.Until(asError(err))}
	if e.Kind == tracker.Unknown {
		e.Kind = tracker.Unavailable
	}
	e.Err = fmt.Errorf("%s: %w", doing, err)
	return &e
}

// refuse is a refusal of our own: GitHub would say the same, or set nothing.
func refuse(field string, allowed []string, format string, args ...any) error {
	return &tracker.Error{Kind: tracker.Rejected, Field: field, Allowed: allowed, Err: fmt.Errorf(format, args...)}
}
