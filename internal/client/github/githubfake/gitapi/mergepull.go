package gitapi

import (
	"github.com/followthrough/followthrough/internal/client/github/githubfake/gitworld"
)

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
