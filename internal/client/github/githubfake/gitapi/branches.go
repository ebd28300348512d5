package gitapi

import (
	"net/http"
	"strings"

	"github.com/followthrough/followthrough/internal/client/github/githubfake/gitworld"
	"github.com/followthrough/followthrough/internal/client/github/githubfake/rest"
)

func getBranch(c *Call) rest.Reply {
	name := c.Param("branch")
	head, there := c.Repo.Git.Head(name)
	if !there {
		if to := c.Repo.renamed[name]; to != "" {
			return rest.Moved(c.of("branches/%s", to))
		}
		return rest.Refusal(http.StatusNotFound, "Branch not found")
	}
	commit, _ := c.Repo.Git.Commit(head)
	rules, ruled := c.Repo.Git.Rules(name)
	self := c.of("branches/%s", name)
	checks := rest.Object{"enforcement_level": "off", "contexts": []any{}, "checks": []any{}}
	if rules.Classic && len(rules.Checks) > 0 {
		checks["enforcement_level"], checks["contexts"] = "everyone", rules.Checks
	}
	return rest.OK(rest.Object{
		"name": name, "commit": c.commitObject(commit), "_links": rest.Object{"self": self, "html": c.Repo.html("%s/tree/%s", c.Repo.FullName(), name)},
		"protected": ruled, "protection": rest.Object{"enabled": ruled && rules.Classic, "required_status_checks": checks}, "protection_url": self + "/protection",
	})
}

// refName is the branch that a ref of the path means.
func (c *Call) refName() string { return strings.TrimPrefix(c.Param("ref"), "heads/") }

func (c *Call) refObject(branch string) rest.Object {
	head, _ := c.Repo.Git.Head(branch)
	return rest.Object{
		"ref": "refs/heads/" + branch, "node_id": "REF_" + branch, "url": c.of("git/refs/heads/%s", branch),
		"object": rest.Object{"type": "commit", "sha": head, "url": c.of("git/commits/%s", head)},
	}
}

func getRef(c *Call) rest.Reply {
	if no := c.empty(); no != nil {
		return *no
	}
	if _, there := c.Repo.Git.Head(c.refName()); !there || !strings.HasPrefix(c.Param("ref"), "heads/") {
		return rest.NotFound()
	}
	return rest.OK(c.refObject(c.refName()))
}

func createRef(c *Call) rest.Reply {
	var in struct {
		Ref string
		SHA Hash
	}
	if !c.Read(&in) {
		return rest.BadJSON()
	}
	branch, isBranch := strings.CutPrefix(in.Ref, "refs/heads/")
	if !isBranch || branch == "" || strings.ContainsAny(branch, " ~^:?*[\\") {
		return rest.Invalid("Reference name is not valid")
	}
	if no := c.empty(); no != nil {
		return *no
	}
	if err := c.Repo.Git.Make(branch, in.SHA); err != nil {
		return rest.Invalid(err.Error())
	}
	c.Repo.follow(branch, "", c.Login)
	return rest.Created(c.refObject(branch))
}

func updateRef(c *Call) rest.Reply {
	var in struct {
		SHA   Hash
		Force bool
	}
	if !c.Read(&in) {
		return rest.BadJSON()
	}
	branch := c.refName()
	before, there := c.Repo.Git.Head(branch)
	if !there {
		return rest.Invalid(gitworld.ErrNoReference.Error())
	}
	if !c.Repo.Git.Has(in.SHA, gitworld.CommitKind) {
		return rest.Invalid(gitworld.ErrNoObject.Error())
	}
	if !in.Force && !c.Repo.Git.Follows(in.SHA, before) {
		return rest.Invalid(gitworld.ErrNotFastForward.Error())
	}
	if no := c.ruled(branch, in.SHA); no != nil {
		return *no
	}
	if err := c.Repo.Git.Force(branch, in.SHA); err != nil {
		return rest.Invalid(err.Error())
	}
	c.Repo.follow(branch, before, c.Login)
	return rest.OK(c.refObject(branch))
}

// ruled refuses what the branch's rules forbid to the caller.
func (c *Call) ruled(branch string, to Hash) *rest.Reply {
	wrong := c.Repo.Git.Violations(branch, c.Login, to)
	if len(wrong) == 0 {
		return nil
	}
	rules, _ := c.Repo.Git.Rules(branch)
	no := rest.Invalid("Repository rule violations found\n\n" + strings.Join(wrong, "\n\n") + "\n\n")
	switch {
	case rules.Classic && rules.NoUpdate:
		no = rest.Refusal(http.StatusForbidden, "You're not authorized to push to this branch. Visit https://docs.github.com/articles/about-protected-branches/ for more information.")
	case rules.Classic:
		no = rest.Invalid(wrong[0])
	}
	return &no
}
