package config_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// What is to be the same on all machines of a store is compared, and nothing else.
func TestLikeness(t *testing.T) {
	like := func(text string, files map[string]string) string {
		t.Helper()
		dir := t.TempDir()
		files["followthrough.yaml"] = strings.ReplaceAll(text, "DIR", dir)
		for name, text := range files {
			if err := os.MkdirAll(filepath.Join(dir, filepath.Dir(name)), 0o700); err != nil {
				t.Fatal(err)
			}
			if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o600); err != nil {
				t.Fatal(err)
			}
		}
		return mustLoad(t, "--config", filepath.Join(dir, "followthrough.yaml")).Likeness
	}
	t.Setenv("ONE", "first-token")
	t.Setenv("OTHER", "second-token")
	const here = `
store: here.db
web: {listen: "127.0.0.1:1"}
log: {level: debug}
marker_secret: [abcdefghijklmnopqr]
sources:
  - {name: sre, folder: {path: DIR/reviews}, since: all, soak: 1h}
trackers:
  - {name: jira, jira: {url: "https://jira.acme.example", email: bot@teams.example, token: "${ONE}"}}
mapping:
  include: [DIR/a/*.yaml]
`
	teams := map[string]string{"a/payments.yaml": "name: payments\nbacklog: {tracker: jira, project: PAY}\n", "reviews/a.md": "# A\n", "token": "third-token\n"}
	want := like(here, teams)
	for name, there := range map[string]string{
		"paths":    strings.ReplaceAll(here, "DIR/reviews", "DIR/elsewhere"),
		"includes": strings.ReplaceAll(here, "DIR/a/", "DIR/b/"),
		"secrets":  strings.ReplaceAll(strings.ReplaceAll(here, "${ONE}", "${OTHER}"), "klmnopqr", "0123456789"),
		"in files": strings.ReplaceAll(here, `token: "${ONE}"`, "token_file: DIR/token"),
		"its own":  strings.NewReplacer("here.db", "there.db", "127.0.0.1:1", "127.0.0.1:2", "debug", "info").Replace(here),
		"comments": "# said\n" + here,
	} {
		teams["b/payments.yaml"] = teams["a/payments.yaml"]
		if got := like(there, teams); got != want {
			t.Errorf("%s make a difference", name)
		}
	}
	delete(teams, "b/payments.yaml")
	for name, there := range map[string]string{
		"a rule":    strings.ReplaceAll(here, "soak: 1h", "soak: 2h"),
		"a host":    strings.ReplaceAll(here, "jira.acme", "jira2.acme"),
		"no secret": strings.ReplaceAll(here, "marker_secret: [abcdefghijklmnopqr]", ""),
		"another":   strings.ReplaceAll(here, "name: sre", "name: wiki"),
	} {
		if like(there, teams) == want {
			t.Errorf("%s makes no difference", name)
		}
	}
	teams["a/payments.yaml"] = strings.ReplaceAll(teams["a/payments.yaml"], "PAY", "NEW")
	if like(here, teams) == want {
		t.Error("another project of a team makes no difference")
	}
}
