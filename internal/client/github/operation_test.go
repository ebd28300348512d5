package github

import (
	"net/http"
	"net/url"
	"testing"
)

// What figures call a request holds no name of a repository, a file or a person.
func TestOperationsHoldNoNames(t *testing.T) {
	base, graph := &url.URL{Scheme: "https", Host: "git.acme.test", Path: "/api/v3/"}, &url.URL{Scheme: "https", Host: "git.acme.test", Path: "/api/graphql"}
	a := api{base: base, graph: graph}
	for path, want := range map[string]string{
		"/api/v3/repos/acme/issues":                                       "/repos/*/*",
		"/api/v3/repos/acme/pay/issues":                                   "/repos/*/*/issues",
		"/api/v3/repos/acme/pay/issues/12/sub_issues":                     "/repos/*/*/issues/*/sub_issues",
		"/api/v3/repos/acme/pay/issues/12/labels":                         "/repos/*/*/issues/*/labels",
		"/api/v3/repos/acme/pay/contents/docs/issues/2026-lost-orders.md": "/repos/*/*/contents/*",
		"/api/v3/repos/acme/pay/git/matching-refs/heads/mira":             "/repos/*/*/git/matching-refs/*",
		"/api/v3/repos/acme/pay/labels/issues":                            "/repos/*/*/labels/*",
		"/api/v3/orgs/teams/teams/search/repos":                           "/orgs/*/teams/search/repos",
		"/api/v3/users/mira":                                              "/users/*",
		"/api/v3/app/installations/5/access_tokens":                       "/app/installations/*/access_tokens",
		"/api/v3/a/b/c/d/e/f/g/h/i/j":                                     "/*/*/*/*/*/*/*/*",
		"/api/graphql":                                                    "/graphql",
	} {
		if got := a.operation(&http.Request{URL: &url.URL{Path: path}}); got != want {
			t.Errorf("%s: got %s, want %s", path, got, want)
		}
	}
}
