package github

import (
	"cmp"
	"context"
	"net/http"
	"strings"

	client "github.com/followthrough/followthrough/internal/client/github"
	"github.com/followthrough/followthrough/internal/client/github/issues"
	"github.com/followthrough/followthrough/internal/finding"
	"github.com/followthrough/followthrough/sync/review"
	"github.com/followthrough/followthrough/sync/tracker"
)

// siteCheck is one check of the site: what several backlogs share is asked for
// once.
type siteCheck struct {
	*adapter
	// makes are the owners in whose private repositories a token was seen to be
	// let make issues.
	makes map[string]bool
}

// Check begins a check of the site, which reads all anew, and never writes.
func (t *adapter) Check() tracker.Check { return &siteCheck{t, map[string]bool{}} }

// Site asks whether GitHub knows us.
func (s *siteCheck) Site(ctx context.Context) (found finding.List) {
	if _, err := s.client.Me(ctx); err != nil {
		found.Wrong(client.Mend(err), "%s can't be read: %v", s.client.Site(), err)
	}
	return found
}

// backlogCheck is what is found of one backlog.
type backlogCheck struct {
	*siteCheck
	ctx     context.Context // of the one check
	backlog tracker.Backlog
	use     tracker.Use
	own     Backlog
	repo    client.Repository
	scoped  bool // the token tells what it may do
	found   finding.List
}

// wrongHere and lookHere are about the repository, as they may be about many.
func (c *backlogCheck) wrongHere(next, format string, args ...any) {
	c.found.Wrong(next, format, args...)
	c.found.In(c.name())
}

func (c *backlogCheck) lookHere(next, format string, args ...any) {
	c.found.Look(next, format, args...)
	c.found.In(c.name())
}

// name is the repository's, as GitHub has it now.
func (c *backlogCheck) name() string { return cmp.Or(c.repo.Name, c.backlog.Project) }

// Backlog tells, without a change, whether an issue with just the configured
// fields would be accepted, and get all that the backlog asks for.
func (s *siteCheck) Backlog(ctx context.Context, b tracker.Backlog, use tracker.Use) finding.List {
	c := &backlogCheck{siteCheck: s, ctx: ctx, backlog: b, use: use}
	var err error
	if c.own, err = settingsOf(b); err != nil {
		c.found.Wrong("correct the team's backlog", "%v", err)
		return c.found
	}
	if err := issues.CheckRepository(b.Project); err != nil {
		c.found.Wrong("name it as owner/name", "%v", err)
		return c.found
	}
	if !c.checkRepository() || !c.checkListing() {
		return c.found
	}
	c.checkMaking()
	c.checkLabels()
	c.checkMilestone()
	c.checkType()
	c.checkParent()
	c.checkBoard()
	c.checkAudience()
	if !c.found.AnyWrong() {
		c.found.Good("items are accepted in {}")
		c.found.In(c.repo.Name)
	}
	return c.found
}

// checkRepository asks whether it is there and takes issues.
func (c *backlogCheck) checkRepository() bool {
	answer, err := c.client.Do(c.ctx, http.MethodGet, issues.Path(c.backlog.Project), nil, &c.repo)
	switch {
	case client.Unseen(err):
		c.wrongHere("check its name, and give the account access to it", "{}: %v", err)
	case err != nil:
		c.wrongHere(client.Mend(err), "{} can't be read: %v", err)
	case c.repo.Archived:
		c.wrongHere("unarchive it, or give the team another backlog", "{} is archived and takes no issues")
	case c.repo.Issues != nil && !*c.repo.Issues:
		c.wrongHere("turn them on in its settings (General, Features), or give the team another backlog", "issues are disabled in {}")
	}
	if c.found.AnyWrong() {
		return false
	}
	c.scoped = answer.Scopes != nil
	c.checkScopes(answer.Scopes)
	if !strings.EqualFold(c.repo.Name, c.backlog.Project) {
		c.found.Look("name it so, before somebody else takes the old name", "%s is called %s now", c.backlog.Project, c.repo.Name)
	}
	return true
}

// checkScopes looks at what a classic token says of itself; others don't.
func (c *backlogCheck) checkScopes(has []string) {
	switch may, _ := c.client.Rights(); {
	case c.client.App() && may.Permissions["issues"] == "write":
		return
	case c.client.App():
		c.wrongHere("give the App Issues: read and write, and have the installation accept it", "the App's installation may not write issues in {}")
		return
	case has == nil: // a fine-grained one: only use tells
		return
	}
	wanted := []string{"repo"}
	if audienceOf(c.repo) == review.AudiencePublic {
		wanted = append(wanted, "public_repo")
	}
	for _, w := range wanted {
		if holds(has, w) {
			return
		}
	}
	c.wrongHere("give the token that scope, or make another one", "the token lacks the scope %s: nothing can be made in {}", strings.Join(wanted, " or "))
}

// checkListing asks whether we may read them: what can't be listed can't be followed.
func (c *backlogCheck) checkListing() bool {
	var any []struct{}
	if _, err := c.client.Do(c.ctx, http.MethodGet, issues.Path(c.repo.Name, "issues")+"?state=all&per_page=1", nil, &any); err != nil {
		c.wrongHere("the account needs Issues: read and write there", "the issues of {} can't be listed: %v", err)
		return false
	}
	return true
}

// writes tells whether we may set what only some may. What an App may do says
// its installation, not the repository.
func (c *backlogCheck) writes() bool {
	return c.client.App() || c.repo.Permissions.Push || c.repo.Permissions.Triage
}

// checkAudience says what will not be put into a public repository.
func (c *backlogCheck) checkAudience() {
	switch audience := audienceOf(c.repo); {
	case audience == review.AudiencePublic && c.own.Public != PublicAllowed:
		c.lookHere("give the team a private one, or say `public: allowed` in its backlog", "{} is public: actions of reviews from a place that fewer people can read are not put there (blocked)")
	case audience == review.AudiencePublic:
		c.lookHere("take that out if it is not meant", "{} is public, and its backlog says `public: allowed`: everyone can read the actions of all reviews that lead there")
	}
}

// checkMaking asks a fine-grained token, which tells nothing of what it may do, for
// an issue that can't be made: whether it may make one is looked at first. What
// it may it may in all private repositories of an owner that it sees.
func (c *backlogCheck) checkMaking() {
	owner := strings.ToLower(ownerOf(c.repo.Name))
	if c.client.App() || c.scoped || c.makes[owner] {
		return
	}
	if err := c.client.Wait(c.ctx); err != nil {
		return
	}
	_, err := c.client.Do(c.ctx, http.MethodPost, issues.Path(c.repo.Name, "issues"), map[string]any{"title": ""}, nil)
	switch e := client.AsError(err); {
	case e == nil:
	case e.Kind == client.Auth, e.Kind == client.NotFound, e.Kind == client.Rejected && e.Status == http.StatusForbidden:
		c.wrongHere("give the token Issues: read and write there", "the token may not make issues in {}: %v", err)
	case e.Kind == client.Rejected && audienceOf(c.repo) != review.AudiencePublic:
		c.makes[owner] = true
	}
}
