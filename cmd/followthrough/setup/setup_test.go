package setup_test

import (
	"strings"
	"testing"

	"go.yaml.in/yaml/v3"

	"github.com/followthrough/followthrough/cmd/followthrough/setup"
	"github.com/followthrough/followthrough/config"
)

// Whatever is answered stands in the configuration as the text that it is: as
// another reader of YAML takes it, and with no variable taken out of it.
func TestAnswersAreNoSyntax(t *testing.T) {
	for _, text := range []string{
		"reviews", "yes", "No", "null", "~", "010", "1.10", "1e3", "2026-11-30", "a: b", "a #b", "# a", "- a", "'a'", `"a"`, `a\b`, "[a]", "{a: b}", "*a", "&a",
		"!a", "%a", "@a", "`a`", "a\tb", "größe", "待ち行列", "../a", "./a", "/srv/a b", "a,b", "a:b", "https://x/y", "<<", "=", "?", "|", ">", "a  b", "x.", "<a>&b", "\u2028", "$a", "$$a", "🙂",
	} {
		got, err := setup.Compose(setup.Answers{
			Reviews: setup.Reviews{Kind: setup.Folder, Path: text}, Since: "all", Trackers: []string{setup.Files}, Backlogs: text + "-backlogs",
			Teams: []setup.Team{{Name: "a", Project: text, Aliases: []string{text, text + "x"}, Services: []string{text}}},
		})
		if err != nil {
			t.Fatal(err)
		}
		var read struct {
			Sources []struct{ Folder struct{ Path string } }
			Mapping struct {
				Teams []struct {
					Aliases, Services []string
					Backlog           struct{ Project string }
				}
			}
		}
		if err := yaml.Unmarshal([]byte(got), &read); err != nil {
			t.Errorf("%q: %v\n%s", text, err, got)
			continue
		}
		team := read.Mapping.Teams[0]
		if read.Sources[0].Folder.Path != text || team.Backlog.Project != text || len(team.Aliases) != 2 || team.Aliases[0] != text || len(team.Services) != 1 || team.Services[0] != text {
			t.Errorf("%q is read as %+v", text, read)
		}
	}
	t.Setenv("HOME", "somewhere")
	got, err := setup.Compose(setup.Answers{
		Reviews: setup.Reviews{Kind: setup.Folder, Path: "r"}, Since: "all", Trackers: []string{setup.Files}, Backlogs: "b",
		Teams: []setup.Team{{Name: "a", Project: "${HOME} $${HOME} ${", Services: []string{"${NOWHERE}"}}},
	})
	if err != nil || !strings.Contains(got, "$${HOME} $$${HOME} $${") {
		t.Errorf("%v\n%s", err, got)
	}
	if err := config.Judge("followthrough.yaml", []byte(got)); err != nil {
		t.Error(err)
	}
}

// Backlogs that lie among the reviews are left out of them.
func TestBacklogsAmongReviewsAreExcluded(t *testing.T) {
	for _, tt := range []struct{ reviews, backlogs, want string }{
		{"docs", "docs/backlogs", "exclude: [\"backlogs/**\"]"}, {"reviews", "backlogs", ""}, {"../r", "backlogs", ""}, {"a", "a", ""},
	} {
		got, err := setup.Compose(setup.Answers{
			Reviews: setup.Reviews{Kind: setup.Folder, Path: tt.reviews}, Since: "all", Trackers: []string{setup.Files}, Backlogs: tt.backlogs,
			Teams: []setup.Team{{Name: "a", Project: "a"}},
		})
		if err != nil || strings.Contains(got, "exclude") != (tt.want != "") || !strings.Contains(got, tt.want) {
			t.Errorf("%+v: %v\n%s", tt, err, got)
		}
	}
}

func TestParseReviews(t *testing.T) {
	for text, want := range map[string]setup.Reviews{
		"docs/post-mortems":                             {Kind: setup.Folder, Path: "docs/post-mortems"},
		`C:\reviews`:                                    {Kind: setup.Folder, Path: `C:\reviews`},
		"github:acme/pm":                                {Kind: setup.Repository, Repository: "acme/pm"},
		"github:acme/pm/docs/x":                         {Kind: setup.Repository, Repository: "acme/pm", Path: "docs/x"},
		"github:https://github.com/a/b.git":             {Kind: setup.Repository, Repository: "a/b"},
		"issues:https://gh.acme.example/a/b/tree/main/": {Kind: setup.Issues, Repository: "a/b"},
	} {
		got, site, err := setup.ParseReviews(text)
		if err != nil || got != want || (site == "https://gh.acme.example") != strings.Contains(text, "gh.acme") {
			t.Errorf("%s: %+v, %q, %v", text, got, site, err)
		}
	}
	for _, text := range []string{"", " ", "github:", "github:acme", "github:a b/c", "issues:a/b/c", "github:https://u:p@github.com/a/b"} {
		if got, _, err := setup.ParseReviews(text); err == nil || strings.Contains(err.Error(), "u:p") {
			t.Errorf("%s: %+v, %v", text, got, err)
		}
	}
}

func TestParseSite(t *testing.T) {
	for text, want := range map[string]string{
		"acme.atlassian.net": "https://acme.atlassian.net",
		"https://acme.atlassian.net/jira/software/projects/PAY/boards": "https://acme.atlassian.net",
		"https://jira.acme.example/jira/browse/PAY-1":                  "https://jira.acme.example/jira",
		"https://jira.acme.example/jira/":                              "https://jira.acme.example/jira",
		"https://github.com/acme/x":                                    "https://github.com",
		"http://127.0.0.1:8080":                                        "http://127.0.0.1:8080",
	} {
		if got, err := setup.ParseSite(setup.Jira, text); got != want || err != nil {
			t.Errorf("%s: %s, %v", text, got, err)
		}
	}
	for _, text := range []string{"", "https://", "a b", "://x", "https://a b/", "acme/x", "acme"} {
		if got, err := setup.ParseSite(setup.GitHub, text); err == nil || strings.Contains(err.Error(), "atlassian") {
			t.Errorf("%q: %s", text, got)
		}
	}
}
