package githubfake

import (
	"cmp"
	"maps"
	"slices"
	"strings"
	"time"
)

// Role is what an account may do in a repository.
type Role int

// The roles; the zero value sees nothing that is not public.
const (
	None Role = iota
	Pull
	Triage
	Push
	Maintain
	Admin
)

// Who sees a repository.
const (
	Public   = "public"
	Internal = "internal" // everybody of the enterprise: here, every account
	Private  = "private"
)

// RepoOptions are what a repository begins with; the zero value is private,
// with issues and a branch named main.
type RepoOptions struct {
	Visibility     string
	DefaultBranch  string
	IssuesDisabled bool
	Empty          bool // not one commit
}

// Repo is a repository. What its methods do is done by a person of its owner's.
type Repo struct {
	ID    int64
	Owner string
	Name  string
	// Visibility is public, internal or private.
	Visibility string

	fake           *Fake
	defaultBranch  string
	archived       bool
	deleted        bool
	issuesDisabled bool
	roles          map[string]Role // by login in lower case
	created        time.Time
	updated        time.Time
	repoGit
}

// Repo makes a repository, owner/name, with a first commit on its default
// branch. The owner is a person unless AddOrganization named it.
func (f *Fake) Repo(fullName string, opt RepoOptions) *Repo {
	f.mu.Lock()
	defer f.mu.Unlock()
	owner, name, _ := strings.Cut(fullName, "/")
	f.account(owner, User)
	r := &Repo{
		ID: f.next(), Owner: owner, Name: name, Visibility: cmp.Or(opt.Visibility, Private), fake: f,
		defaultBranch: cmp.Or(opt.DefaultBranch, "main"), issuesDisabled: opt.IssuesDisabled,
		roles: map[string]Role{}, created: f.Now(), updated: f.Now(),
	}
	r.beginGit(opt.Empty)
	f.repos[r.ID] = r
	f.names[strings.ToLower(fullName)] = r.ID
	return r
}

// FullName is owner/name as it is now.
func (r *Repo) FullName() string {
	defer r.lock()()
	return r.fullName()
}

func (r *Repo) fullName() string { return r.Owner + "/" + r.Name }

// lock takes the fake's lock and gives it back.
func (r *Repo) lock() (unlock func()) {
	r.fake.mu.Lock()
	return r.fake.mu.Unlock
}

// SetRole gives an account a role; None takes it away.
func (r *Repo) SetRole(login string, role Role) {
	defer r.lock()()
	r.fake.account(login, User)
	r.roles[strings.ToLower(login)] = role
}

// Rename moves the repository to another owner/name; the former one leads
// here, until it is given to another.
func (r *Repo) Rename(fullName string) {
	defer r.lock()()
	from := r.Name
	r.Owner, r.Name, _ = strings.Cut(fullName, "/")
	r.fake.names[strings.ToLower(fullName)] = r.ID
	r.changed("renamed", object{"changes": object{"repository": object{"name": object{"from": from}}}})
}

// Archive makes the repository read-only.
func (r *Repo) Archive() {
	defer r.lock()()
	r.archived = true
	r.changed("archived", nil)
}

// Unarchive lets it be written again.
func (r *Repo) Unarchive() {
	defer r.lock()()
	r.archived = false
	r.changed("unarchived", nil)
}

// DisableIssues turns issues off.
func (r *Repo) DisableIssues() {
	defer r.lock()()
	r.issuesDisabled = true
	r.changed("edited", nil)
}

// SetVisibility makes it public, internal or private.
func (r *Repo) SetVisibility(to string) {
	defer r.lock()()
	r.Visibility = to
	action := "privatized"
	if to == Public {
		action = "publicized"
	}
	r.changed(action, nil)
}

// DeleteRepository makes the repository be gone for good.
func (r *Repo) DeleteRepository() {
	defer r.lock()()
	r.deleted = true
	r.changed("deleted", nil)
}

// changed tells of a change of the repository itself.
func (r *Repo) changed(action string, more object) {
	r.updated = r.fake.Now()
	r.fake.emit("repository", action, r, r.Owner, more)
}

// role is what somebody may do in a repository.
func (f *Fake) role(a *actor, r *Repo) Role {
	least := None
	if r.Visibility == Public {
		least = Pull
	}
	switch {
	case a.account == nil:
		return least
	case a.installation != nil:
		if !a.installation.covers(r) || a.token.repos != nil && !slices.Contains(a.token.repos, r.ID) {
			return least
		}
		if slices.Contains(slices.Collect(maps.Values(a.token.permissions)), "write") {
			return Push
		}
		return Pull
	case a.token != nil && a.token.repos != nil && !slices.Contains(a.token.repos, r.ID):
		return least
	}
	if r.Visibility == Internal {
		least = Pull
	}
	return max(least, r.roleOf(a.account.Login))
}

// roleOf is the role that was given to a login; the owner has them all.
func (r *Repo) roleOf(login string) Role {
	if strings.EqualFold(login, r.Owner) {
		return Admin
	}
	return r.roles[strings.ToLower(login)]
}

func (f *Fake) sortedRepos() []*Repo {
	return slices.SortedFunc(maps.Values(f.repos), func(a, b *Repo) int { return cmp.Compare(a.ID, b.ID) })
}

func getRepo(c *call) reply { return ok(c.fake.repoObject(&c.actor, c.repo)) }

// repoObject is a repository as somebody sees it.
func (f *Fake) repoObject(a *actor, r *Repo) object {
	self := f.api("repos/%s", r.fullName())
	out := object{
		"id": r.ID, "node_id": nodeID("R", r.ID), "name": r.Name, "full_name": r.fullName(), "owner": f.userObject(r.Owner),
		"private": r.Visibility != Public, "visibility": r.Visibility, "html_url": f.html("%s", r.fullName()), "description": nil, "fork": false,
		"url": self, "default_branch": r.defaultBranch, "archived": r.archived, "disabled": false,
		"has_issues": !r.issuesDisabled, "has_projects": true, "has_wiki": false, "has_pages": false, "has_discussions": false, "has_downloads": false,
		"homepage": nil, "language": nil, "license": nil, "mirror_url": nil, "size": 1, "topics": []any{}, "is_template": false,
		"git_url": "git:" + f.html("%s.git", r.fullName()), "ssh_url": "git@" + r.fullName() + ".git", "clone_url": f.html("%s.git", r.fullName()), "svn_url": f.html("%s", r.fullName()),
		"created_at": stamp(r.created), "updated_at": stamp(r.updated), "pushed_at": stamp(r.pushed),
	}
	for _, key := range []string{"forks", "forks_count", "stargazers_count", "watchers", "watchers_count", "open_issues", "open_issues_count", "network_count", "subscribers_count"} {
		out[key] = 0
	}
	for name, tail := range repoURLs {
		out[name+"_url"] = self + tail
	}
	if a.account != nil {
		role := f.role(a, r)
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
