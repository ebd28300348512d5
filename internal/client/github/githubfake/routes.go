package githubfake

import (
	"net/http"
	"net/url"
	"slices"
	"strings"

	"github.com/followthrough/followthrough/internal/client/github/githubfake/gate"
	"github.com/followthrough/followthrough/internal/client/github/githubfake/gitapi"
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

func reads(permission string) need { return need{Permission: permission} }

func writes(permission string, role Role) need {
	return need{Permission: permission, Write: true, Role: role}
}

var asApp = need{App: true}

// routes are all operations, the literal parts of a path before parameters.
var routes = slices.Concat(coreRoutes, gitRoutes(gitapi.Routes), issueRoutes)

var coreRoutes = []route{
	{pattern: "GET /user", answer: ofGate((*gate.Gate).Me)},
	{pattern: "GET /users/{username}", answer: func(c *call) reply { return c.fake.GetUser(&c.Call) }},
	{pattern: "GET /app", needs: asApp, answer: ofGate((*gate.Gate).GetApp)},
	{pattern: tokenRoute, needs: asApp, answer: func(c *call) reply { return c.fake.CreateAccessToken(&c.Call, &c.Actor) }},
	{pattern: "GET /installation/repositories", answer: installationRepositories},
	{pattern: "GET /user/repos", answer: userRepositories},
	{pattern: "GET /orgs/{org}/teams", answer: orgTeams},
	{pattern: "GET /orgs/{org}/teams/{slug}/repos", answer: teamRepos},
	{pattern: "GET /repos/{owner}/{repo}", needs: reads("metadata"), answer: getRepo},
}

const tokenRoute = "POST /app/installations/{installation}/access_tokens"

func ofGate(answer func(*gate.Gate, *gate.Actor) reply) func(*call) reply {
	return func(c *call) reply { return answer(c.fake.Gate, &c.Actor) }
}

// gitRoutes are the git half's operations as this table has them.
func gitRoutes(all []gitapi.Route) []route {
	var out []route
	for _, r := range all {
		out = append(out, route{pattern: r.Pattern, needs: r.Needs, undescribed: r.Undescribed, answer: func(c *call) reply {
			in := &gitapi.Call{Call: &c.Call, Repo: c.repo.Repo, Login: c.login(), App: c.Installation != nil, May: c.may}
			if c.Account != nil {
				in.AccountID = c.Account.ID
			}
			return r.Answer(in)
		}})
	}
	return out
}

// find is the operation that a request asks for, with the path's parameters
// set on the request; nil: it is not modelled.
func find(r *http.Request) *route {
	var best *route
	most := -1
	has := segments(r)
	for i := range routes {
		if literal := routes[i].fits(r.Method, has); literal > most {
			best, most = &routes[i], literal
		}
	}
	if best == nil {
		return nil
	}
	_, pattern, _ := strings.Cut(best.pattern, " ")
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

// fits is how many literal parts a path shares with a route; -1: it is another
// operation.
func (o *route) fits(asked string, has []string) int {
	method, pattern, _ := strings.Cut(o.pattern, " ")
	want := strings.Split(pattern, "/")
	rest := strings.HasSuffix(pattern, "...}")
	if method != asked || len(want) != len(has) && (!rest || len(has) < len(want)) {
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
