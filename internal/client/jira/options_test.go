package jira

import (
	"net/http"
	"strings"
	"testing"

	"github.com/followthrough/followthrough/internal/httpx"
	"github.com/followthrough/followthrough/internal/secret"
)

func TestOptions(t *testing.T) {
	token := secret.New("x")
	for name, c := range map[string]struct {
		o    Config
		says string // "": nothing is wrong
	}{
		"cloud":                  {Config{URL: "https://acme.atlassian.net", Email: "bot@acme.example", Token: token}, ""},
		"cloud by the gateway":   {Config{URL: "https://acme.atlassian.net", Email: "bot@acme.example", Token: token, CloudID: "1-2"}, ""},
		"cloud by client":        {Config{URL: "https://acme.atlassian.net", ClientID: "a", ClientSecret: token, CloudID: "1-2"}, ""},
		"data center":            {Config{URL: "https://jira.acme.example/jira", Token: token}, ""},
		"data center by client":  {Config{URL: "https://jira.acme.example/jira", ClientID: "a", ClientSecret: token}, ""},
		"loopback":               {Config{URL: "http://127.0.0.1:8080/jira", Token: token}, ""},
		"localhost":              {Config{URL: "http://localhost:8080", Token: token}, ""},
		"no url":                 {Config{Token: token}, "url: must be the site's address"},
		"http":                   {Config{URL: "http://jira.acme.example", Token: token}, "url: must be https"},
		"http to a sly name":     {Config{URL: "http://localhost.acme.example", Token: token}, "url: must be https"},
		"another scheme":         {Config{URL: "ftp://jira.acme.example", Token: token}, "url: must be https, not ftp"},
		"a password in it":       {Config{URL: "https://a:b@jira.acme.example", Token: token}, "url: holds a name or password"},
		"a query":                {Config{URL: "https://jira.acme.example?x=1", Token: token}, "url: holds more"},
		"no token":               {Config{URL: "https://acme.atlassian.net", Email: "bot@acme.example"}, "token: missing"},
		"cloud without an email": {Config{URL: "https://acme.atlassian.net", Token: token}, "email: missing"},
		"half a client":          {Config{URL: "https://jira.acme.example", ClientID: "a"}, "client_id: give client_id and client_secret together"},
		"both":                   {Config{URL: "https://jira.acme.example", ClientID: "a", ClientSecret: token, Token: token}, "client_id: give either"},
		"a client without id":    {Config{URL: "https://acme.atlassian.net", ClientID: "a", ClientSecret: token}, "cloud_id: client credentials of Cloud"},
		"a path for an id":       {Config{URL: "https://acme.atlassian.net", Email: "b@c.example", Token: token, CloudID: "../x"}, "cloud_id: must be the id alone"},
		"no such deployment":     {Config{URL: "https://jira.acme.example", Token: token, Deployment: "server"}, "deployment: must be cloud or datacenter"},
	} {
		var words []string
		for _, err := range c.o.Validate() {
			words = append(words, err.Error())
		}
		text := strings.Join(words, "\n")
		if (c.says == "") != (text == "") || !strings.Contains(text, c.says) {
			t.Errorf("%s: %q, not %q", name, text, c.says)
		}
		if _, err := New(Options{Config: c.o}); (err == nil) != (c.says == "") {
			t.Errorf("%s: New gives %v", name, err)
		}
	}
}

func TestRoutesAndSorts(t *testing.T) {
	for _, c := range []struct {
		method, path, route string
		sort                httpx.Sort
	}{
		{"GET", "/rest/api/2/issue/PAY-12", "/rest/api/2/issue/*", httpx.Read},
		{"GET", "/jira/rest/api/2/issue/10012/properties/followthrough", "/rest/api/2/issue/*/properties/followthrough", httpx.Read},
		{"GET", "/ex/jira/1-2/rest/api/2/issue/createmeta/PAY/issuetypes/10001", "/rest/api/2/issue/createmeta/*/issuetypes/*", httpx.Read},
		{"GET", "/rest/software/1.0/board/42/backlog", "/rest/software/1.0/board/*/backlog", httpx.Read},
		{"POST", "/rest/api/2/issue/bulk", "/rest/api/2/issue/bulk", httpx.Once},
		{"POST", "/rest/api/2/issue", "/rest/api/2/issue", httpx.Once},
		{"PUT", "/rest/api/2/issue/PAY-1", "/rest/api/2/issue/*", httpx.Once},
		{"POST", "/rest/api/2/search/jql", "/rest/api/2/search/jql", httpx.Read},
		{"POST", "/jira/rest/api/2/search", "/rest/api/2/search", httpx.Read},
		{"POST", "/rest/api/2/issue/bulkfetch", "/rest/api/2/issue/bulkfetch", httpx.Read},
		{"POST", "/oauth/token", "/oauth/token", httpx.Once},
	} {
		req, err := http.NewRequestWithContext(t.Context(), c.method, "https://jira.example"+c.path, nil)
		if err != nil {
			t.Fatal(err)
		}
		if got := routeOf(req); got != c.route {
			t.Errorf("%s: route %s, not %s", c.path, got, c.route)
		}
		if got := sortOf(req); got != c.sort {
			t.Errorf("%s %s: %s, not %s", c.method, c.path, got, c.sort)
		}
	}
}
