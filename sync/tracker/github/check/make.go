package check

import (
	"net/http"
	"strings"

	client "github.com/followthrough/followthrough/internal/client/github"
	"github.com/followthrough/followthrough/sync/review"
	"github.com/followthrough/followthrough/sync/tracker/github/backlog"
	"github.com/followthrough/followthrough/sync/tracker/github/hub"
)

// mayMake asks a fine-grained token, which tells nothing of what it may do, for
// an issue that can't be made: whether it may make one is looked at first. What
// it may it may in all private repositories of an owner that it sees.
func (c *run) mayMake() {
	owner := strings.ToLower(backlog.Owner(c.repo.Name))
	if c.site.client.App() || c.scoped || c.site.makes[owner] {
		return
	}
	if err := c.site.client.Wait(c.ctx); err != nil {
		return
	}
	_, err := c.site.client.Do(c.ctx, http.MethodPost, hub.Path(c.repo.Name, "issues"), map[string]any{"title": ""}, nil)
	switch e := client.AsError(err); {
	case e == nil:
	case e.Kind == client.Auth, e.Kind == client.NotFound, e.Kind == client.Rejected && e.Status == http.StatusForbidden:
		c.wrongHere("give the token Issues: read and write there", "the token may not make issues in {}: %v", err)
	case e.Kind == client.Rejected && c.repo.Audience() != review.AudiencePublic:
		c.site.makes[owner] = true
	}
}
