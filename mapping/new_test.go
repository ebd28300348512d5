package mapping_test

import (
	"encoding/json"
	"regexp"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/followthrough/followthrough/mapping"
)

func TestNewTellsAllMistakesAtOnce(t *testing.T) {
	teams := []mapping.Team{
		{Name: "search", Aliases: []string{"Finders"}, Members: []string{"@wren"}, Services: []string{"index"}, At: "1"},
		{Name: "payments", Formerly: []string{"search"}, Aliases: []string{"@finders team", ""}, Members: []string{"Wren Moss <wren>"},
			Services: []string{"INDEX"}, At: "2"},
		{Name: "search", At: "3"},
	}
	rules := []mapping.Rule{
		{When: mapping.When{Severity: []string{"sev1"}}, Team: "serch", At: "4"},
		{When: mapping.When{Kind: []string{"outage"}, Review: []string{"a["}}, Team: "payments", At: "5"},
		{Team: "payments", At: "6"},
	}
	_, got := mapping.New(teams, rules, "paymants")
	want := []mapping.Problem{
		{At: "3", Part: "name", Text: "team search is defined twice (also at 1): make them one, or give this one another name"},
		{At: "2", Part: "formerly[0]", Text: "this former name of payments already leads to search, as its name, and one text leads to one team: take it out of one of them"},
		{At: "2", Part: "aliases[0]", Text: "this alias of payments already leads to search, as its alias, and one text leads to one team: take it out of one of them"},
		{At: "2", Part: "aliases[1]", Text: "this alias is empty: take it out"},
		{At: "2", Part: "members[0]", Text: "this member of payments already leads to search, as its member, and one text leads to one team: take it out of one of them"},
		{At: "2", Part: "services[0]", Text: "this service of payments already leads to search, as its service, and one text leads to one team: take it out of one of them"},
		{At: "4", Part: "team", Text: `unknown team "serch": did you mean "search"?`},
		{At: "5", Part: "when.kind", Text: `unknown kind "outage": use incident or near_miss`},
		{At: "5", Part: "when.review", Text: `"a[" is no glob: a [ or { in it is not closed`},
		{At: "6", Part: "when", Text: "this rule has no condition and would take everything: name one, or use fallback"},
		{Text: `unknown team "paymants": did you mean "payments"?`},
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}

func TestTeamsByNameAndPlace(t *testing.T) {
	m := build(t, nil, "")
	for _, c := range []struct{ name, want string }{{"payments", "payments"}, {"wallet", "payments"}, {"Payments", ""}, {"", ""}} {
		if got := name(m.Team(c.name)); got != c.want {
			t.Errorf("Team(%q) is %q", c.name, got)
		}
	}
	shared := append(teams(), mapping.Team{Name: "x", Backlog: mapping.Backlog{Tracker: "local", Project: "data.md", Apart: "X"}})
	m, _ = mapping.New(shared, nil, "")
	for _, c := range []struct{ tracker, project, want string }{
		{"local", "payments.md", "payments"},
		{"local", "data.md", ""},
		{"other", "payments.md", ""},
		{mapping.NoTracker, "", ""},
	} {
		if got := name(m.TeamOf(c.tracker, c.project)); got != c.want {
			t.Errorf("TeamOf(%s, %s) is %q, want %q", c.tracker, c.project, got, c.want)
		}
	}
	var all []string
	for _, team := range m.Teams() {
		all = append(all, team.Name)
	}
	if diff := cmp.Diff([]string{"data-platform", "facilities", "payments", "x"}, all); diff != "" {
		t.Error(diff)
	}
}

func TestSilos(t *testing.T) {
	at := func(name, project, apart, silo string) mapping.Team {
		return mapping.Team{Name: name, At: name, Backlog: mapping.Backlog{Tracker: "jira", Project: project, Apart: apart, Silo: silo}}
	}
	none := func(name string) mapping.Team {
		return mapping.Team{Name: name, At: name, Backlog: mapping.Backlog{Tracker: mapping.NoTracker}}
	}
	for _, c := range []struct {
		name  string
		teams []mapping.Team
		want  []string // "At Part"
	}{
		{"each its own", []mapping.Team{at("a", "A", "", ""), at("b", "B", "", "")}, nil},
		{"told apart", []mapping.Team{at("a", "A", "x", ""), at("b", "A", "", "")}, nil},
		{"nothing tells apart", []mapping.Team{at("a", "A", "x", ""), at("b", "a", "X", ""), at("c", "A", "x", "")}, []string{"b backlog"}},
		{"shared on purpose", []mapping.Team{at("a", "A", "", "one board"), at("b", "A", "", "one board")}, nil},
		{"only one says so", []mapping.Team{at("a", "A", "", "one board"), at("b", "A", "", "")}, []string{"b backlog"}},
		{"no tracker", []mapping.Team{none("a"), none("b")}, nil},
		{"named for post-mortems", []mapping.Team{at("a", "acme/post-mortem-actions", "", "")}, []string{"a backlog.project"}},
		{"and says why", []mapping.Team{at("a", "acme/post-mortem-actions", "", "we write them")}, nil},
	} {
		m, problems := mapping.New(c.teams, nil, "")
		if len(problems) > 0 {
			t.Fatal(problems)
		}
		var got []string
		for _, p := range m.CheckSilos() {
			got = append(got, p.At+" "+p.Part)
		}
		if diff := cmp.Diff(c.want, got); diff != "" {
			t.Errorf("%s: %s", c.name, diff)
		}
	}
}

func TestSaysIncidents(t *testing.T) {
	for project, want := range map[string]bool{
		"INC": true, "INCIDENT": true, "incidents.md": true, "PostMortems": true, "post_mortem.md": true, "acme/postmortems": true,
		"Near misses": true, "team-incidents": true, "dir/incidents.md": true,
		"PAY": false, "incidental.md": false, "acme-incidents/web": false, "coincidents": false, "inc.md": false, "": false,
	} {
		if mapping.SaysIncidents(project) != want {
			t.Errorf("%q: want %v", project, want)
		}
	}
}

func TestDigestChangesWithWhateverDecides(t *testing.T) {
	base := func() ([]mapping.Team, []mapping.Rule, string) {
		return teams(), []mapping.Rule{
			{When: mapping.When{Title: []*regexp.Regexp{regexp.MustCompile("a")}}, Team: "payments", At: "1"},
			{When: mapping.When{Owner: []string{"x"}}, Team: "payments", At: "2"},
		}, ""
	}
	digest := func(change func([]mapping.Team, []mapping.Rule, *string)) string {
		ts, rs, fallback := base()
		change(ts, rs, &fallback)
		m, _ := mapping.New(ts, rs, fallback)
		return m.Digest()
	}
	same := digest(func([]mapping.Team, []mapping.Rule, *string) {})
	if moved := digest(func(ts []mapping.Team, rs []mapping.Rule, _ *string) {
		ts[0].At, rs[0].At = "9", "9"
		ts[0], ts[1] = ts[1], ts[0]
	}); moved != same {
		t.Error("moving a definition changes the digest")
	}
	for name, change := range map[string]func([]mapping.Team, []mapping.Rule, *string){
		"fallback": func(_ []mapping.Team, _ []mapping.Rule, f *string) { *f = "payments" },
		"create":   func(ts []mapping.Team, _ []mapping.Rule, _ *string) { ts[0].Create = mapping.CreateOff },
		"alias":    func(ts []mapping.Team, _ []mapping.Rule, _ *string) { ts[0].Aliases[0] = "other" },
		"project":  func(ts []mapping.Team, _ []mapping.Rule, _ *string) { ts[0].Backlog.Project = "other" },
		"settings": func(ts []mapping.Team, _ []mapping.Rule, _ *string) {
			ts[0].Backlog.Settings = json.RawMessage(`{"a":1}`)
		},
		"due": func(ts []mapping.Team, _ []mapping.Rule, _ *string) { ts[0].Backlog.Due.Default = time.Hour },
		"title": func(_ []mapping.Team, rs []mapping.Rule, _ *string) {
			rs[0].When.Title[0] = regexp.MustCompile("b")
		},
		"order": func(_ []mapping.Team, rs []mapping.Rule, _ *string) { rs[0], rs[1] = rs[1], rs[0] },
		"team":  func(_ []mapping.Team, rs []mapping.Rule, _ *string) { rs[0].Team = "facilities" },
	} {
		if digest(change) == same {
			t.Errorf("the digest does not change with %s", name)
		}
	}
}

func TestNearest(t *testing.T) {
	known := []string{"soak", "since", "report", "report_every"}
	for word, want := range map[string]string{"sok": "soak", "SOAK": "soak", "reprot": "report", "report_evry": "report_every", "colour": "", "": "", "x": ""} {
		if got := mapping.Nearest(word, known); got != want {
			t.Errorf("%q: got %q, want %q", word, got, want)
		}
	}
}
