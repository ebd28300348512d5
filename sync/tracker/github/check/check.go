// Package check tells of a backlog, without a change, whether an issue with
// just the configured fields would be accepted, and get all that the backlog
// asks for. It reads all anew, and never writes.
package check

import (
	"cmp"
	"context"
	"fmt"
	"net/http"
	"strings"

	client "github.com/followthrough/followthrough/internal/client/github"
	"github.com/followthrough/followthrough/internal/finding"
	"github.com/followthrough/followthrough/internal/mdedit"
	"github.com/followthrough/followthrough/sync/review"
	"github.com/followthrough/followthrough/sync/tracker"
	"github.com/followthrough/followthrough/sync/tracker/github/backlog"
	"github.com/followthrough/followthrough/sync/tracker/github/hub"
)

// Site is one look at a site: what several backlogs share is asked for once.
type Site struct {
	client *client.Client
	// makes are the owners in whose private repositories a token was seen to be
	// let make issues.
	makes map[string]bool
}

// NewSite begins a look.
func NewSite(c *client.Client) *Site { return &Site{client: c, makes: map[string]bool{}} }

// Known asks whether GitHub knows us.
func (s *Site) Known(ctx context.Context) (found finding.List) {
	if _, err := s.client.Me(ctx); err != nil {
		found.Wrong(Mend(err), "%s can't be read: %s", s.client.Site(), oneLine("%v", err))
	}
	return found
}

// Mend is what a person can do about an error that is no repository's.
func Mend(err error) string {
	e := client.AsError(err)
	switch {
	case e == nil:
		return "try again"
	case e.SSO != "":
		return "authorise the token there"
	case e.Kind == client.Auth:
		return "give it as token or token_file; of an App check id, installation and private_key_file"
	case e.Kind == client.Throttled:
		return "try again later"
	}
	return "check url, and whether this machine reaches it (a proxy: HTTPS_PROXY; its certificates: ca_file)"
}

// Job is one backlog to look at.
type Job struct {
	Backlog tracker.Backlog
	Own     backlog.Backlog
	// Labels are all that an issue of the backlog would bear.
	Labels []string
}

// run is a job on its way.
type run struct {
	Job
	site  *Site
	ctx   context.Context // of the one check
	repo  shownRepository
	found finding.List
	// scoped says that the token tells what it may do.
	scoped bool
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

// oneLine is a text, which may hold words of others.
func oneLine(format string, args ...any) string {
	return mdedit.Line(fmt.Sprintf(format, args...))
}

func (c *run) wrong(next, format string, args ...any) {
	c.found.Wrong(next, "%s", oneLine(format, args...))
}

func (c *run) look(next, format string, args ...any) {
	c.found.Look(next, "%s", oneLine(format, args...))
}

// wrongHere and lookHere are about the repository, as they may be about many.
func (c *run) wrongHere(next, format string, args ...any) {
	c.wrong(next, format, args...)
	c.found.In(c.name())
}

func (c *run) lookHere(next, format string, args ...any) {
	c.look(next, format, args...)
	c.found.In(c.name())
}

// name is the repository's, as GitHub has it now.
func (c *run) name() string { return cmp.Or(c.repo.Name, c.Backlog.Project) }

// Backlog looks, and says what it finds.
func (s *Site) Backlog(ctx context.Context, job Job) finding.List {
	c := &run{Job: job, site: s, ctx: ctx}
	if err := hub.CheckRepository(c.Backlog.Project); err != nil {
		c.wrong("name it as owner/name", "%v", err)
		return c.found
	}
	if !c.repository() || !c.issues() {
		return c.found
	}
	c.mayMake()
	c.labels()
	c.milestone()
	c.kind()
	c.parent()
	c.board()
	c.audience()
	if !c.found.AnyWrong() {
		c.found.Good("items are accepted in {}")
		c.found.In(c.repo.Name)
	}
	return c.found
}

// repository asks whether it is there and takes issues.
func (c *run) repository() bool {
	answer, err := c.site.client.Do(c.ctx, http.MethodGet, hub.Path(c.Backlog.Project), nil, &c.repo)
	switch {
	case hub.Unseen(err):
		c.wrongHere("check its name, and give the account access to it", "{}: %v", err)
	case err != nil:
		c.wrongHere(Mend(err), "{} can't be read: %v", err)
	case c.repo.Archived:
		c.wrongHere("unarchive it, or give the team another backlog", "{} is archived and takes no issues")
	case c.repo.Issues != nil && !*c.repo.Issues:
		c.wrongHere("turn them on in its settings (General, Features), or give the team another backlog", "issues are disabled in {}")
	}
	if c.found.AnyWrong() {
		return false
	}
	c.scoped = answer.Scopes != nil
	c.scopes(answer.Scopes)
	if !strings.EqualFold(c.repo.Name, c.Backlog.Project) {
		c.look("name it so, before somebody else takes the old name", "%s is called %s now", c.Backlog.Project, c.repo.Name)
	}
	return true
}

// scopes looks at what a classic token says of itself; others don't.
func (c *run) scopes(has []string) {
	switch may := c.site.client.MayIssues(); {
	case c.site.client.App() && may == "write":
		return
	case c.site.client.App():
		c.wrongHere("give the App Issues: read and write, and have the installation accept it", "the App's installation may not write issues in {}")
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
	c.wrongHere("give the token that scope, or make another one", "the token lacks the scope %s: nothing can be made in {}", strings.Join(wanted, " or "))
}

// issues asks whether we may read them: what can't be listed can't be followed.
func (c *run) issues() bool {
	var any []struct{}
	if _, err := c.site.client.Do(c.ctx, http.MethodGet, hub.Path(c.repo.Name, "issues")+"?state=all&per_page=1", nil, &any); err != nil {
		c.wrongHere("the account needs Issues: read and write there", "the issues of {} can't be listed: %v", err)
		return false
	}
	return true
}

// writes tells whether we may set what only some may. What an App may do says
// its installation, not the repository.
func (c *run) writes() bool {
	return c.site.client.App() || c.repo.Permissions.Push || c.repo.Permissions.Triage
}

// audience says what will not be put into a public repository.
func (c *run) audience() {
	switch audience := c.repo.Audience(); {
	case audience == review.AudiencePublic && c.Own.Public != backlog.PublicAllowed:
		c.lookHere("give the team a private one, or say `public: allowed` in its backlog", "{} is public: actions of reviews from a place that fewer people can read are not put there (blocked)")
	case audience == review.AudiencePublic:
		c.lookHere("take that out if it is not meant", "{} is public, and its backlog says `public: allowed`: everyone can read the actions of all reviews that lead there")
	}
}
