package githubfake

import (
	"fmt"
	"maps"
	"net/http"
	"slices"
	"strings"
	"time"
)

// Permissions are what a fine-grained token or an installation may do:
// contents, issues, pull_requests, metadata, workflows …, each read or write.
type Permissions map[string]string

func (p Permissions) allow(n need) bool {
	return n.permission == "" || n.permission == "metadata" && !n.write || p[n.permission] == "write" || !n.write && p[n.permission] == "read"
}

// token is what an Authorization header stands for.
type token struct {
	account      *Account
	installation *Installation
	classic      bool
	scopes       []string
	permissions  Permissions
	repos        []int64  // that it reaches; nil: all that the account does
	unauthorised []string // organisations whose single sign-on it was not let through
	revoked      bool
	until        time.Time // zero: no end
}

// actor is who asks.
type actor struct {
	account      *Account // nil: nobody, or an App itself
	token        *token
	app          *App          // by JWT
	installation *Installation // by its token
}

// key is who asks, for limits and the journal; "": nobody.
func (a *actor) key() string {
	switch {
	case a.app != nil:
		return a.app.Slug
	case a.account != nil:
		return a.account.Login
	}
	return ""
}

// AddToken makes a classic token of a person's, with scopes: repo for all,
// public_repo for public repositories.
func (f *Fake) AddToken(value, login string, scopes ...string) {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.tokens[value] = &token{account: f.account(login, User), classic: true, scopes: scopes}
}

// AddFineGrained makes a fine-grained token of a person's for the named
// repositories (owner/name); with none, for all that the person reaches.
func (f *Fake) AddFineGrained(value, login string, may Permissions, repos ...string) {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.tokens[value] = &token{account: f.account(login, User), permissions: maps.Clone(may), repos: f.repoIDs(repos)}
}

// Permit changes what a fine-grained token may do.
func (f *Fake) Permit(value string, may Permissions) {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.tokens[value].permissions = maps.Clone(may)
}

// RequireSSO leaves a token out of an organisation's single sign-on.
func (f *Fake) RequireSSO(value, organisation string) {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.tokens[value].unauthorised = append(f.tokens[value].unauthorised, strings.ToLower(organisation))
}

// Revoke makes a token bad credentials.
func (f *Fake) Revoke(value string) {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.tokens[value].revoked = true
}

// repoIDs are the ids of repositories by name; nil for none named.
func (f *Fake) repoIDs(names []string) []int64 {
	var out []int64
	for _, name := range names {
		id, known := f.names[strings.ToLower(name)]
		if !known {
			f.T.Errorf("githubfake: there is no repository %s", name)
		}
		out = append(out, id)
	}
	return out
}

// identify finds out who asks; a refusal where the credentials are bad.
func (c *call) identify() *reply {
	header := c.r.Header.Get("Authorization")
	_, value, _ := strings.Cut(header, " ")
	if strings.Count(value, ".") == 2 && !strings.HasPrefix(value, "ghs_") {
		return c.identifyApp(value)
	}
	if header == "" {
		return nil
	}
	t := c.fake.tokens[value]
	if t == nil || t.revoked || !t.until.IsZero() && !c.fake.Now().Before(t.until) {
		no := refusal(http.StatusUnauthorized, "Bad credentials")
		return &no
	}
	c.token, c.account, c.installation = t, t.account, t.installation
	if i := t.installation; i != nil && (i.Deleted || i.Suspended) {
		no := refusal(http.StatusForbidden, "This installation has been suspended")
		if i.Deleted {
			no = refusal(http.StatusUnauthorized, "Bad credentials")
		}
		return &no
	}
	return nil
}

// permit finds the repository and judges what the caller may do in it.
func (c *call) permit() *reply {
	if c.route.needs.app {
		return c.onlyApp()
	}
	if c.app != nil {
		no := refusal(http.StatusUnauthorized, "A JSON web token could not be decoded")
		return &no
	}
	if !c.route.ofRepo() {
		return nil
	}
	name := strings.ToLower(c.param("owner") + "/" + c.param("repo"))
	repo := c.fake.repos[c.fake.names[name]]
	if repo == nil || repo.deleted || c.fake.role(&c.actor, repo) == None {
		no := notFound()
		return &no
	}
	c.repo = repo
	for _, judge := range []func() *reply{c.signOn, c.scopes, c.granted, c.ranked, c.moved, c.frozen} {
		if no := judge(); no != nil {
			return no
		}
	}
	return nil
}

// signOn refuses a token that was not let through single sign-on.
func (c *call) signOn() *reply {
	if c.token == nil || !slices.Contains(c.token.unauthorised, strings.ToLower(c.repo.Owner)) {
		return nil
	}
	no := refusal(http.StatusForbidden, "Resource protected by organization SAML enforcement. You must grant your Personal Access token access to this organization.")
	no.header = http.Header{"X-Github-Sso": {"required; url=" + c.fake.html("orgs/%s/sso?authorization_request=AAAA", c.repo.Owner)}}
	return &no
}

// scopes judges a classic token: without its scope a private repository is not
// there, nor is a write.
func (c *call) scopes() *reply {
	var no reply
	switch {
	case c.token == nil && c.route.needs.write:
		no = refusal(http.StatusUnauthorized, "Requires authentication")
	case c.token == nil || !c.token.classic || slices.Contains(c.token.scopes, "repo"):
		return nil
	case c.repo.Visibility != Public, c.route.needs.write && !slices.Contains(c.token.scopes, "public_repo"):
		no = notFound()
		no.header = http.Header{"X-Accepted-Oauth-Scopes": {"repo"}}
	default:
		return nil
	}
	return &no
}

// granted judges a fine-grained token and an installation.
func (c *call) granted() *reply {
	t := c.token
	if t == nil || t.classic || c.repo.Visibility == Public && !c.route.needs.write {
		return nil
	}
	if (t.repos == nil || slices.Contains(t.repos, c.repo.ID)) && t.permissions.allow(c.route.needs) {
		return nil
	}
	return c.inaccessible(c.route.needs)
}

// inaccessible is what a token is told that lacks a permission.
func (c *call) inaccessible(n need) *reply {
	what, level := "personal access token", "read"
	if c.installation != nil {
		what = "integration"
	}
	if n.write {
		level = "write"
	}
	no := refusal(http.StatusForbidden, "Resource not accessible by "+what)
	no.header = http.Header{"X-Accepted-Github-Permissions": {n.permission + "=" + level}}
	return &no
}

// ranked judges the account's role in the repository.
func (c *call) ranked() *reply {
	if c.installation != nil || c.role() >= c.route.needs.role {
		return nil
	}
	no := refusal(http.StatusForbidden, "Must have admin rights to Repository.")
	switch {
	case c.token != nil && !c.token.classic:
		return c.inaccessible(c.route.needs)
	case c.route.needs.permission == "contents":
		no = notFound()
	}
	return &no
}

// moved sends a caller who knows a former name to the repository's id.
func (c *call) moved() *reply {
	if strings.EqualFold(c.param("owner")+"/"+c.param("repo"), c.repo.fullName()) {
		return nil
	}
	no := c.fake.gone(fmt.Sprintf("/repositories/%d%s", c.repo.ID, afterRepo(c.r.URL.EscapedPath())), c.r.URL.RawQuery)
	return &no
}

// gone is 301 to a path below the API.
func (f *Fake) gone(path, query string) reply {
	if query != "" {
		path += "?" + query
	}
	to := f.APIURL() + path
	out := refusal(http.StatusMovedPermanently, "Moved Permanently")
	out.body.(object)["url"] = to
	out.header = http.Header{"Location": {to}}
	return out
}

// frozen refuses what writes to an archived repository.
func (c *call) frozen() *reply {
	if !c.repo.archived || !c.route.needs.write {
		return nil
	}
	no := refusal(http.StatusForbidden, "Repository was archived so is read-only.")
	return &no
}

// role is the caller's in the repository.
func (c *call) role() Role { return c.fake.role(&c.actor, c.repo) }

// may reports whether the caller's token and role allow what is needed in the
// repository, besides what the route itself asks.
func (c *call) may(n need) bool {
	if c.token == nil || !c.token.classic && !c.token.permissions.allow(n) {
		return false
	}
	return c.installation != nil || c.role() >= n.role
}
