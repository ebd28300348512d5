package jirafake

import (
	"fmt"
	"math/rand/v2"
	"net/http"
	"net/http/httptest"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/followthrough/followthrough/internal/apitest"
)

// Options are what a fake begins with; the zero value is a Cloud site whose
// every caller is one account of a bot.
type Options struct {
	Flavour Flavour
	// ContextPath such as /jira (Data Center).
	ContextPath string
	// CloudID makes the site answer below /ex/jira/CloudID too (Cloud).
	CloudID string
	// Now is Jira's clock; nil: this machine's.
	Now func() time.Time
	// Caller is who a request acts as, where Accounts are empty.
	Caller Account
	// Accounts, by the value of the Authorization header. With any, a request
	// without one of these is anonymous.
	Accounts map[string]Account
	// Version is what serverInfo says; "": 1001.0.0-SNAPSHOT or 10.3.24.
	Version string
	// Seed is for the shares of faults; the same seed gives the same faults.
	Seed uint64
}

// Bot is the account that requests act as unless Options say otherwise.
func Bot() Account { return Account{ID: "bot-account", Name: "Backlog Bot", Zone: "UTC"} }

// Person is somebody of a team.
func Person() Account { return Account{ID: "team-member", Name: "Member of a team", Zone: "UTC"} }

// Automation is a rule that acts on its own.
func Automation() Account {
	return Account{ID: "automation", Name: "Automation for Jira", App: true}
}

// Fake is a Jira. Its methods may be called while requests run.
type Fake struct {
	t      testing.TB
	opt    Options
	server *httptest.Server
	site   *apitest.Site
	closed chan struct{}

	mu       sync.Mutex
	rand     *rand.Rand
	lag      time.Duration
	ids      int
	accounts map[string]Account // all that exist, by id
	tokens   map[string]token   // by Authorization header
	clients  map[string]string  // OAuth: id and secret
	projects []*project
	order    []string // issue ids as made
	issues   map[string]*record
	keys     map[string]string // key, old ones too, upper case -> id
	boards   map[int]*Board
	fields   map[string]Field // custom fields by id
	faults   []*fault
	journal  []Exchange
	refuse   func(Attempt) map[string]string

	resolutions      []string
	priorities       []string
	pageLimit        int
	unassignedOff    bool
	unknownJQLIsFine bool
	allExpired       bool
}

// New starts a fake that ends with the test.
func New(t testing.TB, opt Options) *Fake {
	t.Helper()
	if opt.Now == nil {
		opt.Now = time.Now
	}
	if opt.Caller.ID == "" {
		opt.Caller = Bot()
	}
	f := &Fake{
		t: t, opt: opt, closed: make(chan struct{}),
		rand: rand.New(rand.NewPCG(opt.Seed, 1)), ids: 10000, pageLimit: 100,
		accounts: map[string]Account{}, tokens: map[string]token{}, clients: map[string]string{},
		issues: map[string]*record{}, keys: map[string]string{}, boards: map[int]*Board{}, fields: map[string]Field{},
		resolutions: []string{"Done", "Won't Do", "Duplicate", "Cannot Reproduce", "Declined"},
		priorities:  []string{"Highest", "High", "Medium", "Low", "Lowest"},
	}
	if opt.Flavour == Cloud {
		f.site = apitest.JiraCloud(t)
	} else {
		f.site = apitest.JiraDataCenter(t, opt.ContextPath)
	}
	for _, a := range []Account{opt.Caller, Person(), Automation()} {
		f.accounts[a.ID] = a
	}
	for header, a := range opt.Accounts {
		f.accounts[a.ID] = a
		f.tokens[header] = token{account: a}
	}
	f.server = httptest.NewServer(http.HandlerFunc(f.serve))
	t.Cleanup(func() {
		close(f.closed)
		f.server.Close()
	})
	return f
}

// URL is the site's address with its context path, without a slash at the end.
func (f *Fake) URL() string { return f.server.URL + f.opt.ContextPath }

// GatewayURL is the address by which scoped tokens reach the site (Cloud).
func (f *Fake) GatewayURL() string { return f.server.URL + "/ex/jira/" + f.opt.CloudID }

// TokenURL is where an OAuth client gets its token.
func (f *Fake) TokenURL() string {
	if f.opt.Flavour == Cloud {
		return f.server.URL + "/oauth/token"
	}
	return f.URL() + "/rest/oauth2/latest/token"
}

// SetLag is how long a change stays unseen by searches, for changes from now on.
func (f *Fake) SetLag(d time.Duration) {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.lag = d
}

// Reindex lets searches see everything at once.
func (f *Fake) Reindex() {
	f.mu.Lock()
	defer f.mu.Unlock()
	for _, r := range f.issues {
		last := r.versions[len(r.versions)-1]
		last.indexed = time.Time{}
		r.versions = []version{last}
	}
}

// SetPageLimit is the most that one page of a search holds, whatever is asked.
func (f *Fake) SetPageLimit(n int) {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.pageLimit = n
}

// AllowUnknownJQL lets a query that the fake can't read be refused as Jira
// would, without failing the test.
func (f *Fake) AllowUnknownJQL() {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.unknownJQLIsFine = true
}

func (f *Fake) now() time.Time { return f.opt.Now() }

// next is a free id.
func (f *Fake) next() string {
	f.ids++
	return strconv.Itoa(f.ids)
}

// self is the address of a resource below the site.
func (f *Fake) self(format string, args ...any) string {
	return f.URL() + "/rest/" + strings.TrimPrefix(fmt.Sprintf(format, args...), "/")
}
