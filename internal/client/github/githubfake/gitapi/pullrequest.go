package gitapi

import (
	"github.com/followthrough/followthrough/internal/client/github/githubfake/gate"
	"github.com/followthrough/followthrough/internal/client/github/githubfake/gitworld"
	"github.com/followthrough/followthrough/internal/client/github/githubfake/rest"
)

// PullRequest is a pull request in a test's hand. What its methods do is done
// by a person.
type PullRequest struct {
	Number int64
	repo   *Repo
	pull   *gitworld.Pull
}

// OpenPull opens a pull request from a branch to the default one, by a login
// ("": the owner).
func (r *Repo) OpenPull(login, head, title, body string) *PullRequest {
	defer r.lock()()
	if login == "" {
		login = r.Owner
	}
	p, err := r.open(gitworld.Pull{Title: title, Body: body, Head: head, Author: login})
	if r.must(err); err != nil {
		return nil
	}
	return &PullRequest{p.Number, r, p}
}

// Pulls are all pull requests, as they were opened.
func (r *Repo) Pulls() []*PullRequest {
	defer r.lock()()
	var out []*PullRequest
	for _, p := range r.Git.Pulls() {
		out = append(out, &PullRequest{p.Number, r, p})
	}
	return out
}

// State is the pull request as it is now.
func (p *PullRequest) State() gitworld.Pull {
	defer p.repo.lock()()
	return *p.pull
}

// Merge merges it by a merge commit.
func (p *PullRequest) Merge() { p.merge(gitworld.MergeCommit) }

// Squash merges it by one new commit.
func (p *PullRequest) Squash() { p.merge(gitworld.Squash) }

func (p *PullRequest) merge(how gitworld.Method) {
	defer p.repo.lock()()
	p.repo.must(p.repo.merge(p.pull, how, p.repo.Owner))
}

// Close closes it unmerged.
func (p *PullRequest) Close() {
	defer p.repo.lock()()
	p.repo.Git.Close(p.pull, p.repo.Gate.Now())
	p.repo.tell(p.pull, "closed", p.repo.Owner)
}

// Approve carries somebody's approval of what its branch holds now.
func (p *PullRequest) Approve(login string) { p.Review(login, "APPROVED", "") }

// Review carries somebody's word: APPROVED, CHANGES_REQUESTED or COMMENTED.
func (p *PullRequest) Review(login, state, body string) {
	defer p.repo.lock()()
	p.pull.Reviews = append(p.pull.Reviews, gitworld.Review{ID: p.repo.Gate.Next(), Author: login, State: state, Body: body, Commit: p.pull.HeadSHA, At: p.repo.Gate.Now()})
	p.pull.Updated = p.repo.Gate.Now()
	p.repo.Gate.Account(login, gate.User)
	p.repo.Emit("pull_request_review", "submitted", login, rest.Object{"pull_request": p.repo.wholePull(p.pull)})
}
