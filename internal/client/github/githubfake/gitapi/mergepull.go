package gitapi

import (
	"fmt"
	"net/http"

	"github.com/followthrough/followthrough/internal/client/github/githubfake/gitworld"
	"github.com/followthrough/followthrough/internal/client/github/githubfake/rest"
)

func isMerged(_ *Call, p *gitworld.Pull) rest.Reply {
	if p.Merged {
		return rest.Nothing()
	}
	return rest.NotFound()
}

// mergePull merges a pull request by a request.
func mergePull(c *Call, p *gitworld.Pull) rest.Reply {
	in := struct {
		SHA    Hash            `json:"sha"`
		Method gitworld.Method `json:"merge_method"`
	}{Method: gitworld.MergeCommit}
	if !c.Read(&in) {
		return rest.BadJSON()
	}
	rules, _ := c.Repo.Git.Rules(p.Base)
	approvals := 0
	for _, review := range p.Reviews {
		if review.State == "APPROVED" {
			approvals++
		}
	}
	switch {
	case in.SHA != "" && in.SHA != p.HeadSHA:
		return rest.Refusal(http.StatusConflict, "Head branch was modified. Review and try the merge again.")
	case approvals < rules.Approvals:
		return rest.Refusal(http.StatusMethodNotAllowed, fmt.Sprintf("At least %d approving review is required by reviewers with write access.", rules.Approvals))
	case in.Method != gitworld.MergeCommit && in.Method != gitworld.Squash:
		c.Repo.Gate.T.Errorf("githubfake: merging by %s is not modelled", in.Method)
	}
	if c.Repo.merge(p, in.Method, c.Login) != nil {
		return rest.Refusal(http.StatusMethodNotAllowed, "Pull Request is not mergeable")
	}
	return rest.OK(rest.Object{"sha": p.MergeCommit, "merged": true, "message": "Pull Request successfully merged"})
}

// merge merges a pull request and tells of it.
func (r *Repo) merge(p *gitworld.Pull, how gitworld.Method, login string) error {
	before, _ := r.Git.Head(p.Base)
	if err := r.Git.MergePull(p, how, login, r.person(login)); err != nil {
		return err
	}
	r.tell(p, "closed", login)
	r.follow(p.Base, before, login)
	return nil
}
