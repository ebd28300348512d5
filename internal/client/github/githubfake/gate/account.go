package gate

import (
	"encoding/base64"
	"fmt"
	"net/http"
	"time"

	"github.com/followthrough/followthrough/internal/client/github/githubfake/rest"
)

// Account is a user, an organisation or a bot.
type Account struct {
	ID    int64
	Login string
	Kind  string // as below
}

// The kinds of accounts, as GitHub writes them.
const (
	User         = "User"
	Organization = "Organization"
	Bot          = "Bot"
)

// AddUser makes an account of a person; one that is there is returned.
func (g *Gate) AddUser(login string) *Account { return g.add(login, User) }

// AddOrganization makes an organisation; one that is there is returned.
func (g *Gate) AddOrganization(login string) *Account { return g.add(login, Organization) }

func (g *Gate) add(login, kind string) *Account {
	g.Mu.Lock()
	defer g.Mu.Unlock()
	return g.Account(login, kind)
}

// Account is the account of a login, made as kind if it is not there.
func (g *Gate) Account(login, kind string) *Account {
	a := g.accounts[lower(login)]
	if a == nil {
		a = &Account{ID: g.Next(), Login: login, Kind: kind}
		g.accounts[lower(login)] = a
	}
	return a
}

// Known is the account of a login; nil: there is none.
func (g *Gate) Known(login string) *Account { return g.accounts[lower(login)] }

// UserObject is an account as GitHub shows it inside other things.
func (g *Gate) UserObject(login string) rest.Object {
	a := g.Account(login, User)
	self := g.Site.API("users/%s", a.Login)
	return rest.Object{
		"login": a.Login, "id": a.ID, "node_id": NodeID("U", a.ID), "avatar_url": g.Site.HTML("avatars/%d", a.ID), "gravatar_id": "",
		"url": self, "html_url": g.Site.HTML("%s", a.Login), "followers_url": self + "/followers", "following_url": self + "/following{/other_user}",
		"gists_url": self + "/gists{/gist_id}", "starred_url": self + "/starred{/owner}{/repo}", "subscriptions_url": self + "/subscriptions",
		"organizations_url": self + "/orgs", "repos_url": self + "/repos", "events_url": self + "/events{/privacy}",
		"received_events_url": self + "/received_events", "type": a.Kind, "site_admin": false, "user_view_type": "public",
	}
}

// Me answers who asks.
func (g *Gate) Me(a *Actor) rest.Reply {
	switch {
	case a.Installation != nil:
		return rest.Refusal(http.StatusForbidden, "Resource not accessible by integration")
	case a.Account == nil:
		return rest.Refusal(http.StatusUnauthorized, "Requires authentication")
	}
	return rest.OK(g.wholeUser(a.Account.Login))
}

// GetUser answers who an account is; an App's bot is one like any other.
func (g *Gate) GetUser(c *rest.Call) rest.Reply {
	a := g.Known(c.Param("username"))
	if a == nil {
		return rest.NotFound()
	}
	return rest.OK(g.wholeUser(a.Login))
}

// wholeUser is an account as it is shown by itself.
func (g *Gate) wholeUser(login string) rest.Object {
	out := g.UserObject(login)
	for _, key := range []string{"name", "company", "location", "email", "hireable", "bio", "twitter_username", "notification_email"} {
		out[key] = nil
	}
	for _, key := range []string{"public_repos", "public_gists", "followers", "following"} {
		out[key] = 0
	}
	out["blog"], out["created_at"], out["updated_at"] = "", Stamp(g.Now()), Stamp(g.Now())
	return out
}

// NodeID is the id by which GraphQL knows a thing.
func NodeID(kind string, id int64) string {
	return kind + "_" + base64.RawURLEncoding.EncodeToString(fmt.Appendf(nil, "%s:%d", kind, id))
}

// Stamp is a time as GitHub writes it.
func Stamp(t time.Time) string { return t.UTC().Format(time.RFC3339) }
