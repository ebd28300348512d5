package github

import (
	"fmt"
	"net/http"
	"slices"
	"strings"
	"time"
	"unicode"

	client "github.com/followthrough/followthrough/internal/client/github"
	"github.com/followthrough/followthrough/internal/client/github/board"
	"github.com/followthrough/followthrough/internal/client/github/issues"
	"github.com/followthrough/followthrough/internal/names"
)

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
		_, err := c.client.Do(c.ctx, http.MethodGet, issues.Path(c.repo.Name, "labels", l), nil, nil)
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
		c.found.In(c.repo.Name)
	default:
		c.wrongHere("make "+it+", or give the account the role Write", "{} has no %s %s, and the account may not make labels", label, strings.Join(missing, ", "))
	}
}

// dropped says that GitHub would leave something out of new issues; what the
// backlog asks for is a problem.
func (c *backlogCheck) dropped(what string, asked bool) {
	tell := c.lookHere
	if asked {
		tell = c.wrongHere
	}
	tell("give it the role Triage or Write there", "%s would be dropped from new issues in silence: the account may not set them", what)
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
	_, err := c.client.Do(c.ctx, http.MethodGet, issues.Path(c.repo.Name, "issue-types"), nil, &all)
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
		c.wrongHere("leave type out", "{} has no issue types, as its owner is a person")
		return
	}
	c.wrongHere("name one that is there", "{} has no issue type %q%s (%s)", c.own.Type, meant(c.own.Type, kinds), some(kinds))
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
	_, err := c.client.Do(c.ctx, http.MethodGet, issues.Path(repo), nil, &there.repo)
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
