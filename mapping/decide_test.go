package mapping_test

import (
	"regexp"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"github.com/followthrough/followthrough/mapping"
	"github.com/followthrough/followthrough/sync/review"
)

func teams() []mapping.Team {
	return []mapping.Team{
		{
			Name: "payments", Formerly: []string{"wallet"}, Aliases: []string{"Payments Team", "@acme/payments"},
			Members:  []string{"@quill", "Quill Marsh", "quill@acme.test"},
			Services: []string{"checkout", "Ledger API"}, At: "f.yaml:3:7",
			Backlog: mapping.Backlog{Tracker: "local", Project: "payments.md"},
		},
		{
			Name: "data-platform", Aliases: []string{"SRE"}, Members: []string{"Heron Vale <heron@acme.test>", "@osprey-w"},
			Services: []string{"warehouse"}, At: "f.yaml:9:7",
			Backlog: mapping.Backlog{Tracker: "local", Project: "data.md"},
		},
		{Name: "facilities", At: "f.yaml:15:7", Backlog: mapping.Backlog{Tracker: mapping.NoTracker}},
	}
}

func build(t *testing.T, rules []mapping.Rule, fallback string) *mapping.Mapping {
	t.Helper()
	m, problems := mapping.New(teams(), rules, fallback)
	if len(problems) > 0 {
		t.Fatalf("problems: %+v", problems)
	}
	return m
}

func TestOwnerTextsAsPeopleWriteThem(t *testing.T) {
	m := build(t, nil, "")
	for text, want := range map[string]string{
		"payments": "payments", "Payments": "payments", "PAYMENTS TEAM": "payments", "team payments": "payments",
		"@acme/payments": "payments", "[Payments]": "payments", "(payments)": "payments", "wallet": "payments",
		"@quill": "payments", "quill": "payments", "QUILL MARSH": "payments", "quill@acme.test": "payments",
		"Quill Marsh <quill@acme.test>": "payments", "mailto:quill@acme.test": "payments", "@payments.": "payments",
		"Data Platform": "data-platform", "data_platform team": "data-platform", "@acme/data-platform": "data-platform",
		"@other-org/payments": "payments", "heron@acme.test": "data-platform", "Heron Vale": "data-platform",
		"SRE/Payments": "data-platform", "nobody/Payments": "payments", "@nobody + @quill": "payments",
		"@quill+@osprey-w": "payments", "@osprey-w @quill": "data-platform", "Quill Marsh (SRE)": "payments",
		"Unknown Person (SRE)": "data-platform", "payments and SRE": "payments", "SRE, payments": "data-platform",
		"": "", "nobody": "", "@payment": "", "paymentsteam": "", "team": "", "+": "", "@": "", "()": "",
	} {
		d := m.Decide(mapping.Query{Review: &review.Review{}, Action: &review.Action{Owner: text}})
		if got := name(d.Team); got != want {
			t.Errorf("owner %q leads to %q, want %q (%s; %q)", text, got, want, d.Why, d.Tried)
		}
	}
}

// An address or an account's id beside an owner leads to a team where the
// name does not, by the members and by rules, and is told to nobody.
func TestContactsLeadToATeam(t *testing.T) {
	m := build(t, []mapping.Rule{{When: mapping.When{Owner: []string{"@U123"}}, Team: "facilities"}}, "")
	for _, c := range []struct {
		owner    string
		contacts []string
		want     string
	}{
		{"Somebody Else", []string{"quill@acme.test"}, "payments"},
		{"Somebody Else", []string{"nobody@acme.test", "HERON@acme.test"}, "data-platform"},
		{"Heron Vale", []string{"quill@acme.test"}, "data-platform"},
		{"Somebody Else", []string{"@U123"}, "facilities"},
		{"Somebody Else", []string{"nobody@acme.test"}, ""},
		{"", []string{"quill@acme.test"}, ""},
	} {
		d := m.Decide(mapping.Query{Review: &review.Review{}, Action: &review.Action{Owner: c.owner, Contacts: c.contacts}})
		if got := name(d.Team); got != c.want {
			t.Errorf("%q with %q leads to %q, want %q", c.owner, c.contacts, got, c.want)
		}
		for _, said := range append(append(d.Notes, d.Tried...), d.Why) {
			if strings.Contains(said, "acme.test") || strings.Contains(said, "U123") {
				t.Errorf("told: %s", said)
			}
		}
	}
}

func TestTwoOwnersOfDifferentTeamsGoToTheFirstAndSaySo(t *testing.T) {
	m := build(t, nil, "")
	d := m.Decide(mapping.Query{Review: &review.Review{}, Action: &review.Action{Owner: "@osprey-w + @quill"}})
	want := []string{"the owner written in the action names two teams, data-platform and payments: the first one counts"}
	if diff := cmp.Diff(want, d.Notes); diff != "" {
		t.Error(diff)
	}
	same := m.Decide(mapping.Query{Review: &review.Review{}, Action: &review.Action{Owner: "@quill + payments"}})
	if len(same.Notes) > 0 {
		t.Errorf("two owners of one team are noted: %q", same.Notes)
	}
}

// Case, "@", brackets, the word "team" and what stands around it change
// nothing of where an owner leads.
func TestDecorationDoesNotChangeAnOwner(t *testing.T) {
	m := build(t, nil, "")
	plain := map[string]string{"payments": "payments", "wallet": "payments", "data-platform": "data-platform", "sre": "data-platform", "quill": "payments"}
	rapid.Check(t, func(t *rapid.T) {
		word := rapid.SampledFrom([]string{"payments", "wallet", "data-platform", "sre", "quill"}).Draw(t, "word")
		text := word
		for _, change := range rapid.SliceOfDistinct(rapid.SampledFrom([]func(string) string{
			strings.ToUpper,
			func(s string) string { return s + " team" },
			func(s string) string { return "Team " + s },
			func(s string) string { return "[" + s + "]" },
			func(s string) string { return "(" + s + ")." },
			func(s string) string { return "  " + s + "\t" },
			func(s string) string { return "**" + s + "**" },
			func(s string) string { return s + " + somebody" },
			func(s string) string { return "nobody, " + s },
		}), func(f func(string) string) string { return f("x") }).Draw(t, "changes") {
			text = change(text)
		}
		d := m.Decide(mapping.Query{Review: &review.Review{}, Action: &review.Action{Owner: text}})
		if name(d.Team) != plain[word] {
			t.Fatalf("%q leads to %q, want %q", text, name(d.Team), plain[word])
		}
	})
}

// Each row takes away what decided the row before it.
func TestOrderOfWhatDecides(t *testing.T) {
	rules := []mapping.Rule{
		{When: mapping.When{Title: []*regexp.Regexp{regexp.MustCompile("(?i)alert")}, Severity: []string{"SEV1"}}, Team: "data-platform"},
		{When: mapping.When{Owner: []string{"@quill"}, Label: []string{"db"}}, Team: "facilities"},
	}
	m := build(t, rules, "facilities")
	r := review.Review{Severity: "sev1", Labels: []string{"DB"}, Services: []string{"nothing", "warehouse", "checkout"}, Team: "wallet", Owner: "heron vale"}
	a := review.Action{Title: "Alert on depth", Owner: "@quill", Answer: review.Answer{Team: "data platform"}}
	for _, step := range []struct {
		want, why string
		then      func()
	}{
		{"data-platform", "(team: data-platform) stands in the line", func() { a.Answer.Team = "" }},
		{"facilities", "rule 2 matches: label db, owner", func() { r.Labels = nil }},
		{"payments", "the owner written in the action is a member of payments", func() { a.Owner = "nobody" }},
		{"data-platform", "rule 1 matches: severity SEV1, title (?i)alert", func() { r.Severity = "sev2" }},
		{"payments", "the review's own team is a former name of payments", func() { r.Team = "" }},
		{"data-platform", "the review's own owner is a member of data-platform", func() { r.Owner = "" }},
		{"data-platform", "the review's service warehouse belongs to data-platform", func() { r.Services = nil }},
		{"facilities", "nothing else leads to a team, and facilities is the fallback", func() {}},
	} {
		d := m.Decide(mapping.Query{Review: &r, Action: &a})
		if name(d.Team) != step.want || d.Why != step.why {
			t.Errorf("got %s because %q, want %s because %q", name(d.Team), d.Why, step.want, step.why)
		}
		step.then()
	}
	d := m.Decide(mapping.Query{Review: &r, Action: &a})
	want := []string{
		"no (team: …) stands in the line",
		"rule 2: no label is given, and the owner is one that no team knows, not a member of payments",
		"the owner written in the action leads to no team",
		"rule 1: the severity is sev2, not SEV1",
		"the review names no team and no owner of its own",
		"the review names no service",
	}
	if diff := cmp.Diff(want, d.Tried); diff != "" {
		t.Error(diff)
	}
}

func TestUnknownTeamInTheLineGoesNowhereElse(t *testing.T) {
	m := build(t, nil, "facilities")
	d := m.Decide(mapping.Query{Review: &review.Review{}, Action: &review.Action{Owner: "payments", Answer: review.Answer{Team: "paymets"}}})
	if d.Team != nil || d.Why != "its line says (team: …), but no team is named paymets: did you mean payments?" {
		t.Errorf("got %s: %s", name(d.Team), d.Why)
	}
}

func TestSeveralServicesTheFirstWithATeamDecides(t *testing.T) {
	m := build(t, nil, "")
	d := m.Decide(mapping.Query{Review: &review.Review{Services: []string{"x", "LEDGER  api", "warehouse"}}, Action: &review.Action{}})
	if name(d.Team) != "payments" || len(d.Notes) != 1 {
		t.Errorf("got %s, notes %q", name(d.Team), d.Notes)
	}
}

func TestConditions(t *testing.T) {
	q := mapping.Query{Source: "sre", Path: "payments/2026/x.md",
		Review: &review.Review{Kind: review.NearMiss, Severity: "P1", Labels: []string{"Database"}, Services: []string{"checkout"}},
		Action: &review.Action{Title: "Add dashboards", Type: "Prevent", Priority: "High", Owner: "Someone Else + @kestrel"}}
	re := func(s string) []*regexp.Regexp { return []*regexp.Regexp{regexp.MustCompile(s)} }
	for _, c := range []struct {
		name string
		when mapping.When
		want bool
	}{
		{"source", mapping.When{Source: []string{"x", "SRE"}}, true},
		{"other source", mapping.When{Source: []string{"sr"}}, false},
		{"glob", mapping.When{Review: []string{"payments/**"}}, true},
		{"glob of one level", mapping.When{Review: []string{"payments/*"}}, false},
		{"near miss", mapping.When{Kind: []string{"near-miss"}}, true},
		{"incident", mapping.When{Kind: []string{"incident"}}, false},
		{"severity", mapping.When{Severity: []string{"p1"}}, true},
		{"label", mapping.When{Label: []string{"database"}}, true},
		{"service", mapping.When{Service: []string{"Checkout"}}, true},
		{"type", mapping.When{Type: []string{"prevent"}}, true},
		{"priority", mapping.When{Priority: []string{"low", "high"}}, true},
		{"one of two owners", mapping.When{Owner: []string{"kestrel"}}, true},
		{"no owner of them", mapping.When{Owner: []string{"someone"}}, false},
		{"title anywhere", mapping.When{Title: re("dash")}, true},
		{"title's case counts", mapping.When{Title: re("add")}, false},
		{"all must match", mapping.When{Title: re("dash"), Type: []string{"detect"}}, false},
	} {
		m := build(t, []mapping.Rule{{When: c.when, Team: "facilities"}}, "")
		q.Review.Services = []string{"checkout"}
		if got := name(m.Decide(q).Team) == "facilities"; got != c.want {
			t.Errorf("%s: matches %v, want %v: %q", c.name, got, c.want, m.Decide(q).Tried)
		}
	}
}

func name(t *mapping.Team) string {
	if t == nil {
		return ""
	}
	return t.Name
}
