package githubfake

import (
	"fmt"
	"net/http"
	"net/http/httptest"
	"sync/atomic"
	"testing"
	"time"

	"github.com/followthrough/followthrough/internal/apitest"
	"github.com/followthrough/followthrough/internal/apitest/fault"
	"github.com/followthrough/followthrough/internal/client/github/githubfake/gate"
)

// Options are what a fake begins with; the zero value is github.com, where
// every request without a known token is nobody's.
type Options struct {
	// Enterprise is a GitHub Enterprise Server: /api/v3 and /api/graphql, and no
	// primary limit.
	Enterprise bool
	// Former lets GraphQL pass that programs of former versions send and GitHub's
	// schema does not take: what is tried with it is how worlds go on.
	Former bool
	// Now is GitHub's clock, that of Date, of tokens and of limits; nil: this
	// machine's. It may be off.
	Now func() time.Time
	// Lag is how long listings by filter are behind, by Now.
	Lag time.Duration
	// Unsigned: nobody set up that GitHub signs what an App commits, as on an
	// Enterprise Server at first.
	Unsigned bool
	// Seed is for the shares of faults; the same seed gives the same faults.
	Seed uint64
	// Site is the address by which people know the site, without a slash at the
	// end, where something before the fake answers there (Handler), and the fake has
	// no server of its own; "": it has.
	Site string
}

// Fake is a GitHub. Its methods, and those of what it hands out, may be called
// while requests run. Who asks and may do what is its Gate, whose Mu guards
// all.
type Fake struct {
	*fault.Injector
	*gate.Gate

	opt       Options
	server    *httptest.Server
	site      *apitest.Site
	repos     map[int64]*Repo
	names     map[string]int64   // owner/name in lower case, former ones too
	teams     map[string][]*team // by organisation in lower case
	webhooks  webhooks
	issues    issueState
	meanwhile []interlude

	busy, most atomic.Int64 // requests in flight, and the most of them at once
}

// New starts a fake that ends with the test.
func New(t testing.TB, opt Options) *Fake {
	t.Helper()
	if opt.Now == nil {
		opt.Now = time.Now
	}
	f := &Fake{Injector: fault.New(opt.Seed), opt: opt, repos: map[int64]*Repo{}, names: map[string]int64{}}
	site := gate.Site{Now: opt.Now, API: f.api, HTML: f.html, Find: f.place, Emit: func(event, action, sender string, more object) {
		f.emit(event, action, nil, sender, more)
	}}
	if opt.Enterprise {
		f.Gate, f.site = gate.New(t, site, 0), apitest.GitHubEnterprise(t)
	} else {
		f.Gate, f.site = gate.New(t, site, 5000), apitest.GitHub(t)
	}
	f.issues.begin(f)
	t.Cleanup(f.Close)
	if opt.Site == "" {
		f.server = httptest.NewServer(http.HandlerFunc(f.serve))
		t.Cleanup(f.server.Close)
	}
	return f
}

// URL is the site's address, without a slash at the end: what a configuration
// names as url for Enterprise Server.
func (f *Fake) URL() string {
	if f.opt.Site != "" {
		return f.opt.Site
	}
	return f.server.URL
}

// Handler answers as the fake's own server does.
func (f *Fake) Handler() http.Handler { return http.HandlerFunc(f.serve) }

// APIURL is where the REST API begins, without a slash at the end.
func (f *Fake) APIURL() string {
	if f.opt.Enterprise {
		return f.URL() + "/api/v3"
	}
	return f.URL()
}

// GraphQLURL is where GraphQL is asked.
func (f *Fake) GraphQLURL() string {
	if f.opt.Enterprise {
		return f.URL() + "/api/graphql"
	}
	return f.URL() + "/graphql"
}

// MostAtOnce is the most requests that were under way at the same time.
func (f *Fake) MostAtOnce() int { return int(f.most.Load()) }

// api is the address of a resource below the REST API.
func (f *Fake) api(format string, args ...any) string {
	return f.APIURL() + "/" + fmt.Sprintf(format, args...)
}

// html is the address of a page for people.
func (f *Fake) html(format string, args ...any) string {
	return f.URL() + "/" + fmt.Sprintf(format, args...)
}
