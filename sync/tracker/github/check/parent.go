package check

import (
	"net/http"
	"strings"

	"github.com/followthrough/followthrough/sync/tracker/github/backlog"
	"github.com/followthrough/followthrough/sync/tracker/github/hub"
)

// maxChildren is how many sub-issues GitHub lets an issue have.
const maxChildren = 100

type shownIssue struct {
	hub.RESTIssue
	SubIssues struct {
		Total int `json:"total"`
	} `json:"sub_issues_summary"`
}

// parent asks whether it is there and takes sub-issues.
func (c *run) parent() {
	p, ok := c.Own.ParentIn(c.repo.Name)
	if !ok {
		return
	}
	if c.Client.Enterprise() {
		c.problem("this server has no sub-issues: leave parent out")
		return
	}
	var is shownIssue
	_, err := c.Client.Do(c.ctx, http.MethodGet, p.Path(), nil, &is)
	switch {
	case hub.Unseen(err):
		c.problem("the parent %s is not there, or the account can't see it: name another one", p)
		return
	case err != nil:
		c.problem("the parent %s can't be read: %v", p, err)
		return
	}
	now := is.Issue()
	switch {
	case now.Pull:
		c.problem("the parent %s is a pull request, which has no sub-issues: name an issue", p)
	case !strings.EqualFold(backlog.Owner(now.Repo), c.repo.Owner.Login):
		c.problem("the parent %s is another owner's: sub-issues have their parent's", now.Ref)
	case is.SubIssues.Total >= maxChildren:
		c.problem("the parent %s has %d sub-issues, and GitHub takes no more: name another one", now.Ref, is.SubIssues.Total)
	case !c.mayAdd(now.Repo):
		c.problem("the account may not add sub-issues to %s: give it the role Triage or Write in %s", now.Ref, now.Repo)
	}
	if !strings.EqualFold(now.String(), p.String()) {
		c.remark("the parent %s is %s now: name it so", p, now.Ref)
	}
	if !now.Open {
		c.remark("the parent %s is closed: new sub-issues of it are easily missed", now.Ref)
	}
}

// mayAdd asks for our rights where the parent is.
func (c *run) mayAdd(repo string) bool {
	if strings.EqualFold(repo, c.repo.Name) {
		return c.writes()
	}
	there := *c
	there.repo = shownRepository{}
	_, err := c.Client.Do(c.ctx, http.MethodGet, hub.Path(repo), nil, &there.repo)
	return err == nil && there.writes()
}
