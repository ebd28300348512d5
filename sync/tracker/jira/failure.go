package jira

import (
	"errors"
	"fmt"

	client "github.com/followthrough/followthrough/internal/client/jira"
	"github.com/followthrough/followthrough/sync/tracker"
)

var kinds = map[client.Kind]tracker.Kind{
	client.Unknown: tracker.Unknown, client.Rejected: tracker.Rejected, client.Auth: tracker.Auth,
	client.NotFound: tracker.NotFound, client.Throttled: tracker.Throttled, client.Unsent: tracker.Unavailable,
}

// asError is an error of the client as the seam speaks of it.
func asError(err error) error {
	var e *client.Error
	var own *tracker.Error
	switch {
	case err == nil, errors.As(err, &own):
		return err
	case errors.As(err, &e):
		return &tracker.Error{Kind: kinds[e.Kind], Until: e.Until, Err: err}
	}
	return &tracker.Error{Err: err}
}

// whole is an error that is about a request of several items. Who we are, and
// how much is asked of Jira, is not a matter of one of them.
func whole(err error) error {
	var own *tracker.Error
	if !errors.As(err, &own) {
		return err
	}
	switch e := *own; e.Kind {
	case tracker.Unknown, tracker.Rejected, tracker.NotFound:
		e.Whole = true
		return &e
	}
	return err
}

// before is an error met before anything was asked for: it is certain that
// nothing was made.
func before(doing string, err error) error {
	var own *tracker.Error
	if errors.As(err, &own) && own.Field != "" {
		return own // says all already
	}
	e := tracker.Error{Kind: tracker.KindOf(asError(err)), Until: tracker.Until(asError(err)), Err: err}
	if e.Kind == tracker.Unknown {
		e.Kind = tracker.Unavailable
	}
	e.Err = fmt.Errorf("%s: %w", doing, e.Err)
	return &e
}

// refuse is a refusal of our own: Jira would say the same, or set nothing.
func refuse(field string, allowed []string, format string, args ...any) error {
	return &tracker.Error{Kind: tracker.Rejected, Field: field, Allowed: allowed, Err: fmt.Errorf(format, args...)}
}
