package github

import (
	"cmp"
	"context"
	"fmt"
	"net/http"
	"slices"
	"strings"
	"time"
	"unicode"

	client "github.com/followthrough/followthrough/internal/client/github"
	"github.com/followthrough/followthrough/internal/client/github/board"
	"github.com/followthrough/followthrough/internal/client/github/issues"
	"github.com/followthrough/followthrough/internal/finding"
	"github.com/followthrough/followthrough/internal/names"
	"github.com/followthrough/followthrough/sync/review"
	"github.com/followthrough/followthrough/sync/tracker"
)

// siteCheck is one check of the site: what several backlogs share is asked for
// once.
type siteCheck struct {
	*checker
	// makes are the owners in whose private repositories a token was seen to be
	// let make issues.
	makes map[string]bool
}

// Check begins a check of the site, which reads all anew, and never writes.
func (c *checker) Check() tracker.Check { return &siteCheck{c, map[string]bool{}} }

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

// Backlog tells, without a change, whether an issue with just the configured
// fields would be accepted, and get all that the backlog asks for.
func (s *siteCheck) Backlog(ctx context.Context, b tracker.Backlog, use tracker.Use) finding.List {
	c := &backlogCheck{siteCheck: s, ctx: ctx, backlog: b, use: use}
	c.look()
	c.found.Fill(cmp.Or(c.repo.Name, b.Project)) // as GitHub has it now
	return c.found
}

func (c *backlogCheck) look() {
	var err error
	if c.own, err = settingsOf(c.backlog); err != nil {
		c.found.Wrong("correct the team's backlog", "%v", err)
		return
	}
	if err := client.CheckRepository(c.backlog.Project); err != nil {
		c.found.Wrong("name it as owner/name", "%v", err)
		return
	}
	if !c.checkRepository() || !c.checkListing() {
		return
	}
	for _, check := range []func(){c.checkMaking, c.checkLabels, c.checkMilestone, c.checkType, c.checkParent, c.checkBoard, c.checkAudience} {
		check()
	}
	if !c.found.AnyWrong() {
		c.found.Good("items are accepted in {}")
	}
}

// checkRepository asks whether it is there and takes issues.
func (c *backlogCheck) checkRepository() bool {
	answer, err := c.client.Do(c.ctx, http.MethodGet, client.Path(c.backlog.Project), nil, &c.repo)
	switch {
	case client.Unseen(err):
		c.found.Wrong("check its name, and give the account access to it", "{}: %v", err)
	case err != nil:
		c.found.Wrong(client.Mend(err), "{} can't be read: %v", err)
	case c.repo.Archived:
		c.found.Wrong("unarchive it, or give the team another backlog", "{} is archived and takes no issues")
	case c.repo.NoIssues():
		c.found.Wrong("turn them on in its settings (General, Features), or give the team another backlog", "issues are disabled in {}")
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
		c.found.Wrong("give the App Issues: read and write, and have the installation accept it", "the App's installation may not write issues in {}")
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
	c.found.Wrong("give the token that scope, or make another one", "the token lacks the scope %s: nothing can be made in {}", strings.Join(wanted, " or "))
}

// checkListing asks whether we may read them: what can't be listed can't be followed.
func (c *backlogCheck) checkListing() bool {
	var any []struct{}
	if _, err := c.client.Do(c.ctx, http.MethodGet, client.Path(c.repo.Name, "issues")+"?state=all&per_page=1", nil, &any); err != nil {
		c.found.Wrong("the account needs Issues: read and write there", "the issues of {} can't be listed: %v", err)
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
		c.found.Look("give the team a private one, or say `public: allowed` in its backlog", "{} is public: actions of reviews from a place that fewer people can read are not put there (blocked)")
	case audience == review.AudiencePublic:
		c.found.Look("take that out if it is not meant", "{} is public, and its backlog says `public: allowed`: everyone can read the actions of all reviews that lead there")
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
	err := c.client.Write(c.ctx, http.MethodPost, client.Path(c.repo.Name, "issues"), map[string]any{"title": ""}, nil)
	switch e := client.AsError(err); {
	case e == nil:
	case e.Kind == client.Auth, e.Kind == client.NotFound, e.Kind == client.Rejected && e.Status == http.StatusForbidden:
		c.found.Wrong("give the token Issues: read and write there", "the token may not make issues in {}: %v", err)
	case e.Kind == client.Rejected && audienceOf(c.repo) != review.AudiencePublic:
		c.makes[owner] = true
	}
}

// maxNamed is how many values a finding names.
const maxNamed = 20

// some are values as a finding names them.
func some(values []string) string {
	if len(values) == 0 {
		return "there are none"
	}
	text := strings.Join(values[:min(len(values), maxNamed)], ", ")
	if more := len(values) - maxNamed; more > 0 {
		text += fmt.Sprintf(" and %d more", more)
	}
	return "there are: " + text
}

// checkLabels asks whether they are there, or would be made.
func (c *backlogCheck) checkLabels() {
	wanted := c.labels(c.backlog, c.own)
	if len(wanted) == 0 {
		return
	}
	if !c.writes() {
		c.dropped("the labels "+strings.Join(wanted, ", "), len(c.backlog.Labels) > 0)
		return
	}
	var missing []string
	for _, l := range wanted {
		_, err := c.client.Do(c.ctx, http.MethodGet, client.Path(c.repo.Name, "labels", l), nil, nil)
		switch {
		case client.Unseen(err):
			missing = append(missing, l)
		case err != nil:
			c.found.Wrong(client.Mend(err), "the label %s of %s can't be read: %v", l, c.repo.Name, err)
			return
		}
	}
	label, it := "label", "it"
	if len(missing) > 1 {
		label, it = "labels", "them"
	}
	switch {
	case len(missing) == 0:
	case c.client.App() || c.repo.Permissions.Push:
		c.found.Good("{} has no %s %s: the first item makes %s", label, strings.Join(missing, ", "), it)
	default:
		c.found.Wrong("make "+it+", or give the account the role Write", "{} has no %s %s, and the account may not make labels", label, strings.Join(missing, ", "))
	}
}

// dropped says that GitHub would leave something out of new issues; what the
// backlog asks for is a problem.
func (c *backlogCheck) dropped(what string, asked bool) {
	tell := c.found.Look
	if asked {
		tell = c.found.Wrong
	}
	tell("give it the role Triage or Write there", "%s would be dropped from new issues in silence: the account may not set them in {}", what)
}

// checkMilestone asks whether it is there and open.
func (c *backlogCheck) checkMilestone() {
	if c.own.Milestone == "" {
		return
	}
	if !c.writes() {
		c.dropped("the milestone "+c.own.Milestone, true)
	}
	all, err := issues.Milestones(c.ctx, c.client, c.repo.Name, "all")
	if err != nil {
		c.found.Wrong(client.Mend(err), "the milestones of %s can't be read: %v", c.repo.Name, err)
		return
	}
	var open []string
	for _, m := range all {
		switch {
		case names.Same(m.Title, c.own.Milestone) && m.State == "open":
			return
		case names.Same(m.Title, c.own.Milestone):
			c.found.Wrong("name an open one", "the milestone %q of %s is closed", m.Title, c.repo.Name)
			return
		case m.State == "open":
			open = append(open, m.Title)
		}
	}
	slices.Sort(open)
	c.found.Wrong("name one that is there, or make it", "%s has no open milestone %q%s (%s)", c.repo.Name, c.own.Milestone, meant(c.own.Milestone, open), some(open))
}

// meant is the value that a mistyped one most likely means, as a question; "":
// none is near.
func meant(name string, values []string) string {
	bare := func(s string) string {
		return strings.ToLower(strings.Map(func(r rune) rune {
			if unicode.IsLetter(r) || unicode.IsDigit(r) {
				return r
			}
			return -1
		}, names.Form(s)))
	}
	for _, near := range []func(a, b string) bool{strings.EqualFold, strings.Contains, func(a, b string) bool { return strings.Contains(b, a) }} {
		for _, v := range values {
			if bare(v) != "" && bare(name) != "" && near(bare(v), bare(name)) {
				return fmt.Sprintf(": do you mean %q?", v)
			}
		}
	}
	return ""
}

// checkType asks whether the type is one of the organisation's.
func (c *backlogCheck) checkType() {
	if c.own.Type == "" {
		return
	}
	if c.client.Enterprise() {
		c.found.Wrong("leave type out", "this server has no issue types")
		return
	}
	if !c.writes() {
		c.dropped("the type "+c.own.Type, true)
	}
	var all []struct {
		Name    string `json:"name"`
		Enabled *bool  `json:"is_enabled"`
	}
	_, err := c.client.Do(c.ctx, http.MethodGet, client.Path(c.repo.Name, "issue-types"), nil, &all)
	if err != nil && !client.Unseen(err) {
		c.found.Wrong(client.Mend(err), "the issue types of %s can't be read: %v", c.repo.Name, err)
		return
	}
	var kinds []string
	for _, t := range all {
		if t.Enabled == nil || *t.Enabled {
			kinds = append(kinds, t.Name)
		}
	}
	if holds(kinds, c.own.Type) {
		return
	}
	if c.repo.Owner.Type == "User" {
		c.found.Wrong("leave type out", "{} has no issue types, as its owner is a person")
		return
	}
	c.found.Wrong("name one that is there", "{} has no issue type %q%s (%s)", c.own.Type, meant(c.own.Type, kinds), some(kinds))
}

// maxChildren is how many sub-issues GitHub lets an issue have.
const maxChildren = 100

// checkParent asks whether it is there and takes sub-issues.
func (c *backlogCheck) checkParent() {
	p, ok := c.own.parentIn(c.repo.Name)
	if !ok {
		return
	}
	if c.client.Enterprise() {
		c.found.Wrong("leave parent out", "this server has no sub-issues")
		return
	}
	var is issues.REST
	_, err := c.client.Do(c.ctx, http.MethodGet, p.Path(), nil, &is)
	switch {
	case client.Unseen(err):
		c.found.Wrong("name another one", "the parent %s is not there, or the account can't see it", p)
		return
	case err != nil:
		c.found.Wrong(client.Mend(err), "the parent %s can't be read: %v", p, err)
		return
	}
	now := is.Issue()
	switch {
	case now.Pull:
		c.found.Wrong("name an issue", "the parent %s is a pull request, which has no sub-issues", p)
	case !strings.EqualFold(ownerOf(now.Repo), c.repo.Owner.Login):
		c.found.Wrong("name one of "+c.repo.Owner.Login, "the parent %s is another owner's: sub-issues have their parent's", now.Ref)
	case is.SubIssues.Total >= maxChildren:
		c.found.Wrong("name another one", "the parent %s has %d sub-issues, and GitHub takes no more", now.Ref, is.SubIssues.Total)
	case !c.mayAdd(now.Repo):
		c.found.Wrong("give it the role Triage or Write in "+now.Repo, "the account may not add sub-issues to %s", now.Ref)
	}
	if !strings.EqualFold(now.String(), p.String()) {
		c.found.Look("name it so", "the parent %s is %s now", p, now.Ref)
	}
	if !now.Open {
		c.found.Look("name one that is open", "the parent %s is closed: new sub-issues of it are easily missed", now.Ref)
	}
}

// mayAdd asks for our rights where the parent is.
func (c *backlogCheck) mayAdd(repo string) bool {
	if strings.EqualFold(repo, c.repo.Name) {
		return c.writes()
	}
	there := *c
	there.repo = client.Repository{}
	_, err := c.client.Do(c.ctx, http.MethodGet, client.Path(repo), nil, &there.repo)
	return err == nil && there.writes()
}

// checkBoard asks whether the project takes the issue, and its fields what the
// backlog sets.
func (c *backlogCheck) checkBoard() {
	if c.own.Board == 0 {
		if len(c.use.Priorities) > 0 || c.use.Due {
			c.found.Wrong("name the board (a project's number) whose fields they are", "an issue has neither priority nor due date")
		}
		return
	}
	p, err := board.Read(c.ctx, c.client, c.repo.Owner.Login, c.own.Board)
	switch {
	case err != nil:
		c.found.Wrong("correct the team's backlog (board), or give the account access to the project", "%v", err)
		return
	case p.Closed:
		c.found.Wrong("open it again, or name another board", "%s is closed", p)
	case !p.Writable:
		c.found.Wrong("give the account the role Write in that project's settings (Manage access)", "we may not add to %s", p)
	}
	before := len(c.found)
	for _, v := range c.values() {
		if _, err := settingOf(p, v, c.client.Now()); err != nil {
			c.found.Wrong("correct it in the team's backlog (fields, priority, due)", "%v", err)
		}
	}
	if len(c.found) == before && !c.found.AnyWrong() {
		c.found.Good("each item is added to %s", p)
	}
}

// values are all that may be set in the project.
func (c *backlogCheck) values() []Value {
	out := append([]Value{}, c.own.Fields...)
	for _, p := range c.use.Priorities {
		out = append(out, Value{Name: fieldPriority, Value: p})
	}
	if c.use.Due {
		out = append(out, Value{Name: fieldDue, Value: c.client.Now().Format(time.DateOnly)})
	}
	return out
}
