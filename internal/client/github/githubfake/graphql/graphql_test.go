package graphql_test

import (
	"encoding/json"
	"fmt"
	"strings"
	"testing"

	"github.com/followthrough/followthrough/internal/client/github/githubfake/graphql"
)

func schema(t *testing.T, read func() (graphql.Schema, error)) graphql.Schema {
	t.Helper()
	s, err := read()
	if err != nil {
		t.Fatal(err)
	}
	return s
}

func TestReadRefuses(t *testing.T) {
	for query, word := range map[string]string{
		"":                                       "no operation",
		"{ viewer { login }":                     "expected a name",
		"{ viewer { } }":                         "empty selection",
		"{ a(x: ) }":                             "expected a value",
		"query($a: Int!) { a(x: $a) }":           "invalid value",
		"query($a: Int) { b }":                   "not used",
		"{ a(x: $a) }":                           "not declared",
		"{ ...F }":                               "no fragment F",
		"{ ...F } fragment F on A { b ...F }":    "50 deep",
		"{ a } { b }":                            "more than one",
		"{ a @include(if: true) }":               "directives",
		"subscription { a }":                     "no operation",
		"{ a ' }":                                "unexpected",
		`query Q($id: ID!) { node(id: "x) { a }`: "unexpected",
	} {
		_, err := graphql.Read(graphql.Request{Query: query})
		if err == nil || !strings.Contains(err.Error(), word) {
			t.Errorf("%s: %v, not %q", query, err, word)
		}
	}
}

func TestCheck(t *testing.T) {
	cloud, server := schema(t, graphql.GitHub), schema(t, graphql.Enterprise)
	tests := []struct {
		query string
		with  graphql.Schema
		want  string // part of each problem, between bars; "": none
	}{
		{`{ repository(owner: "a", name: "b") { issue(number: 1) { id title labels(first: 10) { nodes { name } } } } }`, cloud, ""},
		{`query($ids: [ID!]!) { nodes(ids: $ids) { __typename ... on Issue { id repository { nameWithOwner visibility isArchived } } } }`, cloud, ""},
		{`{ viewer { login nonsense } }`, cloud, "'nonsense' doesn't exist on type 'User'"},
		{`{ repository(owner: "a") { id } }`, cloud, "missing required arguments: name"},
		{`{ repository(owner: "a", name: "b", colour: "c") { id } }`, cloud, "doesn't accept argument 'colour'"},
		{`{ viewer }`, cloud, "must have selections"},
		{`{ viewer { login { x } } }`, cloud, "on scalars"},
		{`{ node(id: "x") { ... on Label { name } ... on RateLimit { cost } } }`, cloud, "Fragment on RateLimit"},
		{`{ node(id: "x") { ... on Issue { timelineItems(last: 1, itemTypes: [CLOSED_EVENT, NONE]) { totalCount } } } }`, cloud, "(NONE)"},
		{`{ node(id: "x") { ... on Issue { stateReason(enableDuplicate: true) } } }`, cloud, "enableDuplicate"},
		{`{ node(id: "x") { ... on Issue { labels(first: "1") { totalCount } } } }`, cloud, "Expected type 'Int'"},
		{`{ node(id: "x") { ... on Issue { issueType { name } } } }`, cloud, ""},
		{`{ node(id: "x") { ... on Issue { issueType { name } parent { id } } } }`, server, "'issueType'|'parent'"},
		{`mutation { addSubIssue(input: {issueId: "a", subIssueId: "b"}) { issue { id } } }`, server, "'addSubIssue'"},
		{`mutation { addProjectV2ItemById(input: {projectId: "a", contentID: "b"}) { item { id } } }`, cloud, "'contentID'|contentId"},
	}
	for _, tt := range tests {
		op, err := graphql.Read(graphql.Request{Query: tt.query, Variables: map[string]any{"ids": []any{"a"}}})
		if err != nil {
			t.Fatal(err)
		}
		got := tt.with.Check(op)
		want := strings.Split(tt.want, "|")
		if tt.want == "" {
			want = nil
		}
		if len(got) != len(want) {
			t.Errorf("%s: %v", tt.query, got)
			continue
		}
		for n, w := range want {
			if !strings.Contains(got[n].Message, w) {
				t.Errorf("%s: %q, not %q", tt.query, got[n].Message, w)
			}
		}
	}
}

func TestExecute(t *testing.T) {
	s := schema(t, graphql.GitHub)
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
	op, err := graphql.Read(graphql.Request{
		Query:     `query Q($ids: [ID!]! = ["x"]) { all: nodes(ids: $ids) { ...F ... on Issue { id } } } fragment F on Label { is: __typename name color }`,
		Variables: map[string]any{"ids": []any{"a", "gone"}},
	})
	if err != nil {
		t.Fatal(err)
	}
	data, wrong, lacks := s.Execute(op, root)
	src, _ := json.Marshal(data)
	if string(src) != `{"all":[{"color":"fff","is":"Label","name":"bug"},null]}` || lacks != nil {
		t.Errorf("%s %v", src, lacks)
	}
	if len(wrong) != 1 || wrong[0].Type != "NOT_FOUND" || fmt.Sprint(wrong[0].Path) != "[all 1]" {
		t.Errorf("errors %+v", wrong)
	}
	op, _ = graphql.Read(graphql.Request{Query: `{ nodes(ids: ["a"]) { ... on Label { description } } }`})
	if _, _, lacks := s.Execute(op, root); lacks == nil {
		t.Error("what the fake lacks passed in silence")
	}
}

// Whatever is sent is read or refused; nothing hangs or panics.
func FuzzRead(f *testing.F) {
	for _, seed := range []string{"query($a: [ID!]! = [1]) { a(x: $a) { ...F } } fragment F on A { b }", "{a(x:{b:[$c,1.5,\"d\"]})}", "query(", "{...", "mutation{a(b:"} {
		f.Add(seed)
	}
	s, err := graphql.GitHub()
	if err != nil {
		f.Fatal(err)
	}
	f.Fuzz(func(_ *testing.T, query string) {
		if op, err := graphql.Read(graphql.Request{Query: query}); err == nil {
			s.Check(op)
		}
	})
}
