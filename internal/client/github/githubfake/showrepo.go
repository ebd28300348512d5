package githubfake

import (
	"github.com/followthrough/followthrough/internal/client/github/githubfake/gate"
)

// repoObject is a repository as somebody sees it.
func (f *Fake) repoObject(a *gate.Actor, r *Repo) object {
	self, page := f.api("repos/%s", r.FullName()), f.html("%s", r.FullName())
	out := object{
		"id": r.ID, "node_id": gate.NodeID("R", r.ID), "name": r.Name, "full_name": r.FullName(), "owner": f.UserObject(r.Owner),
		"private": r.Visibility != Public, "visibility": r.Visibility, "html_url": page, "description": nil, "fork": false,
		"url": self, "default_branch": r.DefaultBranch, "archived": r.Archived, "disabled": false,
		"has_issues": !r.issuesDisabled, "has_projects": true, "has_wiki": false, "has_pages": false, "has_discussions": false, "has_downloads": false,
		"homepage": nil, "language": nil, "license": nil, "mirror_url": nil, "size": 1, "topics": []any{}, "is_template": false,
		"git_url": "git:" + page + ".git", "ssh_url": "git@" + r.FullName() + ".git", "clone_url": page + ".git", "svn_url": page,
		"created_at": gate.Stamp(r.created), "updated_at": gate.Stamp(r.updated), "pushed_at": gate.Stamp(r.Pushed),
	}
	for _, key := range []string{"forks", "forks_count", "stargazers_count", "watchers", "watchers_count", "open_issues", "open_issues_count", "network_count", "subscribers_count"} {
		out[key] = 0
	}
	for name, tail := range repoURLs {
		out[name+"_url"] = self + tail
	}
	if a.Account != nil {
		role := f.RoleOf(a, r.Place)
		out["permissions"] = object{"pull": role >= Pull, "triage": role >= Triage, "push": role >= Push, "maintain": role >= Maintain, "admin": role >= Admin}
	}
	return out
}

// repoURLs are the addresses that a repository shows, below its own.
var repoURLs = map[string]string{
	"archive": "/{archive_format}{/ref}", "assignees": "/assignees{/user}", "blobs": "/git/blobs{/sha}", "branches": "/branches{/branch}",
	"collaborators": "/collaborators{/collaborator}", "comments": "/comments{/number}", "commits": "/commits{/sha}",
	"compare": "/compare/{base}...{head}", "contents": "/contents/{+path}", "contributors": "/contributors", "deployments": "/deployments",
	"downloads": "/downloads", "events": "/events", "forks": "/forks", "git_commits": "/git/commits{/sha}", "git_refs": "/git/refs{/sha}",
	"git_tags": "/git/tags{/sha}", "hooks": "/hooks", "issue_comment": "/issues/comments{/number}", "issue_events": "/issues/events{/number}",
	"issues": "/issues{/number}", "keys": "/keys{/key_id}", "labels": "/labels{/name}", "languages": "/languages", "merges": "/merges",
	"milestones": "/milestones{/number}", "notifications": "/notifications{?since,all,participating}", "pulls": "/pulls{/number}",
	"releases": "/releases{/id}", "stargazers": "/stargazers", "statuses": "/statuses/{sha}", "subscribers": "/subscribers",
	"subscription": "/subscription", "tags": "/tags", "teams": "/teams", "trees": "/git/trees{/sha}",
}
