package github

import (
	"encoding/json"
	"net/http"
	"slices"
	"strings"
	"testing"
	"time"
)

const (
	query    = `query($owner: String!) { organization(login: $owner) { id } }`
	mutation = "# moves it\nmutation($id: ID!) { archiveIt(input: {id: $id}) { clientMutationId } }"
)

func TestGraphQL(t *testing.T) {
	s := serve(t, func(_ int, w http.ResponseWriter, _ *http.Request) {
		reply(w, 200, `{"data":{"organization":{"id":"O_1"}}}`)
	})
	var out struct{ Organization struct{ ID string } }
	c := made(t, options(t, s))
	if err := c.GraphQL(t.Context(), query, map[string]any{"owner": "acme"}, &out); err != nil || out.Organization.ID != "O_1" {
		t.Errorf("%v %+v", err, out)
	}
	var in struct {
		Query     string
		Variables map[string]any
	}
	got := s.all()[0]
	if err := json.Unmarshal([]byte(got.Body), &in); err != nil || in.Query != query || in.Variables["owner"] != "acme" || got.Method+" "+got.URI != "POST /graphql" || got.Auth != "Bearer "+ourToken {
		t.Errorf("%+v", got)
	}
}

func TestGraphQLOnAServerOfOnesOwn(t *testing.T) {
	s := serve(t, func(_ int, w http.ResponseWriter, _ *http.Request) { reply(w, 200, `{"data":{}}`) })
	o := options(t, s)
	o.API, o.URL, o.HTTP.Transport = "", s.URL, s.Client().Transport
	if err := made(t, o).GraphQL(t.Context(), query, nil, nil); err != nil || !slices.Equal(s.lines(), []string{"POST /api/graphql"}) {
		t.Errorf("%v after %v", err, s.lines())
	}
}

func TestGraphQLIsSentAgainOnlyToRead(t *testing.T) {
	for name, c := range map[string]struct {
		document string
		sort     Sort
		times    int
	}{
		"a query": {query, "", 3}, "a query marked by mistake": {query, Once, 3}, "a mutation": {mutation, "", 1},
		"a mutation that sets": {mutation, Idempotent, 3}, "two in one": {query + mutation, "", 1},
	} {
		s := serve(t, func(n int, w http.ResponseWriter, _ *http.Request) {
			if n < 3 {
				lose(w)
				return
			}
			reply(w, 200, `{"data":{}}`)
		})
		ctx := t.Context()
		if c.sort != "" {
			ctx = WithSort(ctx, c.sort)
		}
		err := made(t, options(t, s)).GraphQL(ctx, c.document, nil, nil)
		if len(s.all()) != c.times || (err == nil) != (c.times == 3) || KindOf(err) != Unknown {
			t.Errorf("%s: %v after %d", name, err, len(s.all()))
		}
	}
}

func TestGraphQLErrors(t *testing.T) {
	one := func(e string) string { return `{"data":null,"errors":[` + e + `]}` }
	for name, c := range map[string]struct {
		code int
		body string
		kind Kind
		says string
	}{
		"not there":      {200, one(`{"type":"NOT_FOUND","message":"Could not resolve to a Project","path":["organization","project"]}`), NotFound, "project: Could not resolve"},
		"no right":       {200, one(`{"type":"FORBIDDEN","message":"Resource not accessible by integration"}`), Auth, "not accessible"},
		"no scope":       {200, one(`{"type":"INSUFFICIENT_SCOPES","message":"requires one of: ['read:project']"}`), Auth, "read:project"},
		"refused":        {200, one(`{"type":"UNPROCESSABLE","message":"The value is too long","path":["setIt"]}`), Rejected, "setIt: The value"},
		"a limit":        {200, one(`{"type":"RATE_LIMITED","message":"API rate limit exceeded"}`), Throttled, "limit exceeded"},
		"no such field":  {200, `{"errors":[{"message":"Field 'x' doesn't exist","extensions":{"code":"undefinedField"}}]}`, Rejected, "doesn't exist"},
		"in its midst":   {200, one(`{"message":"Something went wrong while executing your query."}`), Unknown, "Something went wrong"},
		"one of two":     {200, one(`{"type":"NOT_FOUND","message":"a"},{"message":"b"}`), Unknown, "a; b"},
		"nothing":        {200, `{"data":null}`, Unknown, "no data"},
		"another shape":  {200, `{"data":[1]}`, Unknown, "not the JSON"},
		"no JSON":        {200, `hello`, Unknown, "not the JSON"},
		"no credentials": {401, words("Bad credentials"), Auth, "revoked"},
	} {
		s := serve(t, func(_ int, w http.ResponseWriter, _ *http.Request) { reply(w, c.code, c.body) })
		var out struct{ X int }
		err := made(t, options(t, s)).GraphQL(t.Context(), mutation, nil, &out)
		if err == nil || KindOf(err) != c.kind || !strings.Contains(err.Error(), c.says) || len(s.all()) != 1 {
			t.Errorf("%s: %v (%d)", name, err, KindOf(err))
		}
	}
}

// What came beside an error is there, and the error too.
func TestGraphQLInPart(t *testing.T) {
	s := serve(t, func(_ int, w http.ResponseWriter, _ *http.Request) {
		reply(w, 200, `{"data":{"a":{"id":"1"},"b":null},"errors":[{"type":"NOT_FOUND","message":"no b","path":["b"]}]}`)
	})
	var out struct{ A, B *struct{ ID string } }
	err := made(t, options(t, s)).GraphQL(t.Context(), query, nil, &out)
	if KindOf(err) != NotFound || out.A == nil || out.A.ID != "1" || out.B != nil {
		t.Errorf("%v %+v", err, out)
	}
}

// GraphQL has a limit of its own, which leaves the rest alone.
func TestGraphQLLimit(t *testing.T) {
	s := serve(t, func(_ int, w http.ResponseWriter, r *http.Request) {
		if r.URL.Path == "/graphql" {
			reply(w, 200, `{"errors":[{"type":"RATE_LIMITED","message":"API rate limit exceeded"}]}`, "Date", noon.Format(http.TimeFormat), "X-RateLimit-Remaining", "0", "X-RateLimit-Reset", inEpoch(noon.Add(30*time.Minute)))
			return
		}
		reply(w, 200, `{}`)
	})
	local := &clock{at: noon}
	c := made(t, local.on(options(t, s)))
	for range 2 {
		err := c.GraphQL(t.Context(), query, nil, nil)
		if KindOf(err) != Throttled || !AsError(err).Until.Equal(noon.Add(30*time.Minute)) {
			t.Errorf("%v", err)
		}
	}
	if _, err := c.Do(t.Context(), "GET", "repos/acme/pay", nil, nil); err != nil || len(s.all()) != 2 {
		t.Errorf("%v after %v", err, s.lines())
	}
}

// A secondary limit may come as a success: that of a write holds up writes, that
// of a read everything.
func TestGraphQLTooFast(t *testing.T) {
	s := serve(t, func(_ int, w http.ResponseWriter, _ *http.Request) {
		reply(w, 200, `{"errors":[{"message":"You have exceeded a secondary rate limit. Please wait."}]}`, "Retry-After", "120", "Date", noon.Format(http.TimeFormat))
	})
	local := &clock{at: noon}
	c := made(t, local.on(options(t, s)))
	if err := c.GraphQL(t.Context(), mutation, nil, nil); KindOf(err) != Throttled || !AsError(err).Until.Equal(noon.Add(2*time.Minute)) {
		t.Errorf("%v", err)
	}
	if _, err := c.Do(t.Context(), "POST", "repos/acme/pay/issues", newIssue(), nil); KindOf(err) != Throttled || len(s.all()) != 1 {
		t.Errorf("another write: %v after %v", err, s.lines())
	}
	if err := c.GraphQL(t.Context(), query, nil, nil); KindOf(err) != Throttled || len(s.all()) != 2 {
		t.Errorf("a read may be sent: %v after %v", err, s.lines())
	}
	if _, err := c.Do(t.Context(), "GET", "repos/acme/pay", nil, nil); KindOf(err) != Throttled || len(s.all()) != 2 {
		t.Errorf("what it met holds all up: %v after %v", err, s.lines())
	}
}
