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
	if c.site.client.Enterprise() {
		c.wrong("leave parent out", "this server has no sub-issues")
		return
	}
	var is shownIssue
	_, err := c.site.client.Do(c.ctx, http.MethodGet, p.Path(), nil, &is)
	switch {
	case hub.Unseen(err):
		c.wrong("name another one", "the parent %s is not there, or the account can't see it", p)
		return
	case err != nil:
		c.wrong(Mend(err), "the parent %s can't be read: %v", p, err)
		return
	}
	now := is.Issue()
	switch {
	case now.Pull:
		c.wrong("name an issue", "the parent %s is a pull request, which has no sub-issues", p)
	case !strings.EqualFold(backlog.Owner(now.Repo), c.repo.Owner.Login):
		c.wrong("name one of "+c.repo.Owner.Login, "the parent %s is another owner's: sub-issues have their parent's", now.Ref)
	case is.SubIssues.Total >= maxChildren:
		c.wrong("name another one", "the parent %s has %d sub-issues, and GitHub takes no more", now.Ref, is.SubIssues.Total)
	case !c.mayAdd(now.Repo):
		c.wrong("give it the role Triage or Write in "+now.Repo, "the account may not add sub-issues to %s", now.Ref)
	}
	if !strings.EqualFold(now.String(), p.String()) {
		c.look("name it so", "the parent %s is %s now", p, now.Ref)
	}
	if !now.Open {
		c.look("name one that is open", "the parent %s is closed: new sub-issues of it are easily missed", now.Ref)
	}
}

// mayAdd asks for our rights where the parent is.
func (c *run) mayAdd(repo string) bool {
	if strings.EqualFold(repo, c.repo.Name) {
		return c.writes()
	}
	there := *c
	there.repo = shownRepository{}
	_, err := c.site.client.Do(c.ctx, http.MethodGet, hub.Path(repo), nil, &there.repo)
	return err == nil && there.writes()
}
