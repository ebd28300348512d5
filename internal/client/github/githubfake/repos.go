package githubfake

import (
	"cmp"
	"maps"
	"net/http"
	"slices"
	"strings"
	"time"

	"github.com/followthrough/followthrough/internal/client/github/githubfake/gate"
	"github.com/followthrough/followthrough/internal/client/github/githubfake/gitapi"
	"github.com/followthrough/followthrough/internal/client/github/githubfake/gitworld"
	"github.com/followthrough/followthrough/internal/client/github/githubfake/rest"
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
	*gitapi.Repo
	fake           *Fake
	issuesDisabled bool
	created        time.Time
	updated        time.Time
}

// Repo makes a repository, owner/name, with a first commit on its default
// branch. The owner is a person unless AddOrganization named it.
func (f *Fake) Repo(fullName string, opt RepoOptions) *Repo {
	f.Mu.Lock()
	defer f.Mu.Unlock()
	owner, name, _ := strings.Cut(fullName, "/")
	f.Account(owner, gate.User)
	place := &gate.Place{ID: f.Next(), Owner: owner, Name: name, Visibility: cmp.Or(opt.Visibility, Private), Roles: map[string]Role{}}
	r := &Repo{fake: f, issuesDisabled: opt.IssuesDisabled, created: f.Now(), updated: f.Now()}
	r.Repo = gitapi.NewRepo(f.Gate, place, r.host(), cmp.Or(opt.DefaultBranch, "main"))
	r.Unsigned = f.opt.Unsigned
	if !opt.Empty {
		r.Begin()
	}
	f.repos[r.ID] = r
	f.names[strings.ToLower(fullName)] = r.ID
	return r
}

// host is what the git half asks of the rest.
func (r *Repo) host() gitapi.Host {
	return gitapi.Host{
		Object:      func() object { return r.fake.repoObject(&gate.Actor{}, r) },
		Emit:        func(event, action, login string, more object) { r.fake.emit(event, action, r, login, more) },
		Changed:     r.changed,
		NextNumber:  func() int64 { return r.fake.issues.nextNumber(r) },
		PullChanged: func(p *gitworld.Pull, login string) { r.fake.issues.pullChanged(r, p, login) },
	}
}

// lock takes the fake's lock and gives it back.
func (r *Repo) lock() (unlock func()) {
	r.fake.Mu.Lock()
	return r.fake.Mu.Unlock
}

// place is what the gate knows of a repository, by a name that it has or had
// or by its id; nil: there is none.
func (f *Fake) place(fullName string, id int64) *gate.Place {
	if r := f.find(fullName, id); r != nil {
		return r.Place
	}
	return nil
}

func (f *Fake) find(fullName string, id int64) *Repo {
	if id == 0 {
		id = f.names[strings.ToLower(fullName)]
	}
	return f.repos[id]
}

// SetRole gives an account a role; None takes it away.
func (r *Repo) SetRole(login string, role Role) {
	defer r.lock()()
	r.fake.Account(login, gate.User)
	r.Roles[strings.ToLower(login)] = role
}

// Rename moves the repository to another owner/name; the former one leads
// here, until it is given to another.
func (r *Repo) Rename(fullName string) {
	defer r.lock()()
	owner, name := r.Owner, r.Name
	r.Owner, r.Name, _ = strings.Cut(fullName, "/")
	r.fake.names[strings.ToLower(fullName)] = r.ID
	if r.Owner != owner {
		r.changed("transferred", object{"changes": object{"owner": object{"from": object{"user": r.fake.UserObject(owner)}}}})
		return
	}
	r.changed("renamed", object{"changes": object{"repository": object{"name": object{"from": name}}}})
}

// Archive makes the repository read-only.
func (r *Repo) Archive() {
	defer r.lock()()
	r.Archived = true
	r.changed("archived", nil)
}

// Unarchive lets it be written again.
func (r *Repo) Unarchive() {
	defer r.lock()()
	r.Archived = false
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
	r.Deleted = true
	r.changed("deleted", nil)
}

// changed tells of a change of the repository itself.
func (r *Repo) changed(action string, more object) {
	r.updated = r.fake.Now()
	r.fake.emit("repository", action, r, r.Owner, more)
}

func getRepo(c *call) reply { return rest.OK(c.fake.repoObject(&c.Actor, c.repo)) }

func installationRepositories(c *call) reply {
	if c.Installation == nil {
		return rest.Refusal(http.StatusForbidden, "You must authenticate with an installation access token in order to list repositories for an installation.")
	}
	var all []any
	for _, id := range slices.Sorted(maps.Keys(c.fake.repos)) {
		if repo := c.fake.repos[id]; !repo.Deleted && c.Reaches(repo.Place) {
			all = append(all, c.fake.repoObject(&c.Actor, repo))
		}
	}
	return c.PageOf("repositories", all)
}

// userRepositories are those that a person's token reaches: their own, and those
// in which they have a role.
func userRepositories(c *call) reply {
	switch {
	case c.Installation != nil:
		return rest.Refusal(http.StatusForbidden, "Resource not accessible by integration")
	case c.Account == nil:
		return rest.Refusal(http.StatusUnauthorized, "Requires authentication")
	}
	var all []any
	partial := false
	for _, id := range slices.Sorted(maps.Keys(c.fake.repos)) {
		repo := c.fake.repos[id]
		own := strings.EqualFold(repo.Owner, c.Account.Login) || repo.Roles[strings.ToLower(c.Account.Login)] > None
		if repo.Deleted || !own || c.fake.RoleOf(&c.Actor, repo.Place) == None {
			continue
		}
		if !c.LetThrough(repo.Owner) {
			partial = true
			continue
		}
		if c.Seen(repo.Place) {
			all = append(all, c.fake.repoObject(&c.Actor, repo))
		}
	}
	out := c.Page(all)
	if partial {
		out.Header.Set("X-GitHub-SSO", "partial-results; organizations=1")
	}
	return out
}
