package gate

import (
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/followthrough/followthrough/internal/client/github/githubfake/rest"
)

// Gate is all that a fake knows of who asks. Its exported methods that make or
// change something take Mu; those that judge are called with Mu held.
type Gate struct {
	Mu   sync.Mutex
	T    testing.TB
	Site Site

	ids           int64
	accounts      map[string]*Account // by login in lower case
	tokens        map[string]*Token   // by value
	apps          []*App
	installations []*Installation
	limits        limits
	pace          pace
}

// Site is what the gate asks of the fake.
type Site struct {
	// Now is GitHub's clock.
	Now func() time.Time
	// API and HTML are addresses below the REST API and of pages for people.
	API, HTML func(format string, args ...any) string
	// Find is the repository that has or had a name (owner/name), or has an id;
	// nil: there is none.
	Find func(fullName string, id int64) *Place
	// Emit sends a webhook that belongs to no repository.
	Emit func(event, action, sender string, more rest.Object)
}

// New is a gate that nobody passes yet; perHour is the primary limit, 0: none.
func New(t testing.TB, site Site, perHour int) *Gate {
	return &Gate{
		T: t, Site: site, ids: 1000, accounts: map[string]*Account{}, tokens: map[string]*Token{},
		limits: limits{perHour: perHour, used: map[string]*window{}},
		pace:   pace{last: map[string]wrote{}},
	}
}

// Next is a number that no other thing has.
func (g *Gate) Next() int64 {
	g.ids++
	return g.ids
}

// Now is GitHub's clock in UTC, in whole seconds as GitHub writes times.
func (g *Gate) Now() time.Time { return g.Site.Now().UTC().Truncate(time.Second) }

// Place is what the gate knows of a repository.
type Place struct {
	ID    int64
	Owner string
	Name  string
	// Visibility is public, internal or private.
	Visibility string
	Archived   bool
	Deleted    bool
	Roles      map[string]Role // by login in lower case
}

// FullName is owner/name as it is now.
func (p *Place) FullName() string { return p.Owner + "/" + p.Name }

// Who sees a repository.
const (
	Public   = "public"
	Internal = "internal" // everybody of the enterprise: here, every account
	Private  = "private"
)

// Role is what an account may do in a repository.
type Role int

// The roles; the zero value sees nothing that is not public.
const (
	None Role = iota
	Pull
	Triage
	Push
	Maintain
	Admin
)

// Need is what a caller must be allowed. The zero value needs nothing but to
// see the repository.
type Need struct {
	Permission string // of a fine-grained token or an installation: contents, issues …
	Write      bool
	Role       Role // of an account in the repository, at least
	App        bool // a JWT of an App, and nothing else
}

// Permissions are what a fine-grained token or an installation may do:
// contents, issues, pull_requests, metadata, workflows …, each read or write.
type Permissions map[string]string

func (p Permissions) allow(n Need) bool {
	return n.Permission == "" || n.Permission == "metadata" && !n.Write || p[n.Permission] == "write" || !n.Write && p[n.Permission] == "read"
}

// lower is how names are compared.
func lower(s string) string { return strings.ToLower(s) }
