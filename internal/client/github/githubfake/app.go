package githubfake

import (
	"crypto/rsa"
	"fmt"
	"maps"
	"net/http"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/golang-jwt/jwt/v4"
)

// App is a GitHub App; its bot is SLUG[bot].
type App struct {
	fake *Fake
	ID   int64
	Slug string
	key  *rsa.PublicKey
}

// Installation is an App in an account.
type Installation struct {
	App         *App
	ID          int64
	Account     string
	Permissions Permissions
	Deleted     bool
	Suspended   bool
	repos       []int64 // nil: all of the account
}

// AddApp makes an App whose JWTs are signed by the key's other half.
func (f *Fake) AddApp(slug string, key *rsa.PublicKey) *App {
	f.mu.Lock()
	defer f.mu.Unlock()
	a := &App{fake: f, ID: f.next(), Slug: slug, key: key}
	f.account(slug+"[bot]", Bot)
	f.apps = append(f.apps, a)
	return a
}

// Install puts the App into an account, for the named repositories
// (owner/name); with none, for all of the account's. It is delivered as
// a webhook.
func (a *App) Install(account string, may Permissions, repos ...string) *Installation {
	a.fake.mu.Lock()
	defer a.fake.mu.Unlock()
	i := &Installation{App: a, ID: a.fake.next(), Account: account, Permissions: maps.Clone(may), repos: a.fake.repoIDs(repos)}
	a.fake.webhooks.installations = append(a.fake.webhooks.installations, i)
	a.fake.emit("installation", "created", nil, a.bot(), object{"installation": a.fake.installationObject(i), "repositories": []any{}})
	return i
}

// Uninstall takes the App out of the account: its tokens are bad credentials.
func (i *Installation) Uninstall() {
	f := i.App.fake
	f.mu.Lock()
	defer f.mu.Unlock()
	i.Deleted = true
	f.emit("installation", "deleted", nil, i.App.bot(), object{"installation": f.installationObject(i)})
}

// Suspend refuses everything to the installation until it is called again.
func (i *Installation) Suspend() {
	f := i.App.fake
	f.mu.Lock()
	defer f.mu.Unlock()
	i.Suspended = !i.Suspended
}

func (a *App) bot() string { return a.Slug + "[bot]" }

// covers reports whether the installation reaches a repository.
func (i *Installation) covers(repo *Repo) bool {
	return !i.Deleted && strings.EqualFold(i.Account, repo.Owner) && (i.repos == nil || slices.Contains(i.repos, repo.ID))
}

// identifyApp judges a JWT by the App's key and by the fake's clock, as GitHub
// does: issued not in the future, ending within ten minutes.
func (c *call) identifyApp(value string) *reply {
	claims := jwt.RegisteredClaims{}
	parser := jwt.NewParser(jwt.WithValidMethods([]string{"RS256"}), jwt.WithoutClaimsValidation())
	_, err := parser.ParseWithClaims(value, &claims, func(*jwt.Token) (any, error) {
		for _, a := range c.fake.apps {
			if claims.Issuer == strconv.FormatInt(a.ID, 10) {
				c.app = a
				return a.key, nil
			}
		}
		return nil, fmt.Errorf("no App %s", claims.Issuer)
	})
	now, message := c.fake.Now(), ""
	switch {
	case err != nil || claims.ExpiresAt == nil || claims.IssuedAt == nil:
		message = "A JSON web token could not be decoded"
	case claims.IssuedAt.After(now.Add(time.Second)):
		message = "'Issued at' claim ('iat') must be an Integer representing the time that the assertion was issued"
	case !claims.ExpiresAt.After(now):
		message = "'Expiration time' claim ('exp') must be a numeric value representing the future time at which the assertion expires"
	case claims.ExpiresAt.After(now.Add(10*time.Minute + time.Second)):
		message = "'Expiration time' claim ('exp') is too far in the future"
	default:
		return nil
	}
	no := refusal(http.StatusUnauthorized, message)
	return &no
}

// onlyApp refuses all but an App itself.
func (c *call) onlyApp() *reply {
	if c.app != nil {
		return nil
	}
	no := refusal(http.StatusUnauthorized, "A JSON web token could not be decoded")
	return &no
}

func (c *call) ownInstallation() *Installation {
	for _, i := range c.fake.webhooks.installations {
		if i.ID == c.number("installation") && i.App == c.app && !i.Deleted {
			return i
		}
	}
	return nil
}

func getApp(c *call) reply {
	at := stamp(c.fake.Now())
	return ok(object{
		"id": c.app.ID, "slug": c.app.Slug, "node_id": nodeID("A", c.app.ID), "name": c.app.Slug, "owner": c.fake.userObject(c.app.Slug),
		"description": nil, "external_url": c.fake.html("apps"), "html_url": c.fake.html("apps/%s", c.app.Slug),
		"created_at": at, "updated_at": at, "permissions": object{"metadata": "read"}, "events": []any{},
	})
}

func listInstallations(c *call) reply {
	var all []any
	for _, i := range c.fake.webhooks.installations {
		if i.App == c.app && !i.Deleted {
			all = append(all, c.fake.installationObject(i))
		}
	}
	return c.page(all)
}

func getInstallation(c *call) reply {
	if i := c.ownInstallation(); i != nil {
		return ok(c.fake.installationObject(i))
	}
	return notFound()
}

// repoInstallation answers which installation reaches a repository; 404 is
// how an App learns that it is not installed there.
func repoInstallation(c *call) reply {
	repo := c.fake.repos[c.fake.names[strings.ToLower(c.param("owner")+"/"+c.param("repo"))]]
	for _, i := range c.fake.webhooks.installations {
		if repo != nil && i.App == c.app && i.covers(repo) {
			return ok(c.fake.installationObject(i))
		}
	}
	return notFound()
}

// createAccessToken gives a token for an hour, for fewer repositories and
// permissions if it is asked so.
func createAccessToken(c *call) reply {
	i := c.ownInstallation()
	if i == nil {
		return notFound()
	}
	if i.Suspended {
		return refusal(http.StatusForbidden, "This installation has been suspended")
	}
	asked := struct {
		Repositories  []string    `json:"repositories"`
		RepositoryIDs []int64     `json:"repository_ids"`
		Permissions   Permissions `json:"permissions"`
	}{}
	if !c.read(&asked) {
		return badJSON()
	}
	repos := append([]int64{}, asked.RepositoryIDs...)
	for _, name := range asked.Repositories {
		repos = append(repos, c.fake.names[strings.ToLower(i.Account+"/"+name)])
	}
	for _, id := range repos {
		if repo := c.fake.repos[id]; repo == nil || !i.covers(repo) {
			return invalid("There is at least one repository that does not exist or is not accessible to the parent installation.")
		}
	}
	if len(repos) == 0 {
		repos = i.repos
	}
	may := i.Permissions
	if asked.Permissions != nil {
		may = asked.Permissions
		for name, level := range may {
			if !i.Permissions.allow(need{permission: name, write: level == "write"}) {
				return invalid("The permissions requested are not granted to this installation.")
			}
		}
	}
	until := c.fake.Now().Add(time.Hour)
	value := fmt.Sprintf("ghs_%d_%06d.made.up", i.App.ID, c.fake.next())
	c.fake.tokens[value] = &token{account: c.fake.account(i.App.bot(), Bot), installation: i, permissions: maps.Clone(may), repos: repos, until: until}
	c.harmless = true
	return created(object{"token": value, "expires_at": stamp(until), "permissions": may})
}

func installationRepositories(c *call) reply {
	if c.installation == nil {
		return refusal(http.StatusForbidden, "You must authenticate with an installation access token in order to list repositories for an installation.")
	}
	var all []any
	for _, repo := range c.fake.sortedRepos() {
		if c.installation.covers(repo) && (c.token.repos == nil || slices.Contains(c.token.repos, repo.ID)) {
			all = append(all, c.fake.repoObject(&c.actor, repo))
		}
	}
	return c.pageOf("repositories", all)
}

func (f *Fake) installationObject(i *Installation) object {
	at, selection := stamp(f.Now()), "all"
	if i.repos != nil {
		selection = "selected"
	}
	account := f.account(i.Account, User)
	shown := f.userObject(i.Account)
	// The description wants an organisation to be an enterprise as well.
	for name, value := range (object{"name": account.Login, "slug": account.Login, "created_at": at, "updated_at": at}) {
		shown[name] = value
	}
	return object{
		"id": i.ID, "account": shown, "repository_selection": selection, "app_id": i.App.ID, "app_slug": i.App.Slug,
		"access_tokens_url": f.api("app/installations/%d/access_tokens", i.ID), "repositories_url": f.api("installation/repositories"),
		"html_url": f.html("settings/installations/%d", i.ID), "target_id": account.ID, "target_type": account.Kind,
		"permissions": i.Permissions, "events": []any{}, "created_at": at, "updated_at": at, "single_file_name": nil,
		"suspended_by": nil, "suspended_at": nil,
	}
}
