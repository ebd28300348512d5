package github

import (
	"net/http"
	"strings"
)

// maxChildren is how many sub-issues GitHub lets an issue have.
const maxChildren = 100

type checkIssue struct {
	restIssue
	SubIssues struct {
		Total int `json:"total"`
	} `json:"sub_issues_summary"`
}

// parent asks whether it is there and takes sub-issues.
func (c *check) parent() {
	p, ok := c.own.parent(c.repo.Name)
	if !ok {
		return
	}
	if c.t.client.Enterprise() {
		c.problem("this server has no sub-issues: leave parent out")
		return
	}
	var is checkIssue
	_, err := c.t.client.Do(c.ctx, http.MethodGet, p.Path(), nil, &is)
	switch {
	case unseen(err):
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
	case !strings.EqualFold(ownerOf(now.Repo), c.repo.Owner.Login):
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
func (c *check) mayAdd(repo string) bool {
	if strings.EqualFold(repo, c.repo.Name) {
		return c.writes()
	}
	there := *c
	there.repo = checkRepository{}
	_, err := c.t.client.Do(c.ctx, http.MethodGet, path(repo), nil, &there.repo)
	return err == nil && there.writes()
}

func ownerOf(repo string) string {
	owner, _, _ := strings.Cut(repo, "/")
	return owner
}
