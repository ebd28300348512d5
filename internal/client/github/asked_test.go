package github

import (
	"net/http"
	"strings"
	"testing"
)

// A page that holds more than was asked for is an error, wherever the list is.
func TestMoreThanWasAskedForIsAnError(t *testing.T) {
	many := func(n int) string { return "[" + strings.Repeat(`{"number":1},`, n-1) + `{"number":1}]` }
	type issue struct{ Number int }
	for name, c := range map[string]struct {
		path, body string
		out        func() any
		bad        bool
	}{
		"a list":       {"repos/acme/pay/issues?per_page=100", many(101), func() any { return new([]issue) }, true},
		"a full page":  {"repos/acme/pay/issues?per_page=100", many(100), func() any { return new([]issue) }, false},
		"a later page": {"repos/acme/pay/issues?page=2&per_page=5", many(6), func() any { return new([]issue) }, true},
		"a search": {"search/issues?q=x&per_page=2", `{"items":` + many(3) + `}`, func() any {
			return new(struct {
				Items []issue `json:"items"`
			})
		}, true},
		"no page":      {"repos/acme/pay/labels", many(300), func() any { return new([]issue) }, false},
		"far too many": {"repos/acme/pay/labels", many(30_000), func() any { return new([]issue) }, true},
		"inner lists":  {"repos/acme/pay/issues?per_page=1", `[{"labels":` + many(50) + `}]`, func() any { return new([]struct{ Labels []issue }) }, false},
	} {
		t.Run(name, func(t *testing.T) {
			s := serve(t, func(_ int, w http.ResponseWriter, _ *http.Request) { reply(w, 200, c.body) })
			if _, err := made(t, options(t, s)).Do(t.Context(), "GET", c.path, nil, c.out()); (err != nil) != c.bad {
				t.Errorf("error %v, want one: %v", err, c.bad)
			}
		})
	}
}

func TestMoreNodesThanWereAskedForIsAnError(t *testing.T) {
	nodes := func(n int) string { return `{"nodes":[` + strings.Repeat(`{"id":"1"},`, n-1) + `{"id":"1"}]}` }
	type connection struct {
		Nodes []struct{ ID string } `json:"nodes"`
	}
	for name, c := range map[string]struct {
		query, data string
		vars        map[string]any
		bad         bool
	}{
		"as asked":       {"query { a: x(first: 2) { nodes { id } } }", `{"a":` + nodes(2) + `}`, nil, false},
		"one more":       {"query { a: x(first: 2) { nodes { id } } }", `{"a":` + nodes(3) + `}`, nil, true},
		"by a variable":  {"query($n: Int) { a: x(first: $n) { nodes { id } } }", `{"a":` + nodes(3) + `}`, map[string]any{"n": 2}, true},
		"the last ones":  {"query { a: x(last:2) { nodes { id } } }", `{"a":` + nodes(3) + `}`, nil, true},
		"not to be told": {"query($n: Int) { a: x(first: $n) { nodes { id } } }", `{"a":` + nodes(3) + `}`, nil, false},
	} {
		t.Run(name, func(t *testing.T) {
			s := serve(t, func(_ int, w http.ResponseWriter, _ *http.Request) { reply(w, 200, `{"data":`+c.data+`}`) })
			var out map[string]connection
			if err := made(t, options(t, s)).GraphQL(t.Context(), c.query, c.vars, &out); (err != nil) != c.bad {
				t.Errorf("error %v, want one: %v", err, c.bad)
			}
		})
	}
}
