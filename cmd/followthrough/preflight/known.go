package preflight

import (
	"context"
	"errors"
	"net/http"
	"slices"
	"strings"
	"sync"

	"github.com/followthrough/followthrough/internal/client/github"
	"github.com/followthrough/followthrough/internal/finding"
)

// callers are GitHub's credentials, each asked once who it is, whatever uses it: a
// bad token is one cause.
type callers map[*github.Client]*caller

type caller struct {
	users []string // sources and trackers, as findings call them
	once  sync.Once
	found finding.List
	err   error
}

// callers are the credentials of a configuration, with what uses them.
func (c *Check) callers() callers {
	out := callers{}
	add := func(cfg *github.Config, user string) {
		if cfg == nil || c.Clients[cfg.Identity()] == nil {
			return // none, or told already
		}
		cl := c.Clients[cfg.Identity()]
		if out[cl] == nil {
			out[cl] = &caller{}
		}
		out[cl].users = append(out[cl].users, user)
	}
	for _, s := range c.Config.Sources {
		add(s.OnGitHub(), "source "+s.Name)
	}
	for _, t := range c.Config.Trackers {
		add(t.OnGitHub(), "tracker "+t.Name)
	}
	return out
}

// unknown tells whether GitHub does not know us, or can't be reached, so that
// nothing needs to be asked with this credential. It is told once.
func (c *Check) unknown(ctx context.Context, p *part, cfg *github.Config) bool {
	if cfg == nil {
		return false
	}
	who := c.known[c.Clients[cfg.Identity()]]
	if who == nil {
		return false
	}
	p.at("who we are")
	who.once.Do(func() {
		cl := c.Clients[cfg.Identity()]
		_, who.err = cl.Me(ctx)
		if who.err != nil {
			who.found.Wrong(github.Mend(who.err), "%s can't be read: %v", cl.Site(), who.err)
		}
	})
	if who.err == nil || errors.Is(who.err, context.Canceled) || !everywhere(who.err) {
		return false
	}
	about := p.about
	if len(who.users) > 1 {
		about = "credential of " + strings.Join(who.users, ", ")
	}
	p.of(about, "", who.found...)
	return true
}

// everywhere tells whether an error is the same whatever is asked for.
func everywhere(err error) bool {
	var e *github.Error
	if !errors.As(err, &e) {
		return false
	}
	return e.Kind == github.Throttled || e.Kind == github.Auth && slices.Contains([]int{0, http.StatusUnauthorized}, e.Status) ||
		e.Kind != github.Auth && e.Status == 0 || e.Status >= http.StatusInternalServerError
}
