package gate

import (
	"fmt"
	"maps"
	"time"

	"github.com/followthrough/followthrough/internal/client/github/githubfake/rest"
)

// GetApp answers what an App is.
func (g *Gate) GetApp(a *Actor) rest.Reply {
	at := Stamp(g.Now())
	return rest.OK(rest.Object{
		"id": a.App.ID, "slug": a.App.Slug, "node_id": NodeID("A", a.App.ID), "name": a.App.Slug, "owner": g.UserObject(a.App.Slug),
		"description": nil, "external_url": g.Site.HTML("apps"), "html_url": g.Site.HTML("apps/%s", a.App.Slug),
		"created_at": at, "updated_at": at, "permissions": rest.Object{"metadata": "read"}, "events": []any{},
	})
}

// Reaches reports whether an installation's token is for a repository.
func (a *Actor) Reaches(p *Place) bool { return a.Installation.Covers(p) && a.Token.reaches(p.ID) }

// own is the App's installation that the path names; nil: there is none.
func (g *Gate) own(c *rest.Call, a *Actor) *Installation {
	for _, i := range g.installations {
		if i.ID == c.Number("installation") && i.App == a.App {
			return i
		}
	}
	return nil
}

// CreateAccessToken gives a token for an hour, for fewer repositories and
// permissions if it is asked so.
func (g *Gate) CreateAccessToken(c *rest.Call, a *Actor) rest.Reply {
	i := g.own(c, a)
	switch {
	case i == nil:
		return rest.NotFound()
	}
	asked := struct {
		Repositories  []string    `json:"repositories"`
		RepositoryIDs []int64     `json:"repository_ids"`
		Permissions   Permissions `json:"permissions"`
	}{}
	if !c.Read(&asked) {
		return rest.BadJSON()
	}
	repos, found := g.narrowed(i, asked.Repositories, asked.RepositoryIDs)
	if !found {
		return rest.Invalid("There is at least one repository that does not exist or is not accessible to the parent installation.")
	}
	may := i.permissions
	if asked.Permissions != nil {
		may = asked.Permissions
		for name, level := range may {
			if !i.permissions.allow(Need{Permission: name, Write: level == "write"}) {
				return rest.Invalid("The permissions requested are not granted to this installation.")
			}
		}
	}
	until := g.Now().Add(time.Hour)
	value := fmt.Sprintf("ghs_%d_%06d.made.up", i.App.ID, g.Next())
	g.tokens[value] = &Token{account: g.Account(i.App.Bot(), Bot), installation: i, permissions: maps.Clone(may), repos: repos, until: until}
	return rest.Created(rest.Object{"token": value, "expires_at": Stamp(until), "permissions": may})
}

// narrowed are the repositories of a token that asks for some of the
// installation's; with none asked for all of them.
func (g *Gate) narrowed(i *Installation, names []string, ids []int64) (repos []int64, found bool) {
	for _, name := range names {
		place := g.Site.Find(i.Account+"/"+name, 0)
		if place == nil {
			return nil, false
		}
		ids = append(ids, place.ID)
	}
	for _, id := range ids {
		if place := g.Site.Find("", id); place == nil || !i.Covers(place) {
			return nil, false
		}
	}
	if len(ids) == 0 {
		return i.repos, true
	}
	return ids, true
}

func (g *Gate) installationObject(i *Installation) rest.Object {
	at, selection := Stamp(g.Now()), "all"
	if i.repos != nil {
		selection = "selected"
	}
	account, shown := g.Account(i.Account, User), g.UserObject(i.Account)
	// The description wants an organisation to be an enterprise as well.
	for name, value := range (rest.Object{"name": account.Login, "slug": account.Login, "created_at": at, "updated_at": at}) {
		shown[name] = value
	}
	return rest.Object{
		"id": i.ID, "account": shown, "repository_selection": selection, "app_id": i.App.ID, "app_slug": i.App.Slug,
		"access_tokens_url": g.Site.API("app/installations/%d/access_tokens", i.ID), "repositories_url": g.Site.API("installation/repositories"),
		"html_url": g.Site.HTML("settings/installations/%d", i.ID), "target_id": account.ID, "target_type": account.Kind,
		"permissions": i.permissions, "events": []any{}, "created_at": at, "updated_at": at, "single_file_name": nil,
		"suspended_by": nil, "suspended_at": nil,
	}
}
