package gitapi

import (
	"errors"
	"fmt"
	"strings"

	"github.com/followthrough/followthrough/internal/client/github/githubfake/gitworld"
	"github.com/followthrough/followthrough/internal/client/github/githubfake/rest"
)

func createPull(c *Call) rest.Reply {
	var in struct {
		Title, Body, Head, Base string
		Draft                   bool
	}
	if !c.Read(&in) {
		return rest.BadJSON()
	}
	if in.Title == "" {
		return rest.Invalid("Validation Failed", "PullRequest title missing_field")
	}
	owner, head, forked := strings.Cut(in.Head, ":")
	if !forked {
		owner, head = c.Repo.Owner, in.Head
	}
	if !strings.EqualFold(owner, c.Repo.Owner) {
		c.Repo.Gate.T.Errorf("githubfake: pull requests from forks are not modelled: %s", in.Head)
	}
	p, err := c.Repo.open(gitworld.Pull{Title: in.Title, Body: in.Body, Head: head, Base: in.Base, Draft: in.Draft, Author: c.Login})
	switch {
	case errors.Is(err, gitworld.ErrNoCommits):
		return rest.Invalid("Validation Failed", fmt.Sprintf("No commits between %s and %s", in.Base, head))
	case errors.Is(err, gitworld.ErrOpen):
		return rest.Invalid("Validation Failed", fmt.Sprintf("A pull request already exists for %s:%s.", c.Repo.Owner, head))
	case err != nil:
		field := "head"
		if _, there := c.Repo.Git.Head(in.Base); !there {
			field = "base"
		}
		return rest.Invalid("Validation Failed", "PullRequest "+field+" invalid")
	}
	return rest.Created(c.Repo.wholePull(p))
}

// open opens a pull request with the repository's next number.
func (r *Repo) open(p gitworld.Pull) (*gitworld.Pull, error) {
	if p.Base == "" {
		p.Base = r.DefaultBranch
	}
	p.ID, p.Created, p.Updated = r.Gate.Next(), r.Gate.Now(), r.Gate.Now()
	opened, err := r.Git.Open(p)
	if err != nil {
		return nil, err
	}
	opened.Number = r.NextNumber()
	r.tell(opened, "opened", p.Author)
	return opened, nil
}

// tell tells of a change of a pull request.
func (r *Repo) tell(p *gitworld.Pull, action, login string) {
	r.PullChanged(p, login)
	r.Emit("pull_request", action, login, rest.Object{"number": p.Number, "pull_request": r.wholePull(p)})
}
