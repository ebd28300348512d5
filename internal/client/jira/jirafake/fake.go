package jirafake

import (
	"fmt"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"github.com/followthrough/followthrough/internal/apitest"
	"github.com/followthrough/followthrough/internal/apitest/fault"

	"github.com/followthrough/followthrough/internal/client/jira/jirafake/world"
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
	// Version is what serverInfo says; "": 1001.0.0-SNAPSHOT or 10.3.24. Data
	// Center from 11 on refuses Basic.
	Version string
	// Seed is for the shares of faults; the same seed gives the same faults.
	Seed uint64
	// Site is the address by which people know the site, without context path and
	// slash at the end, where something before the fake answers there (Handler), and
	// the fake has no server of its own; "": it has.
	Site string
}

// Fake is a Jira. Its methods, and those of its world and of what goes wrong,
// may be called while requests run.
type Fake struct {
	*world.World
	*fault.Injector

	opt     Options
	server  *httptest.Server
	site    *apitest.Site
	tokens  map[string]token  // by Authorization header
	clients map[string]string // OAuth: id and secret

	pageLimit  int
	allExpired bool
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
		World:    world.New(t, opt.Flavour, opt.Now, opt.Caller, Person(), Automation()),
		Injector: fault.New(opt.Seed), opt: opt, pageLimit: 100,
		tokens: map[string]token{}, clients: map[string]string{},
	}
	if opt.Flavour == Cloud {
		f.site = apitest.JiraCloud(t)
	} else {
		f.site = apitest.JiraDataCenter(t, opt.ContextPath)
	}
	for header, a := range opt.Accounts {
		f.Accounts[a.ID] = a
		f.tokens[header] = token{account: a}
	}
	t.Cleanup(f.Close)
	if opt.Site == "" {
		f.server = httptest.NewServer(http.HandlerFunc(f.serve))
		t.Cleanup(f.server.Close)
	}
	return f
}

// Handler answers as the fake's own server does.
func (f *Fake) Handler() http.Handler { return http.HandlerFunc(f.serve) }

// base is the site's address without its context path.
func (f *Fake) base() string {
	if f.opt.Site != "" {
		return f.opt.Site
	}
	return f.server.URL
}

// URL is the site's address with its context path, without a slash at the end.
func (f *Fake) URL() string { return f.base() + f.opt.ContextPath }

// GatewayURL is the address by which scoped tokens reach the site (Cloud).
func (f *Fake) GatewayURL() string { return f.base() + "/ex/jira/" + f.opt.CloudID }

// TokenURL is where an OAuth client gets its token.
func (f *Fake) TokenURL() string {
	if f.opt.Flavour == Cloud {
		return f.base() + "/oauth/token"
	}
	return f.URL() + "/rest/oauth2/latest/token"
}

// self is the address of a resource below the site.
func (f *Fake) self(format string, args ...any) string {
	return f.URL() + "/rest/" + strings.TrimPrefix(fmt.Sprintf(format, args...), "/")
}
