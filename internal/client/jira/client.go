package jira

import (
	"errors"
	"net/http"
	"net/url"
	"regexp"
	"strings"
	"time"

	gojira "github.com/andygrunwald/go-jira"

	"github.com/followthrough/followthrough/internal/httpx"
)

// Client is one account on one site. It may be used from several goroutines.
type Client struct {
	o     Options
	site  string // as people see it, without a slash at its end
	http  *httpx.Client
	raw   *gojira.Client
	oauth *oauthToken
	// answers are, of a client that asks once, what was answered, by path.
	answers map[string]any
}

// New makes a client; it sends nothing.
func New(o Options) (*Client, error) {
	if problems := o.Validate(); len(problems) > 0 {
		return nil, errors.Join(problems...)
	}
	for _, u := range []string{o.Gateway, o.TokenURL} {
		if err := address(u); u != "" && err != nil {
			return nil, err
		}
	}
	o.HTTP.Sort, o.HTTP.Route = sortOf, routeOf
	o.HTTP.Files = o.Files
	if o.HTTP.Now == nil {
		o.HTTP.Now = time.Now
	}
	sender, err := httpx.New(o.HTTP)
	if err != nil {
		return nil, err
	}
	raw, err := gojira.NewClient(sender, o.base())
	if err != nil {
		return nil, err
	}
	return &Client{o: o, site: strings.TrimRight(o.URL, "/"), http: sender, raw: raw, oauth: &oauthToken{}}, nil
}

// Deployment is which Jira this is.
func (c *Client) Deployment() Deployment { return c.o.deployment() }

// Browse is the address at which people see an issue.
func (c *Client) Browse(key string) string { return c.site + "/browse/" + url.PathEscape(key) }

// Site is the site's address as people see it.
func (c *Client) Site() string { return c.site }

// reading are the POSTs that change nothing.
var reading = regexp.MustCompile(`/rest/api/2/(search|search/jql|issue/bulkfetch|jql/match|jql/parse|permissions/check)$`)

func sortOf(req *http.Request) httpx.Sort {
	if req.Method == http.MethodGet || req.Method == http.MethodPost && reading.MatchString(req.URL.Path) {
		return httpx.Read
	}
	return httpx.Once
}

// variable are the parts of a path that are not its operation's.
var variable = regexp.MustCompile(`/(issue|project|createmeta|board|filter|issuetypes)/([A-Z][A-Z0-9_]*(-\d+)?|\d+)(/|$)`)

func routeOf(req *http.Request) string {
	path := req.URL.Path
	if i := strings.Index(path, "/rest/"); i > 0 {
		path = path[i:]
	}
	return variable.ReplaceAllString(variable.ReplaceAllString(path, "/$1/*$4"), "/$1/*$4")
}
