package suggest

import (
	"fmt"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"github.com/followthrough/followthrough/mapping"
)

// configured is a mapping of some teams.
func configured(t interface {
	Helper()
	Fatal(args ...any)
}, teams ...mapping.Team) *mapping.Mapping {
	t.Helper()
	m, problems := mapping.New(teams, nil, "")
	if len(problems) > 0 {
		t.Fatal(problems)
	}
	return m
}

// owners are reviews that name owners, a line each.
func owners(texts ...string) Review {
	r := Review{Name: "r:a.md"}
	for i, text := range texts {
		r.Owners = append(r.Owners, Owner{Text: text, Line: i + 1})
	}
	return r
}

// shown is a suggestion in short.
func shown(s Suggestion) string {
	var b strings.Builder
	list := func(name string, texts []Text) {
		if len(texts) == 0 {
			return
		}
		b.WriteString("  " + name + ":")
		for _, t := range texts {
			fmt.Fprintf(&b, " %s(%d)", t.Text, t.Count)
		}
		b.WriteString("\n")
	}
	for _, t := range s.Teams {
		fmt.Fprintf(&b, "%s %d %v\n", t.Name, t.Count, t.First)
		list("aliases", t.Aliases)
		list("also", t.Also)
		list("maybe", t.Maybe)
		list("members", t.Members)
		list("services", t.Services)
		list("maybe services", t.MaybeServices)
		if t.Backlog != nil {
			fmt.Fprintf(&b, "  in %s %s %s %.2f\n", t.Backlog.Tracker, t.Backlog.Project, t.Backlog.Component, t.Backlog.Score)
		}
		for _, f := range t.Fits {
			fmt.Fprintf(&b, "  or %s %s %.2f\n", f.Tracker, f.Project, f.Score)
		}
	}
	for _, p := range s.People {
		list("person", p.Texts)
	}
	for _, u := range s.Unsure {
		list("unsure", u.Texts)
	}
	for _, one := range s.Services {
		fmt.Fprintf(&b, "  service: %s %v\n", one.Text.Text, one.Maybe)
	}
	return b.String()
}

func TestMake(t *testing.T) {
	pay := mapping.Team{Name: "Payments", Backlog: mapping.Backlog{Tracker: "jira", Project: "PAY"}}
	tests := map[string]struct {
		in   Input
		want string
	}{
		"ways to write one team": {
			Input{Mapping: configured(t), Reviews: []Review{owners("payments-team", "Payments", "Team Payments", "@acme/payments", "Payment squad", "Payments", "pay@acme.test")}},
			`Payments 6 {r:a.md 1}
  aliases: Payment squad(1)
  also: Payments(2) @acme/payments(1) Team Payments(1) payments-team(1)
  person: pay@acme.test(1)
`,
		},
		"a team that is there gets what it lacks": {
			Input{Mapping: configured(t, pay), Reviews: []Review{owners("Payments", "payments squad", "Payents on-call", "Search team")}},
			`Payments 2 {r:a.md 1}
  aliases: payments squad(1)
  also: Payments(1)
  maybe: Payents on-call(1)
Search 1 {r:a.md 4}
  also: Search team(1)
`,
		},
		"people and their teams": {
			Input{Mapping: configured(t), Reviews: []Review{owners("Quill Marsh (Falcon)", "Falcon team", "quill.marsh@acme.test", "Wren Moss", "Wren", "@wren", "Otto Berg (Falcon)", "Otto Berg (Search)")}},
			`Falcon 3 {r:a.md 1}
  also: Falcon(2) Falcon team(1)
  members: Quill Marsh(1) quill.marsh@acme.test(1)
Search 1 {r:a.md 8}
  also: Search(1)
  person: @wren(1) Wren(1)
  person: Otto Berg(2)
  person: Wren Moss(1)
`,
		},
		"one team or two owners": {
			Input{Mapping: configured(t), Reviews: []Review{owners("Trust and Safety", "Trust & Safety team", "Payments, Search team", "Search", "R&D", "R&D")}},
			`Search 2 {r:a.md 3}
  also: Search(1) Search team(1)
Trust & Safety 2 {r:a.md 1}
  aliases: Trust and Safety(1)
  also: Trust & Safety team(1)
Payments 1 {r:a.md 3}
  also: Payments(1)
  unsure: R&D(2)
`,
		},
		"nobody, and what is no name": {
			Input{Mapping: configured(t), Reviews: []Review{owners("TBD", "?", "everyone", strings.Repeat("x", 10_000), "somebody of us should really look at that one day", "")}},
			`  unsure: somebody of us should really look at that one day(1)
`,
		},
		"a team is what says so": {
			Input{Mapping: configured(t), Reviews: []Review{
				{Name: "r:a.md", Team: "Falcon", Owners: []Owner{{Text: "falcon", Line: 3}, {Text: "Atlas", Says: SaysTeam, Line: 4}, {Text: "Mercury", Line: 5}}},
				{Name: "r:b.md", Team: "Quill Marsh"},
			}},
			`Falcon 2 {r:a.md 0}
  also: Falcon(1) falcon(1)
Atlas 1 {r:a.md 4}
  also: Atlas(1)
  person: Quill Marsh(1)
  unsure: Mercury(1)
`,
		},
		"services": {
			Input{Mapping: configured(t, pay), Reviews: []Review{
				{Name: "r:a.md", Team: "Search", Services: []string{"index", "payments"}},
				{Name: "r:b.md", Team: "Search", Services: []string{"index", "search-api", "edge"}},
				{Name: "r:c.md", Team: "Payments", Services: []string{"edge", "lone"}},
				{Name: "r:d.md", Services: []string{"orphan", "TBD"}},
			}},
			`Search 2 {r:a.md 0}
  also: Search(2)
  services: index(2)
  maybe services: search-api(1)
Payments 1 {r:c.md 0}
  also: Payments(1)
  services: payments(1)
  maybe services: lone(1)
  service: edge [Search Payments]
  service: orphan []
`,
		},
		"a name beside words of a team": {
			Input{Mapping: configured(t), Reviews: []Review{owners("Quill Marsh", "Quill SRE", "Quill → Search", "Quill Payments", "Equipo de Pagos")}},
			`Pagos 1 {r:a.md 5}
  aliases: Equipo de Pagos(1)
Search 1 {r:a.md 3}
  also: Search(1)
  members: Quill → Search(1)
  person: Quill(1) Quill Marsh(1)
  unsure: Quill Payments(1)
  unsure: Quill SRE(1)
`,
		},
		"a team and somebody, in one text": {
			Input{Mapping: configured(t), Reviews: []Review{owners("Payments - Quill Marsh", "Payments: @quill", "Payments -> Search", "Payments (Otto Berg)")}},
			`Payments 4 {r:a.md 1}
  also: Payments(4)
  members: Otto Berg(1) Quill Marsh(1) @quill(1) Payments - Quill Marsh(1)
Search 1 {r:a.md 3}
  also: Search(1)
`,
		},
		"a handle beside a team": {
			Input{Mapping: configured(t), Reviews: []Review{owners("Falcon team", "@falcon")}},
			`Falcon 1 {r:a.md 1}
  also: Falcon team(1)
  maybe: @falcon(1)
`,
		},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			if diff := cmp.Diff(tt.want, shown(Make(tt.in))); diff != "" {
				t.Error(diff)
			}
		})
	}
}

// Places go to the teams that they are called as, none to two.
func TestPlaces(t *testing.T) {
	jira := Tracker{Name: "jira", Places: []Place{
		{Project: "PAY", Name: "Payments"}, {Project: "SRCH", Name: "Search team backlog"}, {Project: "SRE", Name: "Reliability"}, {Project: "OLD", Name: "Checkout", Closed: "archived"},
		{Project: "INC", Name: "Incidents"}, {Project: "DP", Name: "Data Platform"}, {Project: "DP2", Name: "Data Platform"}, {Project: "MOB", Name: "Apps"},
	}}
	github := Tracker{Name: "github", Places: []Place{{Project: "acme/payments", Name: "acme/payments"}, {Project: "acme/search-api", Name: "acme/search-api"}, {Project: "acme/mobile", Name: "acme/mobile"}}}
	files := Tracker{Name: "files", Ending: ".md", Places: []Place{{Project: "storage", Name: "storage"}}}
	reviews := []Review{owners("Payments", "Payments", "Search team", "Site Reliability Engineering", "Checkout", "Data Platform", "Mobile", "Incidents team", "Storage", "Payments API", "Networking")}
	known := []Known{
		{Name: "mobile", From: "Backstage", Places: []Named{{Project: "MOB", Component: "iOS", Backlog: true, Why: "Backstage"}}},
		{Name: "checkout", From: "Backstage", Places: []Named{{Project: "MOB", Component: "Checkout", Backlog: true, Why: "Backstage"}}},
		{Name: "storage", From: "GitHub's teams", Places: []Named{{Project: "acme/mobile"}, {Project: "acme/payments"}}},
	}
	got := shown(Make(Input{Mapping: configured(t), Reviews: reviews, Known: known, Trackers: []Tracker{jira, github, files}}))
	places := regexp.MustCompile(`(?m)^(\S.*?) \d+ \{.*|^(  (?:in|or) .*)$`)
	var lines []string
	for _, line := range strings.Split(got, "\n") {
		if m := places.FindStringSubmatch(line); m != nil {
			lines = append(lines, m[1]+m[2])
		}
	}
	want := []string{
		"Payments", "  in jira PAY  1.00", "  or github acme/payments 1.00",
		"Checkout", "  in jira MOB Checkout 1.00",
		"Data Platform", "  or jira DP 1.00", "  or jira DP2 1.00",
		"Incidents",
		"Mobile", "  in jira MOB iOS 1.00", "  or github acme/mobile 1.00",
		"Networking", "  in files networking.md  1.00",
		"Payments API", "  or jira PAY 0.67", "  or github acme/payments 0.67", "  or github acme/search-api 0.50",
		"Search", "  in jira SRCH  1.00", "  or github acme/search-api 0.67",
		"Site Reliability Engineering", "  in jira SRE  0.85",
		"Storage", "  in files storage.md  1.00", "  or github acme/mobile 0.50", "  or github acme/payments 0.50",
	}
	if diff := cmp.Diff(want, lines); diff != "" {
		t.Error(diff)
	}
}

// Whatever is written, what is proposed can be taken over: it is a mapping without
// mistakes, one text leads to one team, and each to the team it is proposed for.
func TestWhatIsProposedIsAMapping(t *testing.T) {
	words := []string{"Payments", "payments", "team", "Team", "@acme/", "search", "Search", "Quill", "Marsh", "@quill", "-", "/", ", ", " and ", "(", ")", "squad", "on-call", "@acme.test", "${HOME}", "é", "\u200b", "\x1b[2J", "\n", "1", "ß", "<", ">", "|", "\"", "#", ": "}
	rapid.Check(t, func(t *rapid.T) {
		text := rapid.OneOf(
			rapid.Map(rapid.SliceOfN(rapid.SampledFrom(words), 1, 5), func(parts []string) string { return strings.Join(parts, "") }),
			rapid.Map(rapid.SliceOfN(rapid.SampledFrom(words), 1, 4), func(parts []string) string { return strings.Join(parts, " ") }),
			rapid.String(),
		)
		in := Input{Mapping: configured(t, mapping.Team{Name: "search", Aliases: []string{"finders"}, Members: []string{"Quill Marsh"}})}
		for i := range rapid.IntRange(1, 4).Draw(t, "reviews") {
			in.Reviews = append(in.Reviews, Review{
				Name: fmt.Sprint(i), Team: text.Draw(t, "team"), Services: rapid.SliceOfN(text, 0, 3).Draw(t, "services"), Owners: []Owner{{Text: text.Draw(t, "a")}, {Text: text.Draw(t, "b")}, {Text: text.Draw(t, "c")}},
			})
		}
		in.Known = []Known{{Name: text.Draw(t, "known"), Handles: []string{text.Draw(t, "handle")}, Services: []string{text.Draw(t, "service")}, From: "x"}}
		s := Make(in)
		if again := shown(Make(in)); again != shown(s) {
			t.Fatalf("not stable:\n%s\n%s", shown(s), again)
		}
		teams := map[string]*mapping.Team{}
		for _, one := range in.Mapping.Teams() {
			teams[one.Name] = &one
		}
		for _, one := range s.Teams {
			if !one.There {
				if teams[one.Name] != nil {
					t.Fatalf("%q is there already", one.Name)
				}
				teams[one.Name] = &mapping.Team{Name: one.Name}
			}
			for _, a := range one.Aliases {
				teams[one.Name].Aliases = append(teams[one.Name].Aliases, a.Text)
			}
			for _, a := range one.Members {
				teams[one.Name].Members = append(teams[one.Name].Members, a.Text)
			}
			for _, a := range one.Services {
				teams[one.Name].Services = append(teams[one.Name].Services, a.Text)
			}
		}
		var all []mapping.Team
		for _, one := range teams {
			all = append(all, *one)
		}
		m, problems := mapping.New(all, nil, "")
		if len(problems) > 0 {
			t.Fatalf("%v in\n%s", problems, shown(s))
		}
		for _, one := range s.Teams {
			for _, a := range slices.Concat(one.Aliases, one.Members, one.Also) {
				if got := m.Leads(a.Text); got == nil || got.Name != one.Name {
					t.Fatalf("%q leads to %v, not to %s", a.Text, got, one.Name)
				}
			}
		}
	})
}
