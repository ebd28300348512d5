package mapping_test

import (
	"regexp"
	"testing"

	"golang.org/x/text/unicode/norm"

	"github.com/followthrough/followthrough/mapping"
	"github.com/followthrough/followthrough/sync/review"
)

// forms are the two in which systems write names.
func forms() []func(string) string { return []func(string) string{norm.NFC.String, norm.NFD.String} }

// Whatever a rule or a team names is found in a review that writes it in
// another Unicode form, and the other way round.
func TestConditionsInOtherForms(t *testing.T) {
	const word = "Überprüfung sécurité"
	for name, c := range map[string]struct {
		when func(string) mapping.When
		says func(string) mapping.Query
	}{
		"review":   {func(s string) mapping.When { return mapping.When{Review: []string{s + "/**"}} }, func(s string) mapping.Query { return mapping.Query{Path: s + "/a.md"} }},
		"service":  {func(s string) mapping.When { return mapping.When{Service: []string{s}} }, func(s string) mapping.Query { return mapping.Query{Review: &review.Review{Services: []string{s}}} }},
		"severity": {func(s string) mapping.When { return mapping.When{Severity: []string{s}} }, func(s string) mapping.Query { return mapping.Query{Review: &review.Review{Severity: s}} }},
		"label":    {func(s string) mapping.When { return mapping.When{Label: []string{s}} }, func(s string) mapping.Query { return mapping.Query{Review: &review.Review{Labels: []string{s}}} }},
		"type":     {func(s string) mapping.When { return mapping.When{Type: []string{s}} }, func(s string) mapping.Query { return mapping.Query{Action: &review.Action{Type: s}} }},
		"priority": {func(s string) mapping.When { return mapping.When{Priority: []string{s}} }, func(s string) mapping.Query { return mapping.Query{Action: &review.Action{Priority: s}} }},
		"owner":    {func(s string) mapping.When { return mapping.When{Owner: []string{s}} }, func(s string) mapping.Query { return mapping.Query{Action: &review.Action{Owner: s}} }},
		"title": {func(s string) mapping.When {
			return mapping.When{Title: []*regexp.Regexp{regexp.MustCompile(norm.NFC.String(s))}} // as config compiles it
		}, func(s string) mapping.Query { return mapping.Query{Action: &review.Action{Title: s}} }},
	} {
		for _, typed := range forms() {
			m := build(t, []mapping.Rule{{When: c.when(typed(word)), Team: "payments"}}, "")
			for _, found := range forms() {
				if d := m.Decide(filled(c.says(found(word)))); d.Team == nil || d.Team.Name != "payments" {
					t.Errorf("%s: %s", name, d.Why)
				}
			}
			if d := m.Decide(filled(c.says("Uberprufung securite"))); d.Team != nil {
				t.Errorf("%s: another word leads to %s: %s", name, d.Team.Name, d.Why)
			}
		}
	}
}

func filled(q mapping.Query) mapping.Query {
	if q.Review == nil {
		q.Review = &review.Review{}
	}
	if q.Action == nil {
		q.Action = &review.Action{}
	}
	return q
}

func TestTeamsInOtherForms(t *testing.T) {
	for _, typed := range forms() {
		m, problems := mapping.New([]mapping.Team{{
			Name: typed("Équipe"), Formerly: []string{typed("Früher")}, Aliases: []string{typed("Zahlungsverkehr-Süd")},
			Members: []string{typed("Zoë Lark")}, Services: []string{typed("câblage")},
			Backlog: mapping.Backlog{Tracker: "local", Project: typed("équipe.md")},
		}}, []mapping.Rule{{When: mapping.When{Kind: []string{"incident"}}, Team: norm.NFD.String("Équipe")}}, norm.NFC.String("Équipe"))
		if len(problems) > 0 {
			t.Fatal(problems)
		}
		for _, found := range forms() {
			if m.Team(found("Équipe")) == nil || m.Team(found("Früher")) == nil || m.TeamOf("local", found("ÉQUIPE.md")) == nil {
				t.Error("the team is not found by name, former name or backlog")
			}
			for _, owner := range []string{"équipe", "zahlungsverkehr süd", "Zoë Lark"} {
				if d := m.Decide(filled(mapping.Query{Action: &review.Action{Owner: found(owner)}})); d.Team == nil || d.Fallback {
					t.Errorf("owner %q: %s", owner, d.Why)
				}
			}
			if d := m.Decide(filled(mapping.Query{Review: &review.Review{Services: []string{found("Câblage")}}})); d.Team == nil || d.Fallback {
				t.Errorf("service: %s", d.Why)
			}
		}
	}
}
