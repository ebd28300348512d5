// Package check tells of a backlog, without a change, whether an issue with
// just the configured fields would be accepted, and get all that the backlog
// asks for. It reads all anew, and never writes.
package check

import (
	"context"
	"fmt"
	"net/http"
	"strings"

	client "github.com/followthrough/followthrough/internal/client/github"
	"github.com/followthrough/followthrough/internal/mdedit"
	"github.com/followthrough/followthrough/sync/review"
	"github.com/followthrough/followthrough/sync/tracker"
	"github.com/followthrough/followthrough/sync/tracker/github/backlog"
	"github.com/followthrough/followthrough/sync/tracker/github/hub"
)

// Job is one backlog to look at.
type Job struct {
	Client  *client.Client
	Backlog tracker.Backlog
	Own     backlog.Backlog
	// Labels are all that an issue of the backlog would bear.
	Labels []string
}

// run is a job on its way.
type run struct {
	Job
	ctx   context.Context // of the one check
	repo  shownRepository
	found []tracker.Finding
	bad   bool // there is a problem
}

// shownRepository is what of a repository a check wants to know.
type shownRepository struct {
	hub.RESTRepository
	Owner struct {
		Login string `json:"login"`
		Type  string `json:"type"`
	} `json:"owner"`
	Permissions struct {
		Triage bool `json:"triage"`
		Push   bool `json:"push"`
	} `json:"permissions"`
}

func (c *run) problem(format string, args ...any) {
	c.found = append(c.found, tracker.Finding{Problem: true, Text: oneLine(format, args...)})
	c.bad = true
}

func (c *run) remark(format string, args ...any) {
	c.found = append(c.found, tracker.Finding{Text: oneLine(format, args...)})
}

// oneLine is a finding, which may hold words of others.
func oneLine(format string, args ...any) string {
	return mdedit.Line(fmt.Sprintf(format, args...))
}

// Run looks, and says what it finds.
func Run(ctx context.Context, job Job) []tracker.Finding {
	c := &run{Job: job, ctx: ctx}
	if err := hub.CheckRepository(c.Backlog.Project); err != nil {
		c.problem("%v", err)
		return c.found
	}
	if !c.repository() || !c.issues() {
		return c.found
	}
	c.labels()
	c.milestone()
	c.kind()
	c.parent()
	c.board()
	c.audience()
	if !c.bad {
		c.remark("items are accepted in %s", c.repo.Name)
	}
	return c.found
}

// repository asks whether it is there and takes issues.
func (c *run) repository() bool {
	answer, err := c.Client.Do(c.ctx, http.MethodGet, hub.Path(c.Backlog.Project), nil, &c.repo)
	switch {
	case hub.Unseen(err):
		c.problem("%s: %v: check its name, and give the account access to it", c.Backlog.Project, err)
	case err != nil:
		c.problem("%s can't be read: %v", c.Backlog.Project, err)
	case c.repo.Archived:
		c.problem("%s is archived and takes no issues: unarchive it, or give the team another backlog", c.repo.Name)
	case c.repo.Issues != nil && !*c.repo.Issues:
		c.problem("issues are disabled in %s: turn them on in its settings (General, Features), or give the team another backlog", c.repo.Name)
	}
	if err != nil || c.bad {
		return false
	}
	c.scopes(answer.Scopes)
	if !strings.EqualFold(c.repo.Name, c.Backlog.Project) {
		c.remark("%s is called %s now: name it so, before somebody else takes the old name", c.Backlog.Project, c.repo.Name)
	}
	return true
}

// scopes looks at what a classic token says of itself; others don't.
func (c *run) scopes(has []string) {
	switch may := c.Client.MayIssues(); {
	case c.Client.App() && may == "write":
		return
	case c.Client.App():
		c.problem("the App's installation may not write issues in %s: give the App Issues: read and write, and have the installation accept it", c.repo.Name)
		return
	case has == nil: // a fine-grained one: only use tells
		return
	}
	wanted := []string{"repo"}
	if c.repo.Audience() == review.AudiencePublic {
		wanted = append(wanted, "public_repo")
	}
	for _, w := range wanted {
		if backlog.Holds(has, w) {
			return
		}
	}
	c.problem("the token lacks the scope %s: nothing can be made in %s", strings.Join(wanted, " or "), c.repo.Name)
}

// issues asks whether we may read them: what can't be listed can't be followed.
func (c *run) issues() bool {
	var any []struct{}
	if _, err := c.Client.Do(c.ctx, http.MethodGet, hub.Path(c.repo.Name, "issues")+"?state=all&per_page=1", nil, &any); err != nil {
		c.problem("the issues of %s can't be listed: %v: the account needs Issues: read and write there", c.repo.Name, err)
		return false
	}
	return true
}

// writes tells whether we may set what only some may. What an App may do says
// its installation, not the repository.
func (c *run) writes() bool {
	return c.Client.App() || c.repo.Permissions.Push || c.repo.Permissions.Triage
}

// audience says what will not be put into a public repository.
func (c *run) audience() {
	switch audience := c.repo.Audience(); {
	case audience == review.AudiencePublic && c.Own.Public != backlog.PublicAllowed:
		c.remark("%s is public: actions of reviews from a place that fewer people can read are not put there (blocked), unless the backlog says `public: allowed`", c.repo.Name)
	case audience == review.AudiencePublic:
		c.remark("%s is public, and its backlog says `public: allowed`: everyone can read the actions of all reviews that lead there", c.repo.Name)
	}
}
