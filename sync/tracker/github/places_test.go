package github_test

import (
	"errors"
	"fmt"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	client "github.com/followthrough/followthrough/internal/client/github"
	"github.com/followthrough/followthrough/internal/client/github/githubfake"
	"github.com/followthrough/followthrough/internal/httpx"
	"github.com/followthrough/followthrough/internal/secret"
	"github.com/followthrough/followthrough/sync/tracker"
	"github.com/followthrough/followthrough/sync/tracker/github"
)

// All repositories that the token reaches are listed, however many pages they
// take, with what can't hold items; what it does not reach is not.
func TestPlacesOfManyPages(t *testing.T) {
	eachSite(t, func(t *testing.T, s site) {
		for n := range 230 {
			s.repo(fmt.Sprintf("acme/team-%03d", n), githubfake.Private)
		}
		s.Repo("acme/hidden", githubfake.RepoOptions{})
		s.Repo("acme/everybodys", githubfake.RepoOptions{Visibility: githubfake.Public}) // no role there
		s.repo("acme/Old", githubfake.Private).Archive()
		s.repo("acme/quiet", githubfake.Public).DisableIssues()
		places, err := s.open(t).Places(t.Context())
		if err != nil || len(places) != 234 {
			t.Fatalf("%d places, %v", len(places), err)
		}
		want := []tracker.Place{
			{Key: "acme/Old", Name: "acme/Old", What: "private repository", Closed: "archived"},
			{Key: "acme/pay", Name: "acme/pay", What: "private repository"},
			{Key: "acme/quiet", Name: "acme/quiet", What: "public repository", Closed: "issues are disabled"},
		}
		for i, w := range want {
			if places[i] != w {
				t.Errorf("%+v, want %+v", places[i], w)
			}
		}
	})
}

// A list that single sign-on shortened says so.
func TestPlacesWithoutSignOn(t *testing.T) {
	s := newSite(t, false)
	s.Repo(bot+"/own", githubfake.RepoOptions{})
	s.RequireSSO(token, "acme")
	places, err := s.open(t).Places(t.Context())
	var some *tracker.Incomplete
	if len(places) != 1 || !errors.As(err, &some) || !strings.Contains(some.Why, "single sign-on") {
		t.Errorf("%v, %v", places, err)
	}
}

// A site that never ends its list, or sends what was not asked for, is left.
func TestPlacesOfAHostileSite(t *testing.T) {
	page := `[` + strings.Repeat(`{"full_name":"acme/pay"},`, 99) + `{"full_name":"acme/pay"}]`
	for name, tt := range map[string]struct {
		answer string
		next   bool
		places int
		usable bool
	}{
		"no end":            {page, true, 1, true},
		"empty pages":       {`[]`, true, 0, true},
		"too long a page":   {page[:len(page)-1] + `,{"full_name":"acme/x"}]`, false, 0, false},
		"names of no use":   {`[{"full_name":"../x"},{"full_name":"a/b\u001b[2J"},{"full_name":""},{}]`, false, 0, true},
		"not what it seems": {`{"repositories":[]}`, false, 0, false},
	} {
		t.Run(name, func(t *testing.T) {
			asked := 0
			srv := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
				asked++
				if tt.next {
					w.Header().Set("Link", fmt.Sprintf(`<http://%s/user/repos?page=%d>; rel="next"`, r.Host, asked+1))
				}
				_, _ = w.Write([]byte(tt.answer))
			}))
			defer srv.Close()
			places, err := at(t, srv).Places(t.Context())
			if len(places) != tt.places || tracker.Usable(err) != tt.usable || asked > tracker.MaxPlaces/100+1 {
				t.Errorf("%d places, %v, asked %d times", len(places), err, asked)
			}
		})
	}
}

// An App's installation lists what it was put into.
func TestPlacesOfAnInstallation(t *testing.T) {
	b := newBench(t, false)
	b.clock.add(time.Since(b.clock.now())) // a token's time is looked at by both clocks
	b.Repo("other/repo", githubfake.RepoOptions{})
	places, err := b.app(t, githubfake.Permissions{"metadata": "read", "issues": "write"}).Places(t.Context())
	if err != nil || len(places) == 0 {
		t.Fatalf("%v, %v", places, err)
	}
	for _, p := range places {
		if !strings.HasPrefix(p.Key, "acme/") {
			t.Errorf("%+v is of no installation of ours", p)
		}
	}
}

// A workflow's token is an installation's, and is no person's.
func TestPlacesOfAWorkflowsToken(t *testing.T) {
	srv := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.URL.Path != "/installation/repositories" {
			w.WriteHeader(http.StatusForbidden)
			_, _ = w.Write([]byte(`{"message":"Resource not accessible by integration"}`))
			return
		}
		_, _ = w.Write([]byte(`{"total_count":1,"repositories":[{"full_name":"acme/pay","visibility":"internal"}]}`))
	}))
	defer srv.Close()
	places, err := at(t, srv).Places(t.Context())
	if err != nil || len(places) != 1 || places[0].What != "internal repository" {
		t.Errorf("%+v, %v", places, err)
	}
}

// at is a tracker of a server.
func at(t *testing.T, srv *httptest.Server) *github.Tracker {
	t.Helper()
	c := newClient(t, client.Options{Config: client.Config{Token: secret.New(token)}, API: srv.URL, HTTP: httpx.Options{PerSecond: 1e6, Burst: 1e6}})
	return github.New("github", c, github.Options{})
}
