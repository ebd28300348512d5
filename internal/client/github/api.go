package github

import (
	"net/http"
	"net/url"
	"regexp"
	"strings"
)

// api is where a site has its API.
type api struct {
	base  *url.URL // its path ends in a slash
	graph *url.URL
}

// ours tells whether an address is of the API that we have our credential for.
func (a api) ours(u *url.URL) bool {
	return u.Scheme == a.base.Scheme && strings.EqualFold(u.Host, a.base.Host) && u.User == nil &&
		(strings.HasPrefix(u.Path, a.base.Path) || u.Path == a.graph.Path)
}

// resourceOf is what GitHub counts a request by.
func (a api) resourceOf(req *http.Request) string {
	path := strings.TrimPrefix(req.URL.Path, a.base.Path)
	switch {
	case strings.HasPrefix(path, "search/code"):
		return code
	case strings.HasPrefix(path, "search/"):
		return search
	case req.URL.Path == a.graph.Path:
		return graphql
	}
	return core
}

// routeOf is what a request waits for together with others.
func (a api) routeOf(req *http.Request) string {
	if sortOf(req) == Read {
		return a.resourceOf(req)
	}
	return a.resourceOf(req) + " " + writes
}

func (a api) answerOf(resp *http.Response) Answer {
	out := Answer{Status: resp.StatusCode, ETag: resp.Header.Get("ETag"), NotModified: resp.StatusCode == http.StatusNotModified, Header: resp.Header}
	if at, err := http.ParseTime(resp.Header.Get("Date")); err == nil {
		out.Date = at
	}
	out.Next = a.relative(nextOf(resp.Header))
	out.Partial = strings.HasPrefix(resp.Header.Get("X-GitHub-SSO"), "partial-results")
	out.Scopes = scopes(resp.Header, "X-OAuth-Scopes")
	return out
}

// relative is an address of the API as a path for Do. Its host is not looked
// at: behind a proxy a server may know itself by another name.
func (a api) relative(u *url.URL) string {
	if u == nil {
		return ""
	}
	path := strings.TrimPrefix(strings.TrimPrefix(u.EscapedPath(), a.base.EscapedPath()), "/")
	if u.RawQuery != "" {
		path += "?" + u.RawQuery
	}
	return path
}

// link is one address in a Link header with what is said of it.
var link = regexp.MustCompile(`<([^>]*)>([^<]*)`)

// nextOf is the next page in a Link header; nil: there is none.
func nextOf(h http.Header) *url.URL {
	for _, m := range link.FindAllStringSubmatch(strings.Join(h.Values("Link"), ","), -1) {
		if !strings.Contains(m[2], `rel="next"`) {
			continue
		}
		if u, err := url.Parse(m[1]); err == nil {
			return u
		}
	}
	return nil
}
