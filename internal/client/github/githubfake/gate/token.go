package gate

import (
	"maps"
	"net/http"
	"slices"
	"strings"
	"time"

	"github.com/followthrough/followthrough/internal/client/github/githubfake/rest"
)

// Token is what an Authorization header stands for.
type Token struct {
	Classic bool
	Scopes  []string // of a classic one

	account      *Account
	installation *Installation
	permissions  Permissions
	repos        []int64  // that it reaches; nil: all that the account does
	unauthorised []string // organisations whose single sign-on it was not let through
	revoked      bool
	until        time.Time // zero: no end
}

// reaches reports whether the token is for a repository.
func (t *Token) reaches(repo int64) bool { return t.repos == nil || slices.Contains(t.repos, repo) }

// Actor is who asks.
type Actor struct {
	Account      *Account // nil: nobody, or an App itself
	Token        *Token
	App          *App          // by JWT
	Installation *Installation // by its token
}

// Key is who asks, for limits and the journal; "": nobody.
func (a *Actor) Key() string {
	switch {
	case a.App != nil:
		return a.App.Slug
	case a.Account != nil:
		return a.Account.Login
	}
	return ""
}

// AddToken makes a classic token of a person's, with scopes: repo for all,
// public_repo for public repositories.
func (g *Gate) AddToken(value, login string, scopes ...string) {
	g.Mu.Lock()
	defer g.Mu.Unlock()
	g.tokens[value] = &Token{account: g.Account(login, User), Classic: true, Scopes: scopes}
}

// AddFineGrained makes a fine-grained token of a person's for the named
// repositories (owner/name); with none, for all that the person reaches.
func (g *Gate) AddFineGrained(value, login string, may Permissions, repos ...string) {
	g.Mu.Lock()
	defer g.Mu.Unlock()
	g.tokens[value] = &Token{account: g.Account(login, User), permissions: maps.Clone(may), repos: g.repoIDs(repos)}
}

// Permit changes what a fine-grained token may do.
func (g *Gate) Permit(value string, may Permissions) {
	g.Mu.Lock()
	defer g.Mu.Unlock()
	g.tokens[value].permissions = maps.Clone(may)
}

// RequireSSO leaves a token out of an organisation's single sign-on.
func (g *Gate) RequireSSO(value, organisation string) {
	g.Mu.Lock()
	defer g.Mu.Unlock()
	g.tokens[value].unauthorised = append(g.tokens[value].unauthorised, lower(organisation))
}

// Revoke makes a token bad credentials.
func (g *Gate) Revoke(value string) {
	g.Mu.Lock()
	defer g.Mu.Unlock()
	g.tokens[value].revoked = true
}

// repoIDs are the ids of repositories by name; nil for none named.
func (g *Gate) repoIDs(names []string) []int64 {
	var out []int64
	for _, name := range names {
		place := g.Site.Find(name, 0)
		if place == nil {
			g.T.Errorf("githubfake: there is no repository %s", name)
			continue
		}
		out = append(out, place.ID)
	}
	return out
}

// Identify finds out by an Authorization header who asks; a refusal where the
// credentials are bad.
func (g *Gate) Identify(header string) (Actor, *rest.Reply) {
	_, value, _ := strings.Cut(header, " ")
	if strings.Count(value, ".") == 2 && !strings.HasPrefix(value, "ghs_") {
		return g.identifyApp(value)
	}
	if header == "" {
		return Actor{}, nil
	}
	t := g.tokens[value]
	if t == nil || t.revoked || !t.until.IsZero() && !g.Now().Before(t.until) {
		return Actor{}, refuse(http.StatusUnauthorized, "Bad credentials")
	}
	return Actor{Account: t.account, Token: t, Installation: t.installation}, nil
}

func refuse(status int, message string) *rest.Reply {
	no := rest.Refusal(status, message)
	return &no
}
