package api

import (
	"maps"
	"net/http"
	"net/url"
	"regexp"
	"slices"
	"strings"
)

// route is an address and what answers there, by method.
type route struct {
	path    string // as the description writes it
	methods map[string]func(*API, call)
}

// elsewhere is the route of all that leads nowhere.
const elsewhere = "other"

// The forms of what stands in addresses.
var (
	isKey = regexp.MustCompile(`^[0-9a-f]{12}$`)
	isID  = regexp.MustCompile(`^[A-Za-z0-9_-]{1,64}$`)
)

func get(serve func(*API, call)) map[string]func(*API, call) {
	return map[string]func(*API, call){http.MethodGet: serve}
}

// routes are all addresses.
func routes() []route {
	return []route{
		{"/api/v1/reviews", get((*API).reviews)},
		{"/api/v1/reviews/{key}", get((*API).review)},
		{"/api/v1/report", get((*API).report)},
		{"/api/v1/plan", get((*API).plan)},
		{"/api/v1/resync", map[string]func(*API, call){http.MethodPost: (*API).resync}},
		{"/api/v1/resync/{id}", get((*API).resynced)},
		{"/api/v1/openapi.json", get((*API).describe)},
	}
}

// find is the route that an address leads to, and what it has in the place of its
// template's braces. An address is taken as it is: nothing in it is cleaned.
func find(u *url.URL) (route, string) {
	for _, r := range routes() {
		head, name, templated := strings.Cut(r.path, "{")
		if !templated && u.Path == r.path {
			return r, ""
		}
		rest, ok := strings.CutPrefix(u.Path, head)
		if form := map[string]*regexp.Regexp{"key}": isKey, "id}": isID}[name]; templated && ok && form.MatchString(rest) {
			return r, rest
		}
	}
	return route{path: elsewhere}, ""
}

// allow is what a route takes, for the header.
func (r route) allow() string {
	all := slices.Sorted(maps.Keys(r.methods))
	if slices.Contains(all, http.MethodGet) {
		all = append(all, http.MethodHead)
	}
	slices.Sort(all)
	return strings.Join(all, ", ")
}
