package jql_test

import (
	"slices"
	"testing"
	"time"

	"github.com/followthrough/followthrough/internal/client/jira/jirafake/jql"
)

// What is no query is refused.
func TestParseRefuses(t *testing.T) {
	for _, text := range []string{
		`a1 = 'it''s'`, "a1 in x", "a1 = (x)", "a1 = x and", "a1 = x b1 = y", "(a1 = x", "a1 in (x", "a1 = f(", "order a1", "order by", "in = x", "a1 = select",
	} {
		if _, err := jql.Parse(text); err == nil {
			t.Errorf("%q passes", text)
		}
	}
	for _, text := range []string{"", "ORDER BY Rank", "NOT a1 = x AND ! b1 = y", `a1 = "say \"no\""`, "a1 is not empty", "a1 not in (x, f(), EMPTY)", `a1 = "select"`} {
		if _, err := jql.Parse(text); err != nil {
			t.Errorf("%q: %v", text, err)
		}
	}
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
