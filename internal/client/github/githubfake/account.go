package githubfake

import (
	"encoding/base64"
	"fmt"
	"strings"
)

// Account is a user, an organisation or a bot.
type Account struct {
	ID    int64
	Login string
	// Kind is User, Organization or Bot.
	Kind string
}

// The kinds of accounts.
const (
	User         = "User"
	Organization = "Organization"
	Bot          = "Bot"
)

// AddUser makes an account of a person; one that is there is returned.
func (f *Fake) AddUser(login string) *Account { return f.addAccount(login, User) }

// AddOrganization makes an organisation; one that is there is returned.
func (f *Fake) AddOrganization(login string) *Account { return f.addAccount(login, Organization) }

func (f *Fake) addAccount(login, kind string) *Account {
	f.mu.Lock()
	defer f.mu.Unlock()
	return f.account(login, kind)
}

// account is the account of a login, made as kind if it is not there.
func (f *Fake) account(login, kind string) *Account {
	a := f.accounts[strings.ToLower(login)]
	if a == nil {
		a = &Account{ID: f.next(), Login: login, Kind: kind}
		f.accounts[strings.ToLower(login)] = a
	}
	return a
}

// userObject is an account as GitHub shows it inside other things.
func (f *Fake) userObject(login string) object {
	a := f.account(login, User)
	self := f.api("users/%s", a.Login)
	return object{
		"login": a.Login, "id": a.ID, "node_id": nodeID("U", a.ID), "avatar_url": f.html("avatars/%d", a.ID), "gravatar_id": "",
		"url": self, "html_url": f.html("%s", a.Login), "followers_url": self + "/followers", "following_url": self + "/following{/other_user}",
		"gists_url": self + "/gists{/gist_id}", "starred_url": self + "/starred{/owner}{/repo}", "subscriptions_url": self + "/subscriptions",
		"organizations_url": self + "/orgs", "repos_url": self + "/repos", "events_url": self + "/events{/privacy}",
		"received_events_url": self + "/received_events", "type": a.Kind, "site_admin": false, "user_view_type": "public",
	}
}

// nodeID is the id by which GraphQL knows a thing.
func nodeID(kind string, id int64) string {
	return kind + "_" + base64.RawURLEncoding.EncodeToString(fmt.Appendf(nil, "%s:%d", kind, id))
}

// getUser answers who asks.
func getUser(c *call) reply {
	switch {
	case c.installation != nil:
		return refusal(403, "Resource not accessible by integration")
	case c.account == nil:
		return refusal(401, "Requires authentication")
	}
	out := c.fake.userObject(c.account.Login)
	at := stamp(c.fake.Now())
	for _, key := range []string{"name", "company", "blog", "location", "email", "hireable", "bio", "twitter_username", "notification_email"} {
		out[key] = nil
	}
	out["blog"] = ""
	for _, key := range []string{"public_repos", "public_gists", "followers", "following"} {
		out[key] = 0
	}
	out["created_at"], out["updated_at"] = at, at
	return ok(out)
}
