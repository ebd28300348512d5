package jirafake

import (
	"net/http"
	"strings"
)

// route is the operation that a request asks for, its name and its answer;
// path parameters are set on the request. A literal part of a path goes before
// a parameter. What is not here fails the test: it is not modelled, whether or
// not the vendor has it.
func (f *Fake) route(r *http.Request) (name string, answer func(*call) reply) {
	own := cloudOnly
	if f.opt.Flavour == DataCenter {
		own = dataCenterOnly
	}
	best := -1
	for _, table := range []map[string]func(*call) reply{common, own} {
		for pattern, a := range table {
			if literal := fits(pattern, r); literal > best {
				name, answer, best = pattern, a, literal
			}
		}
	}
	if best < 0 {
		f.T.Errorf("jirafake: %s %s is not modelled", r.Method, r.URL.Path)
		return r.Method + " " + r.URL.Path, func(*call) reply { return refusal(http.StatusNotFound, "not modelled") }
	}
	_, pattern, _ := strings.Cut(name, " ")
	parts := strings.Split(r.URL.Path, "/")
	for i, part := range strings.Split(pattern, "/") {
		if strings.HasPrefix(part, "{") {
			r.SetPathValue(strings.Trim(part, "{}"), parts[i])
		}
	}
	return name, answer
}

// fits is how many literal parts a request shares with a pattern; -1: it is
// another operation.
func fits(pattern string, r *http.Request) int {
	method, pattern, _ := strings.Cut(pattern, " ")
	want, has := strings.Split(pattern, "/"), strings.Split(r.URL.Path, "/")
	if method != r.Method || len(want) != len(has) {
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

var common = map[string]func(*call) reply{
	"GET /rest/api/2/myself":                                       myself,
	"GET /rest/api/2/configuration":                                configuration,
	"GET /rest/api/2/mypermissions":                                myPermissions,
	"GET /rest/api/2/project/{project}":                            getProject,
	"GET /rest/api/2/project/{project}/statuses":                   ofProject((*call).typesWithStatuses),
	"GET /rest/api/2/issue/createmeta/{project}/issuetypes":        createTypes,
	"GET /rest/api/2/issue/createmeta/{project}/issuetypes/{type}": createFields,
	"POST /rest/api/2/issue":                                       createOne,
	"POST /rest/api/2/issue/bulk":                                  createBulk,
	"GET /rest/api/2/issue/{key}":                                  getIssue,
	"GET /rest/api/2/issuetype":                                    typeList,
	"GET /rest/api/2/filter/{filter}":                              getFilter,
	"GET /rest/agile/1.0/board/{board}/configuration":              boardConfiguration,
}

var cloudOnly = map[string]func(*call) reply{
	"GET /rest/api/2/project/search":               projectSearch,
	"GET /rest/api/2/search/jql":                   search,
	"POST /rest/api/2/search/jql":                  search,
	"POST /rest/api/2/issue/bulkfetch":             bulkFetch,
	"GET /rest/api/2/resolution/search":            func(c *call) reply { return c.page("values", c.resolutionObjects()) },
	"GET /rest/software/1.0/board/{board}/backlog": backlog,
}

var dataCenterOnly = map[string]func(*call) reply{
	"GET /rest/api/2/project":                   projectList,
	"GET /rest/api/2/search":                    search,
	"POST /rest/api/2/search":                   search,
	"GET /rest/api/2/resolution":                func(c *call) reply { return ok(c.resolutionObjects()) },
	"GET /rest/agile/1.0/board/{board}/backlog": backlog,
}
