package githubissues

import (
	"context"
	"fmt"
	"net/url"
	"regexp"
	"slices"
	"strings"
	"time"

	client "github.com/followthrough/followthrough/internal/client/github"
)

// botSuffix is what REST's names of bots end in; GraphQL's don't.
const botSuffix = "[bot]"

// botName is a bot's name as people see it.
var botName = regexp.MustCompile(`^[A-Za-z0-9](?:[A-Za-z0-9_-]{0,98}[A-Za-z0-9])?\[bot\]$`)

// bot tells whether an actor is no person's account: an App acts by it.
func (a *actor) bot() bool {
	return a != nil && (a.Type == "Bot" || strings.HasSuffix(strings.ToLower(a.Login), botSuffix))
}

// botLogin is a bot's name in the one form that both APIs lead to.
func (a *actor) botLogin() string {
	return strings.TrimSuffix(strings.ToLower(a.Login), botSuffix) + botSuffix
}

// shown is how a bot is called in words: it is nobody.
func (a *actor) shown() string {
	if name := a.botLogin(); botName.MatchString(name) {
		return "the bot " + name
	}
	return "a bot"
}

// role is what an account may do in the repository.
type role struct {
	name string // GitHub's: read, triage, write, maintain, admin; "": nothing
	at   time.Time
}

func (r role) triages() bool { return r.name == "triage" || r.writes() }

func (r role) writes() bool {
	return r.name == "write" || r.name == "maintain" || r.name == "admin"
}

// people are those who do something to reviews.
type people struct {
	client *client.Client
	cfg    Config
	now    func() time.Time
	roles  map[string]role // by login, in lower case
}

// roleAge is how long a role is taken to be so.
const roleAge = 10 * time.Minute

// roleOf is what somebody may do. Bots have no say, whatever their App may do,
// but those that the configuration names: what they do, anybody may make them
// do. Accounts that are neither persons' nor bots' (of imported history) have
// names that may be somebody else's.
func (p people) roleOf(ctx context.Context, a *actor) (role, error) {
	switch {
	case a == nil:
		return role{}, nil
	case a.bot():
		if slices.ContainsFunc(p.cfg.Bots, func(name string) bool { return strings.EqualFold(name, a.botLogin()) }) {
			return role{name: "write"}, nil
		}
		return role{}, nil
	case a.Type != "User" && a.Type != "Organization": // one that was a person's once has its name still
		return role{}, nil
	}
	return p.asked(ctx, a.Login)
}

// asked is what a person's account may do, as GitHub says it.
func (p people) asked(ctx context.Context, name string) (role, error) {
	login, now := strings.ToLower(name), p.now()
	if r, ok := p.roles[login]; ok && now.Sub(r.at) < roleAge {
		return r, nil
	}
	var got struct {
		Permission string `json:"permission"`
		Role       string `json:"role_name"`
	}
	_, err := p.client.Do(ctx, "GET", p.cfg.api("/collaborators/%s/permission", url.PathEscape(name)), nil, &got)
	if err != nil && client.KindOf(err) != client.NotFound {
		return role{}, fmt.Errorf("ask what an account may do: %w", err)
	}
	r := role{name: got.Role, at: now}
	if !slices.Contains([]string{"triage", "write", "maintain", "admin"}, r.name) {
		r.name = got.Permission // a role of the organisation's own: what it comes to
	}
	p.roles[login] = r
	return r, nil
}

// ourselves tells whether somebody is our own account, by its number: a name that
// was given up may be anybody's.
func (p people) ourselves(ctx context.Context, by *actor) (bool, error) {
	me, err := p.client.Me(ctx)
	if err != nil {
		return false, fmt.Errorf("ask who we are: %w", err)
	}
	return by != nil && by.ID == me.ID, nil
}
