package githubfake

import (
	"net/http"
	"net/url"
	"slices"
	"strings"
)

// route is one operation. Its pattern is a method and a path below the API; a
// parameter that ends in ... takes the rest of the path, slashes too. Where
// the path names {owner} and {repo}, the repository is found, its visibility
// and the token's permission judged before the answer is asked for.
type route struct {
	pattern string
	needs   need
	answer  func(*call) reply
	// undescribed: the vendor's description lacks it, so nothing is checked.
	undescribed bool
}

// need is what a caller must be allowed. The zero value needs nothing but to
// see the repository.
type need struct {
	permission string // of a fine-grained token or an installation: contents, issues …
	write      bool
	role       Role // of an account in the repository, at least
	app        bool // a JWT of an App, and nothing else
}

func reads(permission string) need { return need{permission: permission} }

func writes(permission string, role Role) need {
	return need{permission: permission, write: true, role: role}
}

var asApp = need{app: true}

// routes are all operations, the literal parts of a path before parameters.
var routes = slices.Concat(coreRoutes, gitRoutes, issueRoutes, graphqlRoutes)

var coreRoutes = []route{
	{pattern: "GET /user", answer: getUser},
	{pattern: "GET /rate_limit", answer: getRateLimit},
	{pattern: "GET /app", needs: asApp, answer: getApp},
	{pattern: "GET /app/installations", needs: asApp, answer: listInstallations},
	{pattern: "GET /app/installations/{installation}", needs: asApp, answer: getInstallation},
	{pattern: "POST /app/installations/{installation}/access_tokens", needs: asApp, answer: createAccessToken},
	{pattern: "GET /repos/{owner}/{repo}/installation", needs: asApp, answer: repoInstallation},
	{pattern: "GET /installation/repositories", answer: installationRepositories},
	{pattern: "GET /repos/{owner}/{repo}", needs: reads("metadata"), answer: getRepo},
}

// find is the operation that a request asks for, with the path's parameters
// set on the request; nil: it is not modelled.
func find(r *http.Request) *route {
	var best *route
	most := -1
	for i := range routes {
		if literal := routes[i].fits(r); literal > most {
			best, most = &routes[i], literal
		}
	}
	if best == nil {
		return nil
	}
	_, pattern, _ := strings.Cut(best.pattern, " ")
	has := segments(r)
	for i, part := range strings.Split(pattern, "/") {
		if name, open := strings.CutPrefix(part, "{"); open {
			name = strings.TrimSuffix(name, "}")
			value := has[i]
			if strings.HasSuffix(name, "...") {
				name, value = strings.TrimSuffix(name, "..."), strings.Join(has[i:], "/")
			}
			r.SetPathValue(name, value)
		}
	}
	return best
}

// fits is how many literal parts a request shares with a route; -1: it is
// another operation.
func (o *route) fits(r *http.Request) int {
	method, pattern, _ := strings.Cut(o.pattern, " ")
	want, has := strings.Split(pattern, "/"), segments(r)
	rest := strings.HasSuffix(pattern, "...}")
	if method != r.Method || len(want) != len(has) && (!rest || len(has) < len(want)) {
		return -1
	}
	literal := 0
	for i, part := range want {
		switch {
		case strings.HasPrefix(part, "{"):
		case part != has[i]:
			return -1
		default:
			literal++
		}
	}
	return literal
}

// segments are the parts of the path between slashes; a slash that was sent
// escaped stays in its part, as in the name of a branch.
func segments(r *http.Request) []string {
	parts := strings.Split(r.URL.EscapedPath(), "/")
	for i, part := range parts {
		if plain, err := url.PathUnescape(part); err == nil {
			parts[i] = plain
		}
	}
	return parts
}

// ofRepo reports whether the route is one repository's.
func (o *route) ofRepo() bool { return strings.Contains(o.pattern, "/repos/{owner}/{repo}") }
