package preflight

import (
	"context"
	"errors"
	"net/http"
	"slices"
	"strings"

	"github.com/followthrough/followthrough/internal/client/github"
)

// unknown tells whether GitHub does not know us, or can't be reached, so that
// nothing needs to be asked with this credential: each is asked once who it is,
// whatever uses it, and a bad token is one cause, told once.
func (c *Check) unknown(ctx context.Context, p *part, cfg *github.Config) bool {
	if cfg == nil {
		return false
	}
	n := slices.IndexFunc(c.known, func(k *credential) bool { return k.client == c.Clients[cfg.Identity()] })
	if n < 0 {
		return false
	}
	who := c.known[n]
	p.at("who we are")
	who.once.Do(func() {
		_, who.err = who.client.Me(ctx)
		if who.err != nil {
			who.found.Wrong(github.Mend(who.err), "%s can't be read: %v", who.client.Site(), who.err)
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
