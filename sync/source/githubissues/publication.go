package githubissues

import (
	"context"
	"fmt"
	"net/url"
	"slices"
	"strings"
	"time"

	client "github.com/followthrough/followthrough/internal/client/github"
	"github.com/followthrough/followthrough/internal/names"
	"github.com/followthrough/followthrough/sync/source"
)

// event is something that happened to an issue.
type event struct {
	Event string    `json:"event"` // closed, or another word of GitHub
	Actor *actor    `json:"actor"`
	At    time.Time `json:"created_at"`
	Label label     `json:"label"`
}

// maxEvents bounds how many pages of an issue's events are read.
const maxEvents = 20

// publication is when an issue was published by somebody with triage rights,
// or why it does not count as published. An error that wraps ErrUnreadable
// means that a stranger edited it since.
func (s *Source) publication(ctx context.Context, i issue) (at time.Time, why string, err error) {
	events, err := s.events(ctx, i)
	if err != nil {
		return time.Time{}, "", err
	}
	by, err := s.publishedBy(ctx, i, events)
	switch {
	case err != nil:
		return time.Time{}, "", err
	case by == nil:
		return time.Time{}, "published by somebody without triage rights in " + s.cfg.Repository + ": it counts as a draft until somebody with them publishes it", nil
	}
	return by.At, "", s.endorsed(ctx, i, by.At)
}

// publishedBy is the last event that publishes an issue and was done by
// somebody who may; nil: there is none.
func (s *Source) publishedBy(ctx context.Context, i issue, events []event) (*event, error) {
	for n := len(events) - 1; n >= 0; n-- {
		e := events[n]
		labelled := e.Event == "labeled" && i.bears(s.cfg.Published.Label) && names.Alike(e.Label.Name, s.cfg.Published.Label)
		closed := e.Event == "closed" && s.cfg.Published.ByClosing() && i.closed()
		if !labelled && !closed {
			continue
		}
		r, err := s.roleOf(ctx, e.Actor)
		if err != nil {
			return nil, err
		}
		if r.triages() {
			return &e, nil
		}
	}
	return nil, nil
}

// events are an issue's, the oldest first.
func (s *Source) events(ctx context.Context, i issue) ([]event, error) {
	var out []event
	path := s.api("/issues/%d/events?per_page=100", i.Number)
	for n := 0; path != ""; n++ {
		if n == maxEvents {
			return nil, fmt.Errorf("%w: it has more than %d events, so nobody can tell who published it", source.ErrUnreadable, maxEvents*100)
		}
		var some []event
		answer, err := s.opt.Client.Do(ctx, "GET", path, nil, &some)
		if err != nil {
			return nil, err
		}
		out, path = append(out, some...), answer.Next
	}
	slices.SortStableFunc(out, func(a, b event) int { return a.At.Compare(b.At) })
	return out, nil
}

// endorsed tells, by its error, whether a stranger was the last, besides us,
// who edited an issue's text since it was published.
func (s *Source) endorsed(ctx context.Context, i issue, published time.Time) error {
	edits, err := s.edits(ctx, i.Number)
	if err != nil {
		return err
	}
	delete(s.doubted, i.Number)
	for _, e := range edits {
		if !e.At.After(published) {
			return nil
		}
		ours, err := s.ourselves(ctx, e.Editor)
		switch {
		case err != nil:
			return err
		case ours:
			continue
		}
		r, err := s.roleOf(ctx, e.Editor.actor())
		if err != nil || r.writes() {
			return err
		}
		s.doubted[i.Number] = i.Updated
		return awaited{fmt.Errorf("it %w: somebody without write access edited it at %s, after it was published; what was read before counts until somebody with write access edits it or publishes it again",
			source.ErrAwaited, e.At.UTC().Format(time.RFC3339))}
	}
	return nil
}

// awaited is an error that also is ErrUnreadable; its text is the cause's.
type awaited struct{ error }

func (a awaited) Unwrap() []error { return []error{a.error, source.ErrUnreadable} }

// role is what an account may do in the repository.
type role struct {
	name string // GitHub's: read, triage, write, maintain, admin; "": nothing
	at   time.Time
}

func (r role) triages() bool { return r.name == "triage" || r.writes() }

func (r role) writes() bool {
	return r.name == "write" || r.name == "maintain" || r.name == "admin"
}

// roleAge is how long a role is taken to be so.
const roleAge = 10 * time.Minute

// roleOf is what somebody may do. A bot may write: an owner installed it.
func (s *Source) roleOf(ctx context.Context, a *actor) (role, error) {
	switch {
	case a == nil:
		return role{}, nil
	case a.Type == "Bot":
		return role{name: "write"}, nil
	}
	login, now := strings.ToLower(a.Login), s.opt.Now()
	if r, ok := s.roles[login]; ok && now.Sub(r.at) < roleAge {
		return r, nil
	}
	var got struct {
		Permission string `json:"permission"`
		Role       string `json:"role_name"`
	}
	_, err := s.opt.Client.Do(ctx, "GET", s.api("/collaborators/%s/permission", url.PathEscape(a.Login)), nil, &got)
	if err != nil && client.KindOf(err) != client.NotFound {
		return role{}, fmt.Errorf("ask what an account may do: %w", err)
	}
	r := role{name: got.Role, at: now}
	if !slices.Contains([]string{"triage", "write", "maintain", "admin"}, r.name) {
		r.name = got.Permission // a role of the organisation's own: what it comes to
	}
	s.roles[login] = r
	return r, nil
}

// advise adds what to do about an error of the whole source.
func (s *Source) advise(err error) error {
	switch client.KindOf(err) {
	case client.NotFound:
		return fmt.Errorf("there is no such repository, or the credential may not see it: correct repository, give the token access to it, or install the App there: %w", err)
	case client.Gone:
		return fmt.Errorf("%w: %w", errDisabled, err)
	}
	return err
}
