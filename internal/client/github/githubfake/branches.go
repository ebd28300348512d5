package githubfake

import (
	"errors"
	"strings"

	"github.com/followthrough/followthrough/internal/client/github/githubfake/gitworld"
)

func getBranch(c *call) reply {
	name := c.param("branch")
	head, there := c.repo.git.Head(name)
	if !there {
		if to := c.repo.renamed[name]; to != "" {
			return c.fake.gone("/repos/"+c.repo.fullName()+"/branches/"+to, "")
		}
		return refusal(404, "Branch not found")
	}
	commit, _ := c.repo.git.Commit(head)
	rules, ruled := c.repo.git.Rules(name)
	self := c.of("branches/%s", name)
	checks := object{"enforcement_level": "off", "contexts": []any{}, "checks": []any{}}
	if rules.Classic && len(rules.Checks) > 0 {
		checks["enforcement_level"], checks["contexts"] = "everyone", rules.Checks
	}
	return ok(object{
		"name": name, "commit": c.commitObject(commit), "_links": object{"self": self, "html": c.fake.html("%s/tree/%s", c.repo.fullName(), name)},
		"protected": ruled, "protection": object{"enabled": ruled && rules.Classic, "required_status_checks": checks}, "protection_url": self + "/protection",
	})
}

// refName is the branch that a ref of the path means.
func (c *call) refName() string { return strings.TrimPrefix(c.param("ref"), "heads/") }

func (c *call) refObject(branch string) object {
	head, _ := c.repo.git.Head(branch)
	return object{
		"ref": "refs/heads/" + branch, "node_id": "REF_" + branch, "url": c.of("git/refs/heads/%s", branch),
		"object": object{"type": "commit", "sha": head, "url": c.of("git/commits/%s", head)},
	}
}

func getRef(c *call) reply {
	if no := c.empty(); no != nil {
		return *no
	}
	if _, there := c.repo.git.Head(c.refName()); !there || !strings.HasPrefix(c.param("ref"), "heads/") {
		return notFound()
	}
	return ok(c.refObject(c.refName()))
}

func matchingRefs(c *call) reply {
	out := []any{}
	for _, branch := range c.repo.git.Branches() {
		if strings.HasPrefix("heads/"+branch, c.param("ref")) {
			out = append(out, c.refObject(branch))
		}
	}
	return ok(out)
}

func createRef(c *call) reply {
	var in struct {
		Ref string
		SHA Hash
	}
	if !c.read(&in) {
		return badJSON()
	}
	branch, ok := strings.CutPrefix(in.Ref, "refs/heads/")
	if !ok || branch == "" || strings.ContainsAny(branch, " ~^:?*[\\") {
		return invalid("Reference name is not valid")
	}
	if no := c.empty(); no != nil {
		return *no
	}
	if err := c.repo.git.Make(branch, in.SHA); err != nil {
		return invalid(err.Error())
	}
	c.repo.follow(branch, "", c.account.Login)
	return created(c.refObject(branch))
}

func updateRef(c *call) reply {
	var in struct {
		SHA   Hash
		Force bool
	}
	if !c.read(&in) {
		return badJSON()
	}
	branch := c.refName()
	before, there := c.repo.git.Head(branch)
	if !there {
		return invalid(gitworld.ErrNoReference.Error())
	}
	if !c.repo.git.Has(in.SHA, gitworld.CommitKind) {
		return invalid(gitworld.ErrNoObject.Error())
	}
	if !in.Force && !c.repo.git.Follows(in.SHA, before) {
		return invalid(gitworld.ErrNotFastForward.Error())
	}
	if no := c.ruled(branch, in.SHA); no != nil {
		return *no
	}
	if err := c.repo.git.Force(branch, in.SHA); err != nil {
		return invalid(err.Error())
	}
	c.repo.follow(branch, before, c.account.Login)
	return ok(c.refObject(branch))
}

func deleteRef(c *call) reply {
	branch := c.refName()
	before, _ := c.repo.git.Head(branch)
	if no := c.ruled(branch, ""); no != nil {
		return *no
	}
	if err := c.repo.git.Remove(branch); errors.Is(err, gitworld.ErrNoReference) {
		return invalid(err.Error())
	}
	c.repo.follow(branch, before, c.account.Login)
	return nothing()
}

// ruled refuses what the branch's rules forbid to the caller.
func (c *call) ruled(branch string, to Hash) *reply {
	wrong := c.repo.git.Violations(branch, c.account.Login, to)
	if len(wrong) == 0 {
		return nil
	}
	rules, _ := c.repo.git.Rules(branch)
	no := invalid("Repository rule violations found\n\n" + strings.Join(wrong, "\n\n") + "\n\n")
	switch {
	case rules.Classic && rules.NoUpdate:
		no = refusal(403, "You're not authorized to push to this branch. Visit https://docs.github.com/articles/about-protected-branches/ for more information.")
	case rules.Classic:
		no = invalid(wrong[0])
	}
	return &no
}
