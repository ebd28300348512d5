package gitapi

import (
	"slices"

	"github.com/followthrough/followthrough/internal/client/github/githubfake/gate"
	"github.com/followthrough/followthrough/internal/client/github/githubfake/gitworld"
	"github.com/followthrough/followthrough/internal/client/github/githubfake/rest"
)

// follow tells of a push, and lets pull requests follow the branch.
func (r *Repo) follow(branch string, before Hash, login string) {
	const zero = "0000000000000000000000000000000000000000"
	r.Pushed = r.Gate.Now()
	after, there := r.Git.Head(branch)
	shown := func(h Hash) Hash {
		if h == "" {
			return zero
		}
		return h
	}
	commits := []any{}
	var last any
	for _, c := range slices.Backward(r.Git.Between(before, after)) {
		last = r.pushedCommit(c)
		commits = append(commits, last)
	}
	if before == "" {
		commits = []any{}
	}
	r.Emit("push", "", login, rest.Object{
		"ref": "refs/heads/" + branch, "before": shown(before), "after": shown(after), "created": before == "", "deleted": !there,
		"forced": there && before != "" && !r.Git.Follows(after, before), "base_ref": nil, "compare": r.html("%s/compare", r.FullName()),
		"commits": commits, "head_commit": last, "pusher": rest.Object{"name": login, "email": nil},
	})
	for _, p := range r.Git.Followed(login, r.Gate.Now()) {
		action := "synchronize"
		if !p.Open {
			action = "closed"
		}
		r.tell(p, action, login)
	}
}

// pushedCommit is a commit as a push names it.
func (r *Repo) pushedCommit(c gitworld.Commit) rest.Object {
	var before Hash
	if len(c.Parents) > 0 {
		parent, _ := r.Git.Commit(c.Parents[0])
		before = parent.Tree
	}
	files := map[string][]string{"added": {}, "removed": {}, "modified": {}}
	for _, f := range r.Git.Diff(before, c.Tree) {
		files[f.Status] = append(files[f.Status], f.Path)
	}
	return rest.Object{
		"id": c.Hash, "tree_id": c.Tree, "distinct": true, "message": c.Message, "timestamp": gate.Stamp(c.Committer.At), "url": r.html("%s/commit/%s", r.FullName(), c.Hash),
		"author": signatureObject(c.Author), "committer": signatureObject(c.Committer), "added": files["added"], "removed": files["removed"], "modified": files["modified"],
	}
}
