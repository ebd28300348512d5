package main

import (
	"bytes"
	"fmt"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"github.com/followthrough/followthrough/cmd/followthrough/show"
	"github.com/followthrough/followthrough/cmd/followthrough/terminal"
	"github.com/followthrough/followthrough/config"
	"github.com/followthrough/followthrough/internal/client/github/githubfake"
	"github.com/followthrough/followthrough/internal/client/jira/jirafake"
	"github.com/followthrough/followthrough/mapping"
	"github.com/followthrough/followthrough/mapping/suggest"
)

// Nothing of a review leaves suggest that is restricted, in whatever way, or that
// can't be read whole: no owner, no service, no path, no count of theirs.
func TestSuggestShowsNothingOfRestrictedReviews(t *testing.T) {
	dir := t.TempDir()
	file := filepath.Join(dir, "followthrough.yaml")
	put(t, file, leakConfig)
	docs, conflicts := 0, 0
	add := func(folder, front string) {
		docs++
		if strings.Contains(front, "<<<<<<<") {
			conflicts++ // can't be read at all
		}
		put(t, filepath.Join(dir, folder, fmt.Sprintf("squid-%04d.md", docs)),
			front+"# Queue\n\n**Team:** Squid team\n\n## Action items\n\n- [ ] Close it (owner: Squid team)\n- [ ] Close it (owner: Quill Squid)\n- [ ] Close it (owner: @squid)\n")
	}
	for _, front := range malformed() {
		for _, sign := range restrictedSigns {
			add("plain", fmt.Sprintf(front, sign+"\nservices: [squid-api]"))
		}
		add("plain/security", fmt.Sprintf(front, "services: [squid-api]"))
	}
	put(t, filepath.Join(dir, "plain", "squid-latin.md"), "# caf\xe9 squid\n")
	put(t, filepath.Join(dir, "plain", "open.md"), "---\nservices: [index]\n---\n# Open\n\n## Action items\n\n- [ ] Do it (owner: Search team)\n")
	for _, args := range [][]string{{"suggest", "--source", "plain"}, {"suggest", "-o", "json"}} {
		out := heard(t, file, args...)
		if strings.Contains(strings.ToLower(out), "squid") {
			t.Errorf("%v tells of restricted reviews:\n%.2000s", args, out)
		}
		if !strings.Contains(out, "Search") {
			t.Errorf("%v: what is open to all is missing:\n%s", args, out)
		}
	}
	if out := heard(t, file, "suggest"); !strings.Contains(out, "From 1 review with 1 action") || !strings.Contains(out, fmt.Sprintf("Left out: %d reviews that may be restricted", docs-conflicts)) {
		t.Errorf("of %d:\n%s", docs, out)
	}
}

// Words that usually restrict are heeded although nothing is configured yet;
// drafts are read: tomorrow they are reviews, and their owners are the same.
func TestSuggestBeforeAnythingIsRestricted(t *testing.T) {
	dir := t.TempDir()
	file := filepath.Join(dir, "followthrough.yaml")
	put(t, file, "sources: [{name: plain, folder: {path: plain}, since: 2099-01-01}]\nmapping: {teams: []}\n")
	for i, front := range []string{"visibility: confidential", "restricted: true", "Classification: Secret", "private: yes", "tlp: red", "restricted: [yes", "embargo: on"} {
		put(t, filepath.Join(dir, "plain", fmt.Sprintf("squid-%d.md", i)), "---\n"+front+"\n---\n# Queue\n\n## Action items\n\n- [ ] Do it (owner: Squid team)\n")
	}
	for name, front := range map[string]string{"draft.md": "draft: true", "old.md": "date: 2019-01-01", "public.md": "visibility: public"} {
		put(t, filepath.Join(dir, "plain", name), "---\n"+front+"\n---\n# Queue\n\n## Action items\n\n- [ ] Do it (owner: Search team)\n")
	}
	out := heard(t, file, "suggest")
	if strings.Contains(strings.ToLower(out), "squid") || !strings.Contains(out, "# 3 times, called a team") {
		t.Error(out)
	}
	if left, err := os.ReadDir(dir); err != nil || len(left) != 2 {
		t.Errorf("%v, %v: suggest wrote something", left, err)
	}
}

// Whatever stands in a suggestion, what is printed loads as configuration, and as
// just those texts.
func TestSuggestionIsAConfiguration(t *testing.T) {
	dir := t.TempDir()
	number := 0
	rapid.Check(t, func(t *rapid.T) {
		number++
		words := []string{"${HOME}", "$${", "{{x}}", "#", " # x", ": ", "- ", "'", "\"", "\\", "yes", "null", "1.10", "010", "1_000", "0x1F", "~", "*a", "&a", "!!str", "|", ">", "%", "@a", "`", "é", "待", "😀", "[a]", "{a: b}", "---", "2026-11-30", "a b"}
		part := rapid.OneOf(rapid.SampledFrom(words), rapid.String())
		draw := rapid.Map(rapid.SliceOfN(part, 1, 3), func(parts []string) string { return strings.Join(parts, "") })
		s := show.Suggested{Suggestion: suggest.Make(suggestInput(t, draw))}
		s.Unsure = append(s.Unsure, suggest.Unsure{Texts: []suggest.Text{{Text: draw.Draw(t, "unsure"), First: suggest.Where{Review: draw.Draw(t, "review")}}}, Fits: []suggest.Fit{{Project: draw.Draw(t, "fit")}}})
		s.People = append(s.People, suggest.Person{Texts: []suggest.Text{{Text: draw.Draw(t, "person")}}, Why: draw.Draw(t, "why")})
		var out bytes.Buffer
		if err := show.Suggestion(terminal.Env{Out: &out, Width: 80}, s); err != nil {
			t.Fatal(err)
		}
		file := filepath.Join(dir, fmt.Sprintf("%d.yaml", number))
		if err := os.WriteFile(file, append([]byte("sources: [{name: s, folder: {path: r}, since: all}]\n"), out.Bytes()...), 0o600); err != nil {
			t.Fatal(err)
		}
		defer os.Remove(file)
		flags := newRoot(terminal.Env{Out: &out, Err: &out}).PersistentFlags()
		if err := flags.Set("config", file); err != nil {
			t.Fatal(err)
		}
		cfg, err := config.Load(config.Options{Flags: flags})
		if err != nil {
			t.Fatalf("%v\n%s", err, out.String())
		}
		for _, team := range s.Teams {
			got := cfg.Mapping.Team(team.Name)
			if got == nil || !slices.Equal(got.Aliases, plainTexts(team.Aliases)) || !slices.Equal(got.Members, plainTexts(team.Members)) || !slices.Equal(got.Services, plainTexts(team.Services)) {
				t.Fatalf("%+v became %+v of\n%s", team, got, out.String())
			}
		}
		if got := len(cfg.Mapping.Teams()); got != len(s.Teams) {
			t.Fatalf("%d teams, not %d:\n%s", got, len(s.Teams), out.String())
		}
	})
}

func suggestInput(t *rapid.T, draw *rapid.Generator[string]) suggest.Input {
	m, err := emptyMapping()
	if err != nil {
		t.Fatal(err)
	}
	in := suggest.Input{Mapping: m}
	for i := range rapid.IntRange(1, 3).Draw(t, "reviews") {
		in.Reviews = append(in.Reviews, suggest.Review{
			Name: draw.Draw(t, "name"), Services: []string{draw.Draw(t, "service")}, Team: "Team " + draw.Draw(t, "team"),
			Owners: []suggest.Owner{{Text: draw.Draw(t, "owner") + " squad", Line: i}, {Text: draw.Draw(t, "owner")}, {Text: "Quill Marsh (" + draw.Draw(t, "of") + " team)"}},
		})
	}
	return in
}

func plainTexts(texts []suggest.Text) (out []string) {
	for _, t := range texts {
		out = append(out, t.Text)
	}
	return out
}

// With catalogues and trackers: each team has its place, and people's handles in
// them are told nowhere.
func TestSuggestWithCatalogues(t *testing.T) {
	jira := jirafake.New(t, jirafake.Options{Flavour: jirafake.Cloud})
	for key, name := range map[string]string{"PAY": "Payments", "SRE": "Site Reliability", "SHOP": "Shop"} {
		jira.AddProject(jirafake.Project{Key: key, Name: name})
	}
	hub := hubWith(t, "acme/search", "acme/falcon", "acme/web")
	hub.AddToken("a-token", "follow-bot", "repo", "read:org")
	hub.AddTeam("acme", "Search & Discovery", "search-discovery", map[string]githubfake.Role{"acme/search": githubfake.Push, "acme/web": githubfake.Pull})
	hub.AddTeam("acme", "Falcon", "falcon", map[string]githubfake.Role{"acme/falcon": githubfake.Admin})
	backstage := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.Header.Get("Authorization") != "Bearer a-backstage-token" {
			w.WriteHeader(http.StatusUnauthorized)
			return
		}
		if r.URL.Path != "/api/catalog/entities/by-query" {
			t.Errorf("asked for %s", r.URL)
		}
		if r.URL.Query().Get("cursor") == "" {
			fmt.Fprint(w, `{"items":[{"kind":"Group","metadata":{"name":"checkout","title":"Checkout"}}],"pageInfo":{"nextCursor":"c"}}`)
			return
		}
		fmt.Fprint(w, `{"items":[{"kind":"Component","metadata":{"name":"cart","annotations":{"jira/project-key":"SHOP","jira/component":"Cart"}},"spec":{"owner":"checkout"}},
			{"kind":"Component","metadata":{"name":"toy"},"spec":{"owner":"user:default/quill"}}],"pageInfo":{}}`)
	}))
	defer backstage.Close()
	dir := t.TempDir()
	file := filepath.Join(dir, "followthrough.yaml")
	put(t, file, fmt.Sprintf(`
sources: [{name: sre, folder: {path: reviews}, since: all}]
trackers:
  - {name: jira, jira: {url: %q, email: bot@teams.example, token: token-of-the-test}}
  - {name: hub, github: {url: %q, token: a-token}}
mapping:
  teams: [{name: Payments, backlog: {tracker: jira, project: PAY}}]
`, jira.URL(), hub.URL()))
	put(t, filepath.Join(dir, "CODEOWNERS"), "* @wren\n/services/ledger/ @acme/payments @quill\n/falcon/** @acme/falcon quill@acme.test\nbad [ line\n")
	put(t, filepath.Join(dir, "token"), "a-backstage-token\n")
	put(t, filepath.Join(dir, "reviews", "a.md"), "---\nservices: [ledger, cart]\n---\n# Shop\n\n## Action items\n\n- [ ] One (owner: Falcon)\n- [ ] Two (owner: Search and Discovery)\n- [ ] Three (owner: site-reliability team)\n- [ ] Four (owner: checkout)\n- [ ] Five (owner: @acme/payments)\n")
	out := heard(t, file, "suggest", "--codeowners", filepath.Join(dir, "CODEOWNERS"), "--github-teams", "acme", "--backstage", backstage.URL, "--backstage-token-file", filepath.Join(dir, "token"))
	says(t, out, "- name: Falcon", "tracker: hub project: acme/falcon", "project: acme/search", "tracker: jira project: SRE", "project: SHOP component: Cart",
		"- cart # once, says Backstage; first in sre:a.md", "# - name: Payments # services: # - ledger # once, says CODEOWNERS", "1 of its lines can't be read as rules")
	for _, person := range []string{"quill", "wren"} {
		if strings.Contains(out, person) {
			t.Errorf("%s is told", person)
		}
	}
	for _, e := range hub.Exchanges() {
		if e.Method != http.MethodGet {
			t.Errorf("%s %s", e.Method, e.Path)
		}
	}
	hub.AddFineGrained("a-token", "follow-bot", githubfake.Permissions{"metadata": "read", "issues": "write"})
	says(t, heard(t, file, "suggest", "--github-teams", "hub:acme"), "may the credential read its members")
	says(t, heard(t, file, "suggest", "--github-teams", "jira:acme"), "no GitHub tracker or source is named jira")
	says(t, heard(t, file, "suggest", "--backstage", backstage.URL), "give a static token", "Falcon")
}

func emptyMapping() (*mapping.Mapping, error) {
	m, problems := mapping.New(nil, nil, "")
	if len(problems) > 0 {
		return nil, fmt.Errorf("%v", problems)
	}
	return m, nil
}
