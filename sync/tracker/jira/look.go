package jira

import (
	"context"

	client "github.com/followthrough/followthrough/internal/client/jira"
	"github.com/followthrough/followthrough/internal/finding"
	"github.com/followthrough/followthrough/sync/tracker"
)

// look is one look at the site. What several backlogs share is asked for once,
// a refusal too.
type look struct {
	t           *Tracker
	projects    map[string]asked[client.Project]
	permissions map[string]asked[map[string]bool]
	statuses    map[string]asked[map[string][]client.Status]
	screens     map[screenID]asked[*screen]
	unassigned  map[string]asked[bool]
	resolutions map[string]asked[[]string]
}

// asked is what was answered to a question.
type asked[V any] struct {
	value V
	err   error
}

// askOnce asks for what is not known yet.
func askOnce[K comparable, V any](known map[K]asked[V], key K, ask func() (V, error)) (V, error) {
	a, ok := known[key]
	if !ok {
		a.value, a.err = ask()
		known[key] = a
	}
	return a.value, a.err
}

// Look begins a look at the site.
func (t *Tracker) Look() tracker.Look {
	t.mu.Lock()
	t.types = nil // the site's types are read anew, as the screens are
	t.mu.Unlock()
	return &look{
		t: t, projects: map[string]asked[client.Project]{}, permissions: map[string]asked[map[string]bool]{},
		statuses: map[string]asked[map[string][]client.Status]{}, screens: map[screenID]asked[*screen]{},
		unassigned: map[string]asked[bool]{}, resolutions: map[string]asked[[]string]{},
	}
}

// Site asks whether the site knows us.
func (l *look) Site(ctx context.Context) (found finding.List) {
	if _, err := l.t.client.Myself(ctx); err != nil {
		found.Wrong(l.mend(err), "%s can't be read: %v", l.t.client.Site(), err)
	}
	return found
}

// mend is what a person can do about an error that is about the site or the
// account.
func (l *look) mend(err error) string {
	switch client.KindOf(err) {
	case client.Auth:
		if l.t.cloud() {
			return "make a new API token as the account that email names, and give it as token or token_file"
		}
		return "make a new personal access token for the account, and give it as token or token_file"
	case client.Throttled:
		return "try again later"
	case client.NotFound:
		return "check url, and the context path in it"
	case client.Rejected:
		return "check url and deployment"
	}
	return "check url, and whether this machine reaches it (a proxy: HTTPS_PROXY; its certificates: ca_file)"
}

// Backlog tells whether an item with just the configured fields would be
// accepted, and shown in the team's backlog.
func (l *look) Backlog(ctx context.Context, b tracker.Backlog) finding.List {
	c := &check{look: l, t: l.t, ctx: ctx, backlog: b}
	own, err := settingsOf(b)
	if err != nil {
		c.found.Wrong("correct the team's backlog", "%v", err)
		return c.found
	}
	c.own = own
	for _, step := range []func() bool{c.visible, c.permitted, c.accepted} {
		if !step() {
			return c.found
		}
	}
	c.unassigned()
	c.board()
	c.readings()
	return c.found
}
