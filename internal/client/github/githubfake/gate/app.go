package gate

import (
	"crypto/rsa"
	"fmt"
	"maps"
	"net/http"
	"slices"
	"strconv"
	"time"

	"github.com/golang-jwt/jwt/v4"

	"github.com/followthrough/followthrough/internal/client/github/githubfake/rest"
)

// App is a GitHub App; its bot is SLUG[bot].
type App struct {
	ID   int64
	Slug string
	gate *Gate
	key  *rsa.PublicKey
}

// Bot is the login in whose name the App acts.
func (a *App) Bot() string { return a.Slug + "[bot]" }

// Installation is an App in an account.
type Installation struct {
	App         *App
	ID          int64
	Account     string
	permissions Permissions
	repos       []int64 // nil: all of the account
}

// AddApp makes an App whose JWTs are signed by the key's other half.
func (g *Gate) AddApp(slug string, key *rsa.PublicKey) *App {
	g.Mu.Lock()
	defer g.Mu.Unlock()
	a := &App{gate: g, ID: g.Next(), Slug: slug, key: key}
	g.Account(a.Bot(), Bot)
	g.apps = append(g.apps, a)
	return a
}

// Install puts the App into an account, for the named repositories
// (owner/name); with none, for all of the account's. It is told by a webhook.
func (a *App) Install(account string, may Permissions, repos ...string) *Installation {
	a.gate.Mu.Lock()
	defer a.gate.Mu.Unlock()
	i := &Installation{App: a, ID: a.gate.Next(), Account: account, permissions: maps.Clone(may), repos: a.gate.repoIDs(repos)}
	a.gate.installations = append(a.gate.installations, i)
	i.tell("created")
	return i
}

// Permit changes what the installation may do; its tokens keep what they had.
func (i *Installation) Permit(may Permissions) {
	i.App.gate.Mu.Lock()
	defer i.App.gate.Mu.Unlock()
	i.permissions = maps.Clone(may)
	i.tell("new_permissions_accepted")
}

func (i *Installation) tell(action string) {
	g := i.App.gate
	g.Site.Emit("installation", action, i.Account, rest.Object{"installation": g.installationObject(i), "repositories": []any{}})
}

// Covers reports whether the installation reaches a repository.
func (i *Installation) Covers(p *Place) bool {
	return lower(i.Account) == lower(p.Owner) && (i.repos == nil || slices.Contains(i.repos, p.ID))
}

// InstallationIn is the id of an installation that reaches a repository; 0:
// there is none.
func (g *Gate) InstallationIn(p *Place) int64 {
	for _, i := range g.installations {
		if i.Covers(p) {
			return i.ID
		}
	}
	return 0
}

// identifyApp judges a JWT by the App's key and by the fake's clock, as GitHub
// does: issued not in the future, ending within ten minutes.
func (g *Gate) identifyApp(value string) (Actor, *rest.Reply) {
	claims, a := jwt.RegisteredClaims{}, Actor{}
	parser := jwt.NewParser(jwt.WithValidMethods([]string{"RS256"}), jwt.WithoutClaimsValidation())
	_, err := parser.ParseWithClaims(value, &claims, func(*jwt.Token) (any, error) {
		for _, app := range g.apps {
			if claims.Issuer == strconv.FormatInt(app.ID, 10) {
				a.App = app
				return app.key, nil
			}
		}
		return nil, fmt.Errorf("no App %s", claims.Issuer)
	})
	now, message := g.Now(), ""
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
		return a, nil
	}
	return Actor{}, refuse(http.StatusUnauthorized, message)
}

// OnlyApp refuses all but an App itself, or an App where none is wanted.
func OnlyApp(a *Actor, n Need) *rest.Reply {
	if n.App == (a.App != nil) {
		return nil
	}
	return refuse(http.StatusUnauthorized, "A JSON web token could not be decoded")
}
