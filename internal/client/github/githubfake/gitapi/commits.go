package gitapi

import (
	"net/http"
	"slices"
	"strings"
	"time"

	"github.com/followthrough/followthrough/internal/client/github/githubfake/gitworld"
	"github.com/followthrough/followthrough/internal/client/github/githubfake/rest"
)

// commitObject is a commit as listings show it.
func (c *Call) commitObject(commit gitworld.Commit) rest.Object {
	return rest.Object{
		"sha": commit.Hash, "node_id": "C_" + string(commit.Hash), "url": c.of("commits/%s", commit.Hash), "html_url": c.commitPage(commit.Hash),
		"comments_url": c.of("commits/%s/comments", commit.Hash), "parents": c.parents(commit, "commits/%s"),
		"author": c.accountOf(commit.Author), "committer": c.accountOf(commit.Committer),
		"commit": rest.Object{
			"url": c.of("git/commits/%s", commit.Hash), "author": signatureObject(commit.Author), "committer": signatureObject(commit.Committer),
			"message": commit.Message, "tree": rest.Object{"sha": commit.Tree, "url": c.of("git/trees/%s", commit.Tree)}, "comment_count": 0,
			"verification": c.verification(commit),
		},
	}
}

// accountOf is the account that signs so; null where GitHub knows none.
func (c *Call) accountOf(s Signature) any {
	if a := c.Repo.Gate.Known(s.Name); a != nil && strings.HasSuffix(s.Email, "@users.noreply.github.com") {
		return c.Repo.Gate.UserObject(a.Login)
	}
	return nil
}

func listCommits(c *Call) rest.Reply {
	if no := c.empty(); no != nil {
		return *no
	}
	from, there := c.commitAt(c.Query("sha", ""))
	if !there {
		return rest.NotFound()
	}
	for _, name := range []string{"author", "committer"} {
		if c.Query(name, "") != "" {
			c.Repo.Gate.T.Errorf("githubfake: commits by %s are not modelled", name)
		}
	}
	commits := c.Repo.Git.Log(from.Hash)
	if path := c.Query("path", ""); path != "" {
		commits = c.Repo.Git.Touched(commits, path)
	}
	since, _ := time.Parse(time.RFC3339, c.Query("since", ""))
	until, bounded := time.Parse(time.RFC3339, c.Query("until", ""))
	var all []any
	for _, commit := range commits {
		if at := commit.Committer.At; !at.Before(since) && (bounded != nil || !at.After(until)) {
			all = append(all, c.commitObject(commit))
		}
	}
	return c.Page(all)
}

// getCommit answers a commit with its files; as media type sha its hash alone.
func getCommit(c *Call) rest.Reply {
	if no := c.empty(); no != nil {
		return *no
	}
	commit, there := c.commitAt(c.Param("ref"))
	switch {
	case !there:
		return rest.Invalid("No commit found for SHA: " + c.Param("ref"))
	case c.Accepts("sha"):
		return rest.Raw("sha", []byte(commit.Hash))
	}
	var before Hash
	if len(commit.Parents) > 0 {
		parent, _ := c.Repo.Git.Commit(commit.Parents[0])
		before = parent.Tree
	}
	out := c.commitObject(commit)
	files, stats := c.fileObjects(before, commit.Tree)
	out["files"], out["stats"] = files, stats
	return rest.OK(out)
}

// fileObjects are the files that differ between two trees, 300 at most.
func (c *Call) fileObjects(from, to Hash) ([]any, rest.Object) {
	files, added, removed := []any{}, 0, 0
	for _, f := range c.Repo.Git.Diff(from, to) {
		added, removed = added+f.Added, removed+f.Removed
		line := rest.Object{
			"sha": f.Hash, "filename": f.Path, "status": f.Status, "additions": f.Added, "deletions": f.Removed, "changes": f.Added + f.Removed,
			"blob_url": c.Repo.html("%s/blob/%s", c.Repo.FullName(), f.Path), "raw_url": c.Repo.html("%s/raw/%s", c.Repo.FullName(), f.Path),
			"contents_url": c.of("contents/%s", f.Path),
		}
		if f.Previous != "" {
			line["previous_filename"] = f.Previous
		}
		files = append(files, line)
	}
	return files[:min(len(files), 300)], rest.Object{"additions": added, "deletions": removed, "total": added + removed}
}

// compare answers what lies between two commits, the oldest first.
func compare(c *Call) rest.Reply {
	left, right, _ := strings.Cut(c.Param("basehead"), "...")
	base, there := c.commitAt(left)
	head, both := c.commitAt(right)
	merged, _ := c.Repo.Git.Commit(c.Repo.Git.MergeBase(base.Hash, head.Hash))
	if !there || !both || merged.Hash == "" {
		return rest.NotFound()
	}
	ahead, behind := c.Repo.Git.Between(base.Hash, head.Hash), len(c.Repo.Git.Between(head.Hash, base.Hash))
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
	if c.Query("per_page", c.Query("page", "")) != "" {
		part, header = c.Cut(commits)
	}
	files, _ := c.fileObjects(merged.Tree, head.Tree)
	page := c.Repo.html("%s/compare/%s", c.Repo.FullName(), c.Param("basehead"))
	return rest.Reply{Status: http.StatusOK, Header: header, Body: rest.Object{
		"url": c.of("compare/%s", c.Param("basehead")), "html_url": page, "permalink_url": page, "diff_url": page + ".diff", "patch_url": page + ".patch",
		"base_commit": c.commitObject(base), "merge_base_commit": c.commitObject(merged), "status": status,
		"ahead_by": len(ahead), "behind_by": behind, "total_commits": len(ahead), "commits": part, "files": files,
	}}
}
