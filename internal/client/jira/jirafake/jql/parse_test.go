package jql_test

import (
	"encoding/json"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/followthrough/followthrough/internal/client/jira/jirafake/jql"
)

// What is read is what was written: as the vendor's own parser tells it.
func TestStructure(t *testing.T) {
	tests := []struct{ jql, want string }{
		{"", `{}`},
		{"ORDER BY Rank", `{"orderBy":{"fields":[{"direction":"asc","field":{"encodedName":"Rank","name":"Rank"}}]}}`},
		{"a1 = x OR b1 = y AND c1 = z", `or(a1 = x, and(b1 = y, c1 = z))`},
		{"(a1 = x OR b1 = y) AND c1 = z", `and(or(a1 = x, b1 = y), c1 = z)`},
		{"NOT a1 = x AND ! b1 = y", `and(not(a1 = x), not(b1 = y))`},
		{`a1 = 'it''s'`, ""},
		{`a1 = "say \"no\""`, `a1 = say "no"`},
		{"a1 is not empty", "a1 is not EMPTY"},
		{"a1 not in (x, f(), EMPTY)", "a1 not in [x f() EMPTY]"},
		{"a1 in x", ""},
		{"a1 = (x)", ""},
		{"a1 = x and", ""},
		{"a1 = x b1 = y", ""},
		{"(a1 = x", ""},
		{"a1 in (x", ""},
		{"a1 = f(", ""},
		{"order a1", ""},
		{"order by", ""},
		{"in = x", ""},
		{"a1 = select", ""},
		{`a1 = "select"`, "a1 = select"},
	}
	for _, tt := range tests {
		q, err := jql.Parse(tt.jql)
		if (err != nil) != (tt.want == "") {
			t.Errorf("%q: %v", tt.jql, err)
			continue
		}
		if err != nil {
			continue
		}
		got, err := json.Marshal(q.Structure())
		if err != nil {
			t.Fatal(err)
		}
		if q.Where != nil {
			got = []byte(short(q.Structure()["where"].(map[string]any)))
		}
		if string(got) != tt.want {
			t.Errorf("%q reads as %s, not %s", tt.jql, got, tt.want)
		}
	}
}

// short is a structure in a few words.
func short(c map[string]any) string {
	if clauses, junction := c["clauses"].([]any); junction {
		var parts []string
		for _, below := range clauses {
			parts = append(parts, short(below.(map[string]any)))
		}
		return c["operator"].(string) + "(" + strings.Join(parts, ", ") + ")"
	}
	field := c["field"].(map[string]any)["name"].(string)
	return field + " " + c["operator"].(string) + " " + operand(c["operand"].(map[string]any))
}

func operand(o map[string]any) string {
	if values, list := o["values"].([]any); list {
		var parts []string
		for _, v := range values {
			parts = append(parts, operand(v.(map[string]any)))
		}
		return "[" + strings.Join(parts, " ") + "]"
	}
	switch {
	case o["keyword"] != nil:
		return "EMPTY"
	case o["function"] != nil:
		return o["function"].(string) + "()"
	}
	return o["value"].(string)
}

// Nothing that is sent makes the reader fall over, and what it accepts it can
// judge.
func FuzzParse(f *testing.F) {
	for _, s := range []string{
		"project in (A, B) AND labels = x ORDER BY created DESC", `summary ~ "\"x\""`, "a is EMPTY or not (b != 1)", "((((", `"`, "updated >= -7m", "cf[1] = 2",
	} {
		f.Add(s)
	}
	column := jql.Column[string]{Values: func(s string) []string { return []string{s} }, When: nil}
	r := jql.Reader[string]{
		Column: func(string) (jql.Column[string], bool) { return column, true },
		Number: func(s string) int { return len(s) }, Now: time.Unix(0, 0),
	}
	f.Fuzz(func(t *testing.T, s string) {
		q, err := jql.Parse(s)
		if err != nil {
			return
		}
		_ = q.Structure()
		if _, err := r.Judge(q); err != nil {
			return
		}
		r.Matches(q.Where, s)
		items := []string{s, "b", "a"}
		r.Sort(items, q.Order)
		if !slices.Contains(items, s) {
			t.Errorf("lost %q", s)
		}
	})
}
