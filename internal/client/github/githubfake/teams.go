package githubfake

import (
	"cmp"
	"maps"
	"slices"
	"strings"

	"github.com/followthrough/followthrough/internal/client/github/githubfake/gate"
	"github.com/followthrough/followthrough/internal/client/github/githubfake/rest"
)

// team is a team of an organisation; its members are nobody's business here.
type team struct {
	id         int64
	name, slug string
	repos      map[int64]Role
}

// AddTeam makes a team of an organisation, with its role in repositories
// (owner/name).
func (f *Fake) AddTeam(org, name, slug string, repos map[string]Role) {
	f.Mu.Lock()
	defer f.Mu.Unlock()
	f.Account(org, gate.Organization)
	t := &team{id: f.Next(), name: name, slug: slug, repos: map[int64]Role{}}
	for repo, role := range repos {
		r := f.find(repo, 0)
		if r == nil {
			f.T.Errorf("githubfake: there is no repository %s", repo)
			continue
		}
		t.repos[r.ID] = role
	}
	if f.teams == nil {
		f.teams = map[string][]*team{}
	}
	f.teams[strings.ToLower(org)] = append(f.teams[strings.ToLower(org)], t)
}

// seesTeams tells whether the caller's credential may read an organisation's
// teams; to others there is no such thing.
func seesTeams(c *call) bool {
	if c.Token == nil {
		return false
	}
	if c.Token.Classic {
		return slices.Contains(c.Token.Scopes, "read:org") || slices.Contains(c.Token.Scopes, "repo")
	}
	return c.Token.Grants("members")
}

func orgTeams(c *call) reply {
	if !seesTeams(c) || c.fake.Known(c.Param("org")) == nil {
		return rest.NotFound()
	}
	var all []any
	for _, t := range c.fake.teams[strings.ToLower(c.Param("org"))] {
		all = append(all, c.fake.teamObject(c.Param("org"), t))
	}
	return c.Page(all)
}

func (f *Fake) teamObject(org string, t *team) object {
	id := f.Account(org, gate.Organization).ID
	self := f.api("organizations/%d/team/%d", id, t.id)
	return object{
		"id": t.id, "node_id": gate.NodeID("T", t.id), "name": t.name, "slug": t.slug, "description": nil, "privacy": "closed", "permission": "pull",
		"notification_setting": "notifications_enabled", "url": self, "html_url": f.html("orgs/%s/teams/%s", org, t.slug), "members_url": self + "/members{/member}",
		"repositories_url": self + "/repos", "parent": nil, "type": "organization", "organization_id": id,
	}
}

func teamRepos(c *call) reply {
	all := c.fake.teams[strings.ToLower(c.Param("org"))]
	i := slices.IndexFunc(all, func(t *team) bool { return t.slug == c.Param("slug") })
	if !seesTeams(c) || i < 0 {
		return rest.NotFound()
	}
	var out []any
	for _, id := range slices.Sorted(maps.Keys(all[i].repos)) {
		r, role := c.fake.repos[id], all[i].repos[id]
		o := c.fake.repoObject(&c.Actor, r)
		o["permissions"] = object{"pull": true, "triage": role >= Triage, "push": role >= Push, "maintain": role >= Maintain, "admin": role >= Admin}
		o["role_name"] = cmp.Or(map[Role]string{Triage: "triage", Push: "write", Maintain: "maintain", Admin: "admin"}[role], "read")
		out = append(out, o)
	}
	return c.Page(out)
}
