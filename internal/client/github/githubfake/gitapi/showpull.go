package gitapi

import (
	"time"

	"github.com/followthrough/followthrough/internal/client/github/githubfake/gate"
	"github.com/followthrough/followthrough/internal/client/github/githubfake/gitworld"
	"github.com/followthrough/followthrough/internal/client/github/githubfake/rest"
)

// wholePull is a pull request with what listings leave out.
func (r *Repo) wholePull(p *gitworld.Pull) rest.Object {
	out := r.pullObject(p)
	base, _ := r.Git.Commit(r.Git.MergeBase(p.BaseSHA, p.HeadSHA))
	head, _ := r.Git.Commit(p.HeadSHA)
	added, removed, files := 0, 0, r.Git.Diff(base.Tree, head.Tree)
	for _, file := range files {
		added, removed = added+file.Added, removed+file.Removed
	}
	mergeable, state := p.Open && r.Git.Mergeable(p), "clean"
	if !mergeable {
		state = "dirty"
	}
	out["merged"], out["mergeable"], out["mergeable_state"], out["rebaseable"] = p.Merged, mergeable, state, mergeable
	out["merged_by"] = nil
	if p.MergedBy != "" {
		out["merged_by"] = r.Gate.UserObject(p.MergedBy)
	}
	out["additions"], out["deletions"], out["changed_files"] = added, removed, len(files)
	out["commits"], out["comments"], out["review_comments"] = len(r.Git.Between(p.BaseSHA, p.HeadSHA)), 0, 0
	out["maintainer_can_modify"] = false
	return out
}

// pullObject is a pull request as listings show it.
func (r *Repo) pullObject(p *gitworld.Pull) rest.Object {
	self, page := r.api("repos/%s/pulls/%d", r.FullName(), p.Number), r.html("%s/pull/%d", r.FullName(), p.Number)
	issue := r.api("repos/%s/issues/%d", r.FullName(), p.Number)
	side := func(branch string, at Hash) rest.Object {
		return rest.Object{"label": r.Owner + ":" + branch, "ref": branch, "sha": at, "user": r.Gate.UserObject(r.Owner), "repo": r.Object()}
	}
	out := rest.Object{
		"id": p.ID, "node_id": gate.NodeID("PR", p.ID), "number": p.Number, "title": p.Title, "body": orNull(p.Body), "user": r.Gate.UserObject(p.Author),
		"url": self, "html_url": page, "diff_url": page + ".diff", "patch_url": page + ".patch", "issue_url": issue,
		"commits_url": self + "/commits", "review_comments_url": self + "/comments", "review_comment_url": self + "/comments{/number}",
		"comments_url": issue + "/comments", "statuses_url": r.api("repos/%s/statuses/%s", r.FullName(), p.HeadSHA),
		"state": map[bool]string{true: "open", false: "closed"}[p.Open], "locked": false, "draft": p.Draft, "author_association": "MEMBER",
		"head": side(p.Head, p.HeadSHA), "base": side(p.Base, p.BaseSHA), "created_at": gate.Stamp(p.Created), "updated_at": gate.Stamp(p.Updated),
		"closed_at": stampOrNull(p.Closed), "merged_at": nil, "merge_commit_sha": orNull(string(p.MergeCommit)),
		"labels": []any{}, "assignee": nil, "assignees": []any{}, "requested_reviewers": []any{}, "requested_teams": []any{}, "milestone": nil, "auto_merge": nil,
	}
	if p.Merged {
		out["merged_at"] = gate.Stamp(p.Closed)
	}
	links := rest.Object{}
	for name, to := range map[string]string{
		"self": self, "html": page, "issue": issue, "comments": issue + "/comments", "review_comments": self + "/comments",
		"review_comment": self + "/comments{/number}", "commits": self + "/commits", "statuses": out["statuses_url"].(string),
	} {
		links[name] = rest.Object{"href": to}
	}
	out["_links"] = links
	return out
}

func orNull(s string) any {
	if s == "" {
		return nil
	}
	return s
}

func stampOrNull(t time.Time) any {
	if t.IsZero() {
		return nil
	}
	return gate.Stamp(t)
}
