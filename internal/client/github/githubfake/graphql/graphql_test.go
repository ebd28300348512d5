package graphql_test

import (
	"encoding/json"
	"fmt"
	"strings"
	"testing"

	"github.com/vektah/gqlparser/v2/ast"

	"github.com/followthrough/followthrough/internal/apitest"
	"github.com/followthrough/followthrough/internal/client/github/githubfake/graphql"
)

func schema(t testing.TB) *ast.Schema {
	t.Helper()
	s, err := apitest.GitHubGraphQL()
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// What GitHub would refuse, the validator's rules and ours find.
func TestRead(t *testing.T) {
	vars := func(pairs ...any) map[string]any {
		out := map[string]any{}
		for i := 0; i < len(pairs); i += 2 {
			out[pairs[i].(string)] = pairs[i+1]
		}
		return out
	}
	for _, tt := range []struct {
		query string
		vars  map[string]any
		want  string // part of the first problem; "": none
	}{
		{`{ repository(owner: "a", name: "b") { issue(number: 1) { id title labels(first: 10) { nodes { name } } } } }`, nil, ""},
		{`query($ids: [ID!]!) { nodes(ids: $ids) { __typename ... on Issue { id repository { nameWithOwner visibility isArchived } } } }`, vars("ids", []any{"a"}), ""},
		{`query($n: Int! = 3) { repository(owner: "a", name: "b") { issue(number: $n) { id } } }`, nil, ""},
		{``, nil, "0 operations"},
		{`{ viewer { login } } { viewer { login } }`, nil, ""},
		{`{ viewer { login }`, nil, "Expected"},
		{`{ viewer { } }`, nil, "at least one"},
		{`query Q($id: ID!) { node(id: "x) { id }`, nil, "Unexpected"},
		{`{ viewer { login nonsense } }`, nil, `Cannot query field "nonsense" on type "User"`},
		{`{ repository(owner: "a") { id } }`, nil, `argument "name"`},
		{`{ repository(owner: "a", name: "b", colour: "c") { id } }`, nil, `Unknown argument "colour"`},
		{`{ viewer }`, nil, "must have a selection"},
		{`{ viewer { login { x } } }`, nil, `on type "String"`},
		{`{ node(id: "x") { ... on Label { name } ... on RateLimit { cost } } }`, nil, "RateLimit"},
		{`{ node(id: "x") { ... on Issue { duplicateOf { ... on PullRequest { id } } } } }`, nil, `"PullRequest"`},
		{`{ repository(owner: "a", name: "b") { issueOrPullRequest(number: 1) { ... on Issue { state } ... on PullRequest { state } } } }`, nil, "conflict"},
		{`{ node(id: "x") { ... on Issue { timelineItems(last: 1, itemTypes: [CLOSED_EVENT, NONE]) { totalCount } } } }`, nil, "NONE"},
		{`{ node(id: "x") { ... on Issue { labels(first: "1") { totalCount } } } }`, nil, "Int"},
		{`query($n: Int!) { repository(owner: "a", name: "b") { issue(number: $n) { id } } }`, nil, "must be defined"},
		{`query($n: Int) { viewer { login } }`, nil, "never used"},
		{`{ node(id: $x) { id } }`, nil, `"$x" is not defined`},
		{`mutation { addProjectV2ItemById(input: {projectId: "a", contentID: "b"}) { item { id } } }`, nil, "contentI"},
		// What the validator lets pass.
		{`{ viewer { login } }`, vars("left", "over"), "$left is sent and not declared"},
		{`{ repository(owner: "a", name: "b") { issue(number: 3000000000) { id } } }`, nil, "issue.number has an invalid value"},
		{`query($n: Int!) { repository(owner: "a", name: "b") { issue(number: $n) { id } } }`, vars("n", 3e9), "no Int"},
		{`query($n: Int!) { repository(owner: "a", name: "b") { issue(number: $n) { id } } }`, vars("n", 1.5), "nt"},
		{`query($t: [IssueTimelineItemsItemType!]) { node(id: "x") { ... on Issue { timelineItems(last: 1, itemTypes: $t) { totalCount } } } }`, vars("t", []any{"closed_event"}), "IssueTimelineItemsItemType"},
		{`query($d: DateTime) { node(id: "x") { ... on Issue { timelineItems(last: 1, since: $d) { totalCount } } } }`, vars("d", "yesterday"), "no DateTime"},
		{`query($d: DateTime) { node(id: "x") { ... on Issue { timelineItems(last: 1, since: $d) { totalCount } } } }`, vars("d", 3.0), "no DateTime"},
		{`mutation($v: ProjectV2FieldValue!) { updateProjectV2ItemFieldValue(input: {projectId: "p", itemId: "i", fieldId: "f", value: $v}) { projectV2Item { id } } }`, vars("v", map[string]any{"date": "soon"}), "no Date"},
	} {
		_, got := graphql.Read(schema(t), graphql.Request{Query: tt.query, Variables: tt.vars})
		switch {
		case tt.query == `{ viewer { login } } { viewer { login } }`:
			if len(got) == 0 {
				t.Error("two operations pass")
			}
		case (len(got) > 0) != (tt.want != ""), len(got) > 0 && !strings.Contains(got[0].Message, tt.want):
			t.Errorf("%s %v: %v, not %q", tt.query, tt.vars, got, tt.want)
		}
	}
}

// What programs of former versions send passes where it is asked for.
func TestFormerQueriesPass(t *testing.T) {
	r := graphql.Request{Query: `{ repository(owner: "a", name: "b") { issueOrPullRequest(number: 1) {
		... on Issue { state duplicateOf { ...pull } } ...pull } } } fragment pull on PullRequest { state }`}
	if _, got := graphql.Read(schema(t), r); len(got) == 0 {
		t.Error("it passes for all")
	}
	if _, got := graphql.Read(schema(t), r, graphql.Former()...); len(got) > 0 {
		t.Error(got)
	}
}

func TestExecute(t *testing.T) {
	label := graphql.Fields("Label", map[string]any{"name": "bug", "color": func() any { return "fff" }})
	root := graphql.Object{Type: "Query", Get: func(_ string, args map[string]any) any {
		var out []any
		for _, id := range args["ids"].([]any) {
			if id == "gone" {
				out = append(out, &graphql.Error{Type: "NOT_FOUND", Message: "not there"})
			} else {
				out = append(out, label)
			}
		}
		return out
	}}
	ask := func(query string, vars map[string]any) (map[string]any, []*graphql.Error, error) {
		t.Helper()
		op, problems := graphql.Read(schema(t), graphql.Request{Query: query, Variables: vars})
		if len(problems) > 0 {
			t.Fatal(problems)
		}
		return graphql.Execute(schema(t), op, root)
	}
	data, wrong, lacks := ask(`query Q($ids: [ID!]! = ["x"]) { all: nodes(ids: $ids) { ...F ... on Issue { id } } } fragment F on Label { is: __typename name color }`,
		map[string]any{"ids": []any{"a", "gone"}})
	src, _ := json.Marshal(data)
	if string(src) != `{"all":[{"color":"fff","is":"Label","name":"bug"},null]}` || lacks != nil {
		t.Errorf("%s %v", src, lacks)
	}
	if len(wrong) != 1 || wrong[0].Type != "NOT_FOUND" || fmt.Sprint(wrong[0].Path) != "[all 1]" {
		t.Errorf("errors %+v", wrong)
	}
	if _, _, lacks := ask(`{ nodes(ids: ["a"]) { ... on Label { description } } }`, nil); lacks == nil {
		t.Error("what the fake lacks passed in silence")
	}
}

// What a fake says is held against the schema too.
func TestAnswersAreOfTheirTypes(t *testing.T) {
	for name, tc := range map[string]struct {
		issue any
		says  string // "": it fits
	}{
		"fits":              {graphql.Fields("Issue", map[string]any{"title": "t", "number": int64(1), "closedAt": nil, "state": "OPEN", "createdAt": "2026-11-30T00:00:00Z"}), ""},
		"null":              {graphql.Fields("Issue", map[string]any{"title": nil}), "title"},
		"no number":         {graphql.Fields("Issue", map[string]any{"number": "1"}), "no Int"},
		"no such state":     {graphql.Fields("Issue", map[string]any{"state": "open"}), "none of IssueState"},
		"no time":           {graphql.Fields("Issue", map[string]any{"createdAt": "yesterday"}), "no DateTime"},
		"another type":      {graphql.Fields("Label", map[string]any{}), "a Label"},
		"a list":            {[]any{}, "a list"},
		"a text, no object": {"issue", "issue"},
	} {
		asked := map[string]string{"null": "title", "no number": "number", "no such state": "state", "no time": "createdAt", "fits": "title number closedAt state createdAt"}[name]
		if asked == "" {
			asked = "__typename"
		}
		op, problems := graphql.Read(schema(t), graphql.Request{Query: `{ repository(owner: "a", name: "b") { issue(number: 1) { ` + asked + ` } } }`})
		if len(problems) > 0 {
			t.Fatal(problems)
		}
		root := graphql.Fields("Query", map[string]any{"repository": graphql.Fields("Repository", map[string]any{"issue": tc.issue})})
		_, _, lacks := graphql.Execute(schema(t), op, root)
		if (lacks != nil) != (tc.says != "") || lacks != nil && !strings.Contains(lacks.Error(), tc.says) {
			t.Errorf("%s: %v, not %q", name, lacks, tc.says)
		}
	}
}

// An error where null may not stand takes what holds it along.
func TestErrorsClimb(t *testing.T) {
	no := &graphql.Error{Type: "MISSING_PAGINATION_BOUNDARIES", Message: "first or last"}
	for field, want := range map[string]string{
		"comments": `{"repository":{"issue":null}}`, "labels": `{"repository":{"issue":{"labels":null,"title":"t"}}}`,
	} {
		op, _ := graphql.Read(schema(t), graphql.Request{Query: `{ repository(owner: "a", name: "b") { issue(number: 1) { title ` + field + ` { totalCount } } } }`})
		root := graphql.Fields("Query", map[string]any{"repository": graphql.Fields("Repository", map[string]any{
			"issue": graphql.Object{Type: "Issue", Get: func(name string, _ map[string]any) any {
				if name == "title" {
					return "t"
				}
				return no
			}},
		})})
		data, wrong, lacks := graphql.Execute(schema(t), op, root)
		src, _ := json.Marshal(data)
		if string(src) != want || len(wrong) != 1 || lacks != nil {
			t.Errorf("%s: %s %v %v", field, src, wrong, lacks)
		}
	}
}

// Whatever is sent is read or refused; nothing hangs or panics.
func FuzzRead(f *testing.F) {
	for _, seed := range []string{"query($a: [ID!]! = [1]) { nodes(ids: $a) { ...F } } fragment F on Node { id }", "{a(x:{b:[$c,1.5,\"d\"]})}", "query(", "{...", "mutation{a(b:"} {
		f.Add(seed)
	}
	s := schema(f)
	f.Fuzz(func(_ *testing.T, query string) {
		graphql.Read(s, graphql.Request{Query: query})
	})
}
