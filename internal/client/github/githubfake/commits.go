package githubfake

import (
	"net/http"
	"slices"
	"strings"
	"time"

	"github.com/followthrough/followthrough/internal/client/github/githubfake/gitworld"
)

// commitObject is a commit as listings show it.
func (c *call) commitObject(commit gitworld.Commit) object {
	return object{
		"sha": commit.Hash, "node_id": "C_" + string(commit.Hash), "url": c.of("commits/%s", commit.Hash), "html_url": c.page4(commit.Hash),
		"comments_url": c.of("commits/%s/comments", commit.Hash), "parents": c.parents(commit, "commits/%s"),
		"author": c.accountOf(commit.Author), "committer": c.accountOf(commit.Committer),
		"commit": object{
			"url": c.of("git/commits/%s", commit.Hash), "author": signatureObject(commit.Author), "committer": signatureObject(commit.Committer),
			"message": commit.Message, "tree": object{"sha": commit.Tree, "url": c.of("git/trees/%s", commit.Tree)}, "comment_count": 0,
			"verification": c.verification(commit),
		},
	}
}

// accountOf is the account that signs so; null where GitHub knows none.
func (c *call) accountOf(s Signature) any {
	if a := c.fake.accounts[strings.ToLower(s.Name)]; a != nil && strings.HasSuffix(s.Email, "@users.noreply.github.com") {
		return c.fake.userObject(a.Login)
	}
	return nil
}

func listCommits(c *call) reply {
	if no := c.empty(); no != nil {
		return *no
	}
	from, there := c.commitAt(c.query("sha", ""))
	if !there {
		return notFound()
	}
	for _, name := range []string{"author", "committer"} {
		if c.query(name, "") != "" {
			c.fake.T.Errorf("githubfake: commits by %s are not modelled", name)
		}
	}
	commits := c.repo.git.Log(from.Hash)
	if path := c.query("path", ""); path != "" {
		commits = c.repo.git.Touched(commits, path)
	}
	since, _ := time.Parse(time.RFC3339, c.query("since", ""))
	until, bounded := time.Parse(time.RFC3339, c.query("until", ""))
	var all []any
	for _, commit := range commits {
		if at := commit.Committer.At; !at.Before(since) && (bounded != nil || !at.After(until)) {
			all = append(all, c.commitObject(commit))
		}
	}
	return c.page(all)
}

// getCommit answers a commit with its files; as media type sha its hash alone.
func getCommit(c *call) reply {
	if no := c.empty(); no != nil {
		return *no
	}
	commit, there := c.commitAt(c.param("ref"))
	switch {
	case !there:
		return invalid("No commit found for SHA: " + c.param("ref"))
	case c.accepts("sha"):
		return reply{status: 200, raw: []byte(commit.Hash), contentType: "application/vnd.github.sha; charset=utf-8"}
	}
	var before Hash
	if len(commit.Parents) > 0 {
		parent, _ := c.repo.git.Commit(commit.Parents[0])
		before = parent.Tree
	}
	out := c.commitObject(commit)
	files, stats := c.fileObjects(before, commit.Tree)
	out["files"], out["stats"] = files, stats
	return ok(out)
}

// fileObjects are the files that differ between two trees, 300 at most.
func (c *call) fileObjects(from, to Hash) ([]any, object) {
	files, added, removed := []any{}, 0, 0
	for _, f := range c.repo.git.Diff(from, to) {
		added, removed = added+f.Added, removed+f.Removed
		line := object{
			"sha": f.Hash, "filename": f.Path, "status": f.Status, "additions": f.Added, "deletions": f.Removed, "changes": f.Added + f.Removed,
			"blob_url": c.fake.html("%s/blob/%s", c.repo.fullName(), f.Path), "raw_url": c.fake.html("%s/raw/%s", c.repo.fullName(), f.Path),
			"contents_url": c.of("contents/%s", f.Path),
		}
		if f.Previous != "" {
			line["previous_filename"] = f.Previous
		}
		files = append(files, line)
	}
	return files[:min(len(files), 300)], object{"additions": added, "deletions": removed, "total": added + removed}
}

// compare answers what lies between two commits, the oldest first.
func compare(c *call) reply {
	left, right, _ := strings.Cut(c.param("basehead"), "...")
	base, there := c.commitAt(left)
	head, both := c.commitAt(right)
	merged, _ := c.repo.git.Commit(c.repo.git.MergeBase(base.Hash, head.Hash))
	if !there || !both || merged.Hash == "" {
		return notFound()
	}
	ahead, behind := c.repo.git.Between(base.Hash, head.Hash), len(c.repo.git.Between(head.Hash, base.Hash))
	slices.Reverse(ahead)
	status := "identical"
	switch {
	case len(ahead) > 0 && behind > 0:
		status = "diverged"
	case len(ahead) > 0:
		status = "ahead"
	case behind > 0:
		status = "behind"
	}
	commits := []any{}
	for _, commit := range ahead {
		commits = append(commits, c.commitObject(commit))
	}
	part, header := commits, http.Header(nil)
	if c.query("per_page", c.query("page", "")) != "" {
		part, header = c.cut(commits)
	}
	files, _ := c.fileObjects(merged.Tree, head.Tree)
	page := c.fake.html("%s/compare/%s", c.repo.fullName(), c.param("basehead"))
	return reply{status: 200, header: header, body: object{
		"url": c.of("compare/%s", c.param("basehead")), "html_url": page, "permalink_url": page, "diff_url": page + ".diff", "patch_url": page + ".patch",
		"base_commit": c.commitObject(base), "merge_base_commit": c.commitObject(merged), "status": status,
		"ahead_by": len(ahead), "behind_by": behind, "total_commits": len(ahead), "commits": part, "files": files,
	}}
}
