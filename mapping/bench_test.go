package mapping_test

import (
	"fmt"
	"testing"

	"github.com/followthrough/followthrough/mapping"
	"github.com/followthrough/followthrough/sync/review"
)

func BenchmarkDecideBehindAHundredRules(b *testing.B) {
	var rules []mapping.Rule
	for i := range 100 {
		rules = append(rules, mapping.Rule{When: mapping.When{Service: []string{fmt.Sprint("service-", i)}}, Team: "payments"})
	}
	m, problems := mapping.New(teams(), rules, "facilities")
	if len(problems) > 0 {
		b.Fatal(problems)
	}
	q := mapping.Query{Path: "a/b.md", Review: &review.Review{Services: []string{"other"}}, Action: &review.Action{Title: "x", Owner: "Somebody Else"}}
	for b.Loop() {
		m.Decide(q)
	}
}
