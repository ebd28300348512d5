package github

import (
	"context"
	"errors"
	"slices"
	"strings"

	client "github.com/followthrough/followthrough/internal/client/github"
	"github.com/followthrough/followthrough/internal/client/github/issues"
	"github.com/followthrough/followthrough/sync/tracker"
)

// judge finds the repositories that could not be looked into. It is an error
// where the server does not know us, and where nothing was seen but trouble.
func (t *Tracker) judge(ctx context.Context, names []string, looks []look) (blind []string, err error) {
	why := map[string]string{}
	for n, l := range looks {
		if client.SiteWide(l.err) {
			return nil, l.err
		}
		if l.err != nil {
			why[names[n]] = l.err.Error()
			blind = append(blind, names[n])
		}
	}
	trouble := slices.IndexFunc(looks, func(l look) bool { return !l.certain() })
	if trouble >= 0 && len(blind) == len(looks) {
		return nil, looks[trouble].err
	}
	t.mu.Lock()
	defer t.mu.Unlock()
	for _, name := range blind {
		if t.unread[name] != why[name] {
			t.o.Log.WarnContext(ctx, "a repository can't be listed", "repository", name, "error", why[name])
		}
		if why[name] != errPart.Error() {
			delete(t.facts, name) // a creation there asks anew
		}
	}
	t.unread = why
	return blind, nil
}

// certain tells a look that the server answered, whatever it said.
func (l look) certain() bool {
	if l.err == nil || errors.Is(l.err, errPart) || errors.Is(l.err, errDisabled) {
		return true
	}
	k := client.KindOf(l.err)
	return k != client.Unknown && k != client.Unavailable
}

// projectsOf are the backlogs' own names of repositories, and those that are
// none.
func projectsOf(backlogs []tracker.Backlog, names []string) (out []string) {
	for _, b := range backlogs {
		if issues.CheckRepository(b.Project) != nil || slices.Contains(names, strings.ToLower(b.Project)) {
			out = append(out, b.Project)
		}
	}
	return out
}
