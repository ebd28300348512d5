package main

import (
	"encoding/json"
	"fmt"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/followthrough/followthrough/internal/apitest/fault"
	"github.com/followthrough/followthrough/internal/client/github/githubfake"
	"github.com/followthrough/followthrough/internal/client/jira/jirafake"
)

// many is a configuration of so many teams, each with a project of its own in
// one Jira.
func many(t *testing.T, f *jirafake.Fake, teams int) string {
	t.Helper()
	var list strings.Builder
	for n := range teams {
		key := fmt.Sprintf("T%02d", n)
		f.AddProject(jirafake.Project{Key: key, Name: "Team " + key})
		fmt.Fprintf(&list, "    - {name: team-%02d, backlog: {project: %s}}\n", n, key)
	}
	dir := t.TempDir()
	put(t, filepath.Join(dir, "token"), "secret\n")
	put(t, filepath.Join(dir, "reviews", "a.md"), "# Outage\n\n## Action items\n\n- [ ] Alert on it (owner: team-00)\n")
	config := filepath.Join(dir, "followthrough.yaml")
	put(t, config, fmt.Sprintf(`sources: [{name: sre, folder: {path: reviews}, since: all, report: []}]
trackers: [{name: jira, jira: {url: %q, email: bot@acme.test, token_file: token}}]
mapping:
  defaults: {tracker: jira}
  teams:
%s`, f.URL(), list.String()))
	return config
}

// findings are what check says as JSON.
func findings(t *testing.T, config string, args ...string) (out []struct {
	About, Sign, Text, Next string
	Where, Teams            []string
}) {
	t.Helper()
	var all struct{ Findings json.RawMessage }
	text := heard(t, config, append([]string{"check", "-o", "json"}, args...)...)
	if err := json.Unmarshal([]byte(text), &all); err != nil {
		t.Fatalf("%v\n%s", err, text)
	}
	must(t, json.Unmarshal(all.Findings, &out))
	return out
}

// One cause is one line, and one question: a bad token, a permission, a field, in
// however many projects.
func TestCheckTellsACauseAndNotATeam(t *testing.T) {
	const teams = 80
	for name, c := range map[string]struct {
		spoil    func(f *jirafake.Fake)
		text     string
		requests int
		sign     string
	}{
		"a bad token": {func(f *jirafake.Fake) { f.AddToken(jirafake.Basic("bot@acme.test", "another"), jirafake.Bot()) },
			"can't be read: ", 1, "wrong"},
		"no right to create": {func(f *jirafake.Fake) {
			for n := range teams {
				f.SetPermissions(fmt.Sprintf("T%02d", n), "BROWSE_PROJECTS", "ASSIGN_ISSUES")
			}
		}, "the account lacks Create Issues in T00, T01, ", 1 + 2*teams, "wrong"},
		"a required field": {func(f *jirafake.Fake) {
			for n := range teams {
				key := fmt.Sprintf("T%02d", n)
				f.AddField(key, "Task", jirafake.Field{Name: "Severity", Kind: jirafake.Option, Options: []jirafake.Choice{{ID: "1", Value: "High"}}})
				f.Require(key, "Severity")
			}
		}, "an item would be refused: Severity is required for Task in T00, T01, ", 2 + 3*teams, "wrong"},
		"all is well": {func(*jirafake.Fake) {}, "items of type Task are accepted in T00, T01, ", 4 + 4*teams, "good"},
	} {
		t.Run(name, func(t *testing.T) {
			f := jirafake.New(t, jirafake.Options{})
			config := many(t, f, teams)
			c.spoil(f)
			before := f.Count(jirafake.Any)
			all := findings(t, config)
			if n := f.Count(jirafake.Any) - before; n > c.requests {
				t.Errorf("%d requests, more than %d", n, c.requests)
			}
			told := 0
			for _, one := range all {
				if strings.Contains(one.Text, c.text) {
					told++
					if one.Sign != c.sign || len(one.Teams) != teams || c.sign == "wrong" && one.Next == "" {
						t.Errorf("%+v", one)
					}
				}
			}
			if told != 1 || len(all) > 8 {
				t.Errorf("%d findings, %d of them with %q", len(all), told, c.text)
			}
			short := heard(t, config, "check")
			if strings.Count(short, "team-") > 5 || c.sign == "wrong" && !strings.Contains(strings.Join(strings.Fields(short), " "), "(teams team-00, team-01, team-02, team-03 and 76 more)") {
				t.Errorf("it says\n%s", short)
			}
		})
	}
}

// A source that hangs holds no other and no tracker, is given up, and told.
func TestCheckGivesUpWhatHangs(t *testing.T) {
	f := jirafake.New(t, jirafake.Options{})
	config := many(t, f, 2)
	hub := hubWith(t, "acme/reviews", "acme/more")
	hub.AddToken("a-token", "follow-bot", "repo")
	hub.FailShare(1, func(e fault.Exchange) bool { return strings.Contains(e.Path, "acme/more") }, fault.Fault{Kind: fault.Hanging})
	edited := fmt.Sprintf("sources:\n  - {name: wiki, github: {url: %[1]q, repository: acme/reviews, token: a-token}, since: all}\n"+
		"  - {name: slow, github: {url: %[1]q, repository: acme/more, token: a-token}, since: all}\n  - {name: sre, folder: {path: reviews}, since: all, report: []}\ntrackers:", hub.URL())
	text := read(t, config)
	put(t, config, strings.Replace(text, "sources: [{name: sre, folder: {path: reviews}, since: all, report: []}]\ntrackers:", edited, 1))
	began := time.Now()
	all := findings(t, config, "--timeout", "1s")
	if took := time.Since(began); took > 20*time.Second {
		t.Errorf("it took %s", took)
	}
	var wrong []string
	abouts := map[string]bool{}
	for _, one := range all {
		abouts[one.About] = true
		if one.Sign == "wrong" && one.About != "configuration" {
			wrong = append(wrong, one.About+": "+one.Text+": "+one.Next)
		}
	}
	if want := []string{"source slow: gave no answer for 1s (its list): is it slow, or a proxy in between? --timeout 4s waits longer"}; !slices.Equal(wrong, want) {
		t.Errorf("wrong is %q", wrong)
	}
	for _, about := range []string{"source wiki", "source sre", "tracker jira", "store"} {
		if !abouts[about] {
			t.Errorf("nothing is said of %s", about)
		}
	}
}

// A credential of GitHub's that several use is asked once who it is, and a bad one
// is one cause.
func TestCheckAsksACredentialOnce(t *testing.T) {
	for name, c := range map[string]struct {
		spoil func(f *githubfake.Fake)
		text  string
	}{
		"a bad token": {func(f *githubfake.Fake) { f.Revoke("a-token") }, "can't be read: Bad credentials"},
		"down": {func(f *githubfake.Fake) {
			f.FailShare(1, func(fault.Exchange) bool { return true }, fault.Fault{Kind: fault.FailBefore, Status: 502})
		}, "can't be read: answered 502 Bad Gateway"},
	} {
		t.Run(name, func(t *testing.T) {
			f := hubWith(t, "acme/reviews", "acme/desk", "acme/pay")
			f.AddToken("a-token", "follow-bot", "repo")
			c.spoil(f)
			config := filepath.Join(t.TempDir(), "followthrough.yaml")
			put(t, config, fmt.Sprintf(rightsConfig, "url: "+f.URL()+", token: a-token", "report: []", "silo: x"))
			before := f.Count(fault.Any)
			var wrong []string
			for _, one := range findings(t, config) {
				if one.Sign == "wrong" && one.About != "configuration" {
					wrong = append(wrong, one.About+": "+one.Text)
				}
			}
			if len(wrong) != 1 || !strings.HasPrefix(wrong[0], "credential of source sre, source desk, tracker hub: "+f.URL()+" "+c.text) {
				t.Errorf("wrong is %q", wrong)
			}
			if n := f.Count(fault.Any) - before; name == "a bad token" && n != 1 || n > 5 {
				t.Errorf("%d requests", n)
			}
		})
	}
}
