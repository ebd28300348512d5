package gate

import (
	"maps"
	"net/http"
	"slices"

	"github.com/followthrough/followthrough/internal/client/github/githubfake/rest"
)

// RoleOf is what somebody may do in a repository.
func (g *Gate) RoleOf(a *Actor, p *Place) Role {
	least := None
	if p.Visibility == Public {
		least = Pull
	}
	switch {
	case a.Account == nil:
		return least
	case a.Token != nil && !a.Token.reaches(p.ID):
		return least
	case a.Installation != nil:
		if !a.Installation.Covers(p) {
			return least
		}
		return a.Token.permissions.role()
	}
	return g.RoleByLogin(a.Account.Login, p)
}

// RoleByLogin is what the account of a login may do in a repository, with any
// token; an App's bot as much as its installation there.
func (g *Gate) RoleByLogin(login string, p *Place) Role {
	for _, i := range g.installations {
		if lower(i.App.Bot()) == lower(login) && i.Covers(p) {
			return i.permissions.role()
		}
	}
	least := None
	if p.Visibility != Private {
		least = Pull
	}
	if lower(login) == lower(p.Owner) {
		return Admin
	}
	return max(least, p.Roles[lower(login)])
}

// role is what permissions amount to, where GitHub asks for a role.
func (p Permissions) role() Role {
	if slices.Contains(slices.Collect(maps.Values(p)), "write") {
		return Push
	}
	return Pull
}

// Judge says no to a caller who may not see a repository, or not do in it what
// is needed; nil: yes.
func (g *Gate) Judge(a *Actor, n Need, p *Place) *rest.Reply {
	if p == nil || p.Deleted || g.RoleOf(a, p) == None {
		return refuse(http.StatusNotFound, "Not Found")
	}
	for _, judge := range []func(*Actor, Need, *Place) *rest.Reply{g.signOn, g.scopes, g.granted, g.ranked} {
		if no := judge(a, n, p); no != nil {
			return no
		}
	}
	return nil
}

// May reports whether the caller's token and role allow what is needed.
func (g *Gate) May(a *Actor, n Need, p *Place) bool {
	if a.Token == nil || !a.Token.Classic && !a.Token.permissions.allow(n) {
		return false
	}
	return a.Installation != nil || g.RoleOf(a, p) >= n.Role
}

// signOn refuses a token that was not let through single sign-on.
func (g *Gate) signOn(a *Actor, _ Need, p *Place) *rest.Reply {
	if a.Token == nil || !slices.Contains(a.Token.unauthorised, lower(p.Owner)) {
		return nil
	}
	no := refuse(http.StatusForbidden, "Resource protected by organization SAML enforcement. You must grant your Personal Access token access to this organization.")
	no.Header = http.Header{"X-Github-Sso": {"required; url=" + g.Site.HTML("orgs/%s/sso?authorization_request=AAAA", p.Owner)}}
	return no
}

// scopes judges a classic token: without its scope a private repository is not
// there, nor is a write.
func (g *Gate) scopes(a *Actor, n Need, p *Place) *rest.Reply {
	switch t := a.Token; {
	case t == nil && n.Write:
		return refuse(http.StatusUnauthorized, "Requires authentication")
	case t == nil || !t.Classic || slices.Contains(t.Scopes, "repo"):
	case p.Visibility != Public, n.Write && !slices.Contains(t.Scopes, "public_repo"):
		no := refuse(http.StatusNotFound, "Not Found")
		no.Header = http.Header{"X-Accepted-Oauth-Scopes": {"repo"}}
		return no
	}
	return nil
}

// granted judges a fine-grained token and an installation.
func (g *Gate) granted(a *Actor, n Need, p *Place) *rest.Reply {
	t := a.Token
	everybodys := p.Visibility == Public && !n.Write && n.Role <= Pull
	if t == nil || t.Classic || everybodys {
		return nil
	}
	reached := t.reaches(p.ID) && (a.Installation == nil || a.Installation.Covers(p))
	if reached && t.permissions.allow(n) {
		return nil
	}
	return inaccessible(a, n)
}

// inaccessible is what a token is told that lacks a permission.
func inaccessible(a *Actor, n Need) *rest.Reply {
	what, level := "personal access token", "read"
	if a.Installation != nil {
		what = "integration"
	}
	if n.Write {
		level = "write"
	}
	no := refuse(http.StatusForbidden, "Resource not accessible by "+what)
	no.Header = http.Header{"X-Accepted-Github-Permissions": {n.Permission + "=" + level}}
	return no
}

// ranked judges the account's role in the repository.
func (g *Gate) ranked(a *Actor, n Need, p *Place) *rest.Reply {
	switch {
	case a.Installation != nil || g.RoleOf(a, p) >= n.Role:
		return nil
	case a.Token != nil && !a.Token.Classic:
		return inaccessible(a, n)
	case n.Permission == "contents":
		return refuse(http.StatusNotFound, "Not Found")
	}
	return refuse(http.StatusForbidden, "Must have admin rights to Repository.")
}

// LetThrough reports whether an organisation's single sign-on let the caller's
// token through.
func (a *Actor) LetThrough(owner string) bool {
	return a.Token == nil || !slices.Contains(a.Token.unauthorised, lower(owner))
}

// Seen reports whether a listing shows the caller a repository that their
// account reaches: a classic token without its scope sees public ones only.
func (a *Actor) Seen(p *Place) bool {
	t := a.Token
	return p.Visibility == Public || t == nil || !t.Classic || slices.Contains(t.Scopes, "repo")
}

// Grants reports whether a fine-grained token or an installation's has a
// permission.
func (t *Token) Grants(permission string) bool { return t.permissions[permission] != "" }
