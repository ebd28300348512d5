package githubfake

import (
	"slices"
	"strings"
	"time"

	"github.com/followthrough/followthrough/internal/client/github/githubfake/gate"
	"github.com/followthrough/followthrough/internal/client/github/githubfake/gitworld"
	"github.com/followthrough/followthrough/internal/client/github/githubfake/issueapi"
	"github.com/followthrough/followthrough/internal/client/github/githubfake/issueworld"
	"github.com/followthrough/followthrough/internal/client/github/githubfake/rest"
)

// issueState is what a fake knows of issues.
type issueState struct {
	world  *issueworld.World
	meters issueapi.Meters
}

// begin fills the state of a new fake. As GitHub, github.com limits
// GraphQL for itself, and Enterprise Server does not.
func (s *issueState) begin(f *Fake) {
	s.world = issueworld.New(places{f}, f.Now)
	s.world.Host = f.URL
	s.world.Notify = f.tellIssue
	s.world.SetLag(issueworld.Lag{Filter: f.opt.Lag})
	if !f.opt.Enterprise {
		s.meters.Set("graphql", 5000, time.Hour)
	}
}

// nextNumber takes the repository's next number, which issues and pull
// requests share.
func (s *issueState) nextNumber(r *Repo) int64 { return s.world.NextNumber(r.ID) }

// pullChanged is told when a pull request was opened, edited, closed, reopened
// or merged, and by whom: listings of issues show it.
func (s *issueState) pullChanged(r *Repo, p *gitworld.Pull, login string) {
	pull := issueworld.Pull{Draft: p.Draft}
	if p.Merged {
		pull.Merged = p.Closed
	}
	s.world.As(r.fake.person(login)).SetPull(r.ID, p.Number, issueworld.Issue{Title: p.Title, Body: p.Body, Open: p.Open, Pull: &pull})
}

// issueRoutes are the operations on issues, labels, milestones and comments,
// and GraphQL.
var issueRoutes = slices.Concat(issuesOf(issueapi.Routes, anywhere), issuesOf(issueapi.CloudRoutes, onlyCloud))

// where is on which of the two GitHubs a route is.
type where int

const (
	anywhere where = iota
	onlyCloud
)

func issuesOf(all []issueapi.Route, w where) []route {
	var out []route
	for _, r := range all {
		needs := need{Permission: r.Permission, Write: r.Write, Role: Role(r.Role)}
		out = append(out, route{pattern: r.Pattern, needs: needs, undescribed: r.Undescribed, answer: func(c *call) reply {
			if w == onlyCloud && c.fake.opt.Enterprise {
				return rest.NotFound()
			}
			return r.Answer(c.ofIssues())
		}})
	}
	return out
}

// ofIssues is the call as the operations on issues know it.
func (c *call) ofIssues() *issueapi.Call {
	f := c.fake
	out := &issueapi.Call{
		Call: c.Call, T: f.T, Site: issueSite{f}, World: f.issues.world, Enterprise: f.opt.Enterprise, Former: f.opt.Former, Meters: &f.issues.meters,
		Caller:   &issueworld.Caller{World: f.issues.world, Account: f.person(c.login()), OverHTTP: true, May: c.roleIn},
		Refused:  func(repo int64) *reply { return f.Judge(&c.Actor, reads("issues"), f.place("", repo)) },
		Projects: c.inProjects(),
	}
	if c.repo != nil {
		out.Repo, _ = places{f}.Repo(c.repo.ID)
	}
	return out
}

// roleIn is what the caller may do with issues of a repository.
func (c *call) roleIn(repo int64) issueworld.Role {
	p := c.fake.place("", repo)
	if c.fake.Judge(&c.Actor, reads("issues"), p) != nil {
		return issueworld.None
	}
	role := issueworld.Role(c.fake.RoleOf(&c.Actor, p))
	if !c.fake.May(&c.Actor, writes("issues", None), p) {
		return min(role, issueworld.Read)
	}
	return role
}

// inProjects is what the caller's token may do in projects.
func (c *call) inProjects() issueworld.Role {
	if c.Token == nil {
		return issueworld.None
	}
	granted := func(write, read bool) issueworld.Role {
		switch {
		case write:
			return issueworld.Write
		case read:
			return issueworld.Read
		}
		return issueworld.None
	}
	if c.Token.Classic {
		return granted(slices.Contains(c.Token.Scopes, "project"), slices.Contains(c.Token.Scopes, "read:project"))
	}
	const permission = "organization_projects"
	may := func(n need) bool { return c.fake.May(&c.Actor, n, &gate.Place{}) }
	return granted(may(writes(permission, None)), may(reads(permission)))
}

// places is what issues ask of repositories.
type places struct{ fake *Fake }

// Repo is a repository by its id.
func (p places) Repo(id int64) (issueworld.Repo, bool) { return p.shown(p.fake.repos[id]) }

// Named is a repository by a name that it has or had.
func (p places) Named(owner, name string) (issueworld.Repo, bool) {
	return p.shown(p.fake.find(owner+"/"+name, 0))
}

func (p places) shown(r *Repo) (issueworld.Repo, bool) {
	if r == nil || r.Deleted {
		return issueworld.Repo{}, false
	}
	return issueworld.Repo{
		ID: r.ID, Node: gate.NodeID("R", r.ID), Owner: r.Owner, Name: r.Name, Visibility: r.Visibility, Archived: r.Archived, NoIssues: r.issuesDisabled,
	}, true
}

// Role is what an account may do in a repository.
func (p places) Role(login string, repo int64) issueworld.Role {
	r := p.fake.repos[repo]
	if r == nil || r.Deleted {
		return issueworld.None
	}
	return issueworld.Role(p.fake.RoleByLogin(login, r.Place))
}

// person is an account as issues know it, made if it is not there; "": nobody.
func (f *Fake) person(login string) issueworld.Account {
	if login == "" {
		return issueworld.Account{}
	}
	kind := gate.User
	if strings.HasSuffix(login, "[bot]") {
		kind = gate.Bot
	}
	a := f.Account(login, kind)
	if kind == gate.Bot {
		a.Kind = kind // whoever named it first may have taken it for a person
	}
	return known(a)
}

func known(a *Account) issueworld.Account {
	return issueworld.Account{ID: a.ID, Login: a.Login, Node: gate.NodeID("U", a.ID), Bot: a.Kind == gate.Bot, Organization: a.Kind == gate.Organization}
}

// issueSite is what the operations on issues ask of the fake.
type issueSite struct{ fake *Fake }

// API is an address below the REST API.
func (s issueSite) API(format string, args ...any) string { return s.fake.api(format, args...) }

// HTML is an address of a page for people.
func (s issueSite) HTML(format string, args ...any) string { return s.fake.html(format, args...) }

// User is an account as GitHub shows it.
func (s issueSite) User(login string) object { return s.fake.UserObject(login) }

// Account is an account by login.
func (s issueSite) Account(login string) (issueworld.Account, bool) {
	if a := s.fake.Known(login); a != nil {
		return known(a), true
	}
	return issueworld.Account{}, false
}

// tellIssue sends the webhook of what happened to issues.
func (f *Fake) tellIssue(n issueworld.Notice) {
	show := issueapi.Shower{Site: issueSite{f}, World: f.issues.world, Caller: f.issues.world.As(n.Sender), Enterprise: f.opt.Enterprise}
	more := object{}
	if n.Issue != nil {
		more["issue"] = show.Issue(*n.Issue)
	}
	if n.Comment != nil {
		more["comment"] = show.Comment(*n.Issue, *n.Comment)
	}
	if n.Label != nil {
		more["label"] = show.Label(n.Repo, *n.Label)
	}
	changes := object{}
	for name, was := range n.Was {
		changes[name] = object{"from": was}
	}
	moved := func(side string, i *issueworld.Issue) {
		if i != nil {
			changes[side+"_issue"], changes[side+"_repository"] = show.Issue(*i), f.repoObject(&gate.Actor{}, f.repos[i.Repo])
		}
	}
	moved("new", n.To)
	moved("old", n.From)
	if len(changes) > 0 {
		more["changes"] = changes
	}
	f.emit(n.Event, n.Action, f.repos[n.Repo], n.Sender.Login, more)
}
