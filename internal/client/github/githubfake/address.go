package githubfake

import (
	"fmt"
	"net/http"
	"net/url"
	"strconv"
	"strings"
)

// inner is the request as github.com would get it: without /api/v3, and with a
// repository by its name where the address names its id; nil where it asks for
// no API.
func (f *Fake) inner(r *http.Request) *http.Request {
	path := r.URL.EscapedPath()
	if f.opt.Enterprise {
		rest, rest3 := strings.CutPrefix(path, "/api/v3/")
		switch {
		case rest3:
			path = "/" + rest
		case path == "/api/graphql":
			path = "/graphql"
		default:
			return nil
		}
	}
	return at(r, f.byName(path))
}

// at is a request for another path, which is escaped.
func at(r *http.Request, path string) *http.Request {
	out := r.Clone(r.Context())
	out.URL.RawPath = path
	if plain, err := url.PathUnescape(path); err == nil {
		out.URL.Path = plain
	}
	return out
}

// byName makes /repos/owner/name of /repositories/id; an id that nobody has
// leads to a repository that nobody has.
func (f *Fake) byName(path string) string {
	parts := strings.SplitN(path, "/", 4)
	if len(parts) < 3 || parts[1] != "repositories" {
		return path
	}
	f.Mu.Lock()
	defer f.Mu.Unlock()
	id, _ := strconv.ParseInt(parts[2], 10, 64)
	name := fmt.Sprintf("nobody/repository-%d", id)
	if repo := f.repos[id]; repo != nil {
		name = repo.FullName()
	}
	rest := ""
	if len(parts) == 4 {
		rest = "/" + parts[3]
	}
	return "/repos/" + name + rest
}

// described is the request as the vendor's description knows it.
func (f *Fake) described(inner *http.Request) *http.Request {
	if !f.opt.Enterprise {
		return inner
	}
	return at(inner, "/api/v3"+inner.URL.EscapedPath())
}
