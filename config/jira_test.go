package config_test

import (
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/followthrough/followthrough/internal/httpx"
	"github.com/followthrough/followthrough/mapping"
	"github.com/followthrough/followthrough/sync/tracker/jira"
)

// inJira is a configuration with these trackers and this mapping.
func inJira(trackers, mapping string) string {
	return "sources: [{name: reviews, folder: {path: reviews}, since: all}]\ntrackers:\n" + trackers + "mapping:\n" + mapping
}

const (
	cloud   = "  - name: jira\n    jira: {url: https://acme.atlassian.net, email: bot@acme.example, token: \"${FT_TOKEN}\"}\n"
	local   = "  - name: local\n    files: {path: backlogs}\n"
	oneTeam = "  teams: [{name: payments, backlog: {tracker: jira, project: PAY}}]\n"
)

func TestJiraTracker(t *testing.T) {
	t.Setenv("FT_TOKEN", "xyzzy")
	dir := inFolder(t, inJira(cloud+`  - name: plant
    jira:
      url: http://127.0.0.1:8080/jira
      token_file: secrets/plant
      deployment: datacenter
      ca_file: ca.pem
      client_cert_file: /etc/ft.pem
      client_key_file: ft.key
    label: ""
    declined: {resolutions: Won't Do, statuses: [Rejected, Cancelled]}
    settle: 90s
    template: item.tmpl
`, oneTeam))
	write(t, filepath.Join(dir, "item.tmpl"), "{{.Detail}} from {{.Review}}\n")
	write(t, filepath.Join(dir, "secrets", "plant"), "from-file\n")
	got := mustLoad(t).Trackers
	if got[0].Jira.Label != "post-mortem" || got[0].Jira.Declined != nil || got[0].Settle != nil || got[0].Jira.Template != "" {
		t.Errorf("defaults: %+v", got[0])
	}
	if token, _ := got[0].Jira.Token.Reveal(); token != "xyzzy" || got[0].Jira.Email != "bot@acme.example" {
		t.Errorf("account: %+v", got[0].Jira)
	}
	if token, err := got[1].Jira.Token.Reveal(); token != "from-file" {
		t.Errorf("token_file: %v", err)
	}
	c := got[1].Jira.Config
	c.Token = got[0].Jira.Token
	want := jira.Config{
		URL: "http://127.0.0.1:8080/jira", Token: got[0].Jira.Token, Deployment: "datacenter",
		Files: httpx.Files{CAFile: filepath.Join(dir, "ca.pem"), ClientCertFile: "/etc/ft.pem", ClientKeyFile: filepath.Join(dir, "ft.key")},
	}
	if c != want {
		t.Errorf("got %+v, want %+v", c, want)
	}
	declined := &jira.Declined{Resolutions: []string{"Won't Do"}, Statuses: []string{"Rejected", "Cancelled"}}
	if diff := cmp.Diff(declined, got[1].Jira.Declined); diff != "" {
		t.Error(diff)
	}
	if got[1].Jira.Label != "" || *got[1].Settle != 90*time.Second || got[1].Jira.Template != "{{.Detail}} from {{.Review}}\n" {
		t.Errorf("plant: %+v", got[1])
	}
}

func TestJiraBacklog(t *testing.T) {
	t.Setenv("FT_TOKEN", "xyzzy")
	inFolder(t, inJira(cloud, `  teams:
    - name: payments
      backlog:
        tracker: jira
        project: PAY
        type: Story
        component: Checkout
        components: [Ledger]
        labels: [reliability]
        label: follow-up
        parent: PAY-100
        fix_version: 2.4
        fields:
          - {name: Story Points, value: 3}
          - {id: customfield_10050, value: [a, 2, true]}
          - {name: Ratio, value: 0.5}
          - {name: Spelled, value: "3"}
          - {name: Hex, value: 0x10}
          - {name: Day, value: 2026-11-30}
          - {name: Flag, value: false}
        priority: {P1: Highest, P2: High}
        due: {from_review: true, after: {P1: 28d, default: 8w, P3: 0}}
        board: 42
        silo: "it is what we do"
        restricted: title
    - name: plain
      backlog: {tracker: jira, project: PLAIN}
`))
	m := mustLoad(t).Mapping
	want := mapping.Backlog{
		Tracker: "jira", Project: "PAY", Labels: []string{"reliability"},
		Settings: []byte(`{"type":"Story","component":"Checkout","components":["Ledger"],"parent":"PAY-100","fix_version":"2.4","board":42,"label":"follow-up",` +
			`"fields":[{"name":"Story Points","value":3},{"id":"customfield_10050","value":["a",2,true]},{"name":"Ratio","value":0.5},` +
			`{"name":"Spelled","value":"3"},{"name":"Hex","value":"0x10"},{"name":"Day","value":"2026-11-30"},{"name":"Flag","value":false}]}`),
		Silo: "it is what we do", Restricted: mapping.Telling{Title: true},
		Priority: map[string]string{"P1": "Highest", "P2": "High"},
		Due: mapping.Due{
			FromReview: true, Default: 56 * 24 * time.Hour,
			After: map[string]time.Duration{"P1": 28 * 24 * time.Hour, "P3": 0},
		},
	}
	got := m.Team("payments").Backlog
	for _, part := range []string{"component Checkout", "component Ledger", "parent PAY-100", "label reliability", "label follow-up", "Story Points 3"} {
		if !strings.Contains(got.Apart, part) {
			t.Errorf("%q does not tell the backlog apart: %s", part, got.Apart)
		}
	}
	got.Apart = ""
	if diff := cmp.Diff(want, got, cmp.Transformer("json", func(b []byte) string { return string(b) })); diff != "" {
		t.Error(diff)
	}
	plain := mapping.Backlog{Tracker: "jira", Project: "PLAIN", Settings: []byte("{}")}
	if diff := cmp.Diff(plain, m.Team("plain").Backlog); diff != "" {
		t.Error(diff)
	}
}

// A default counts where the kind of backlog has such a key.
func TestDefaultsApplyByKindOfTracker(t *testing.T) {
	t.Setenv("FT_TOKEN", "xyzzy")
	inFolder(t, inJira(cloud+local, `  create: ask
  defaults: {tracker: jira, project: PAY, type: Bug, labels: [reliability], priority: {P1: Highest}, section: Next up, restricted: title}
  teams:
    - {name: a, backlog: {component: A}}
    - {name: b, create: off, backlog: {type: Story, labels: [own], project: OWN}}
    - {name: e}
    - {name: c, backlog: {tracker: local, project: c.md}}
    - {name: d, backlog: {tracker: none}}
`))
	m := mustLoad(t).Mapping
	priority := map[string]string{"P1": "Highest"}
	for name, want := range map[string]mapping.Backlog{
		"a": {
			Tracker: "jira", Project: "PAY", Labels: []string{"reliability"}, Priority: priority, Restricted: mapping.Telling{Title: true},
			Apart: "component A, label reliability", Settings: []byte(`{"type":"Bug","component":"A"}`),
		},
		"b": {
			Tracker: "jira", Project: "OWN", Labels: []string{"own"}, Priority: priority, Restricted: mapping.Telling{Title: true},
			Apart: "label own", Settings: []byte(`{"type":"Story"}`),
		},
		"c": {Tracker: "local", Project: "c.md", Apart: "Next up", Restricted: mapping.Telling{Title: true}, Settings: []byte(`{"section":"Next up"}`)},
		"d": {Tracker: mapping.NoTracker},
		"e": {
			Tracker: "jira", Project: "PAY", Labels: []string{"reliability"}, Priority: priority, Restricted: mapping.Telling{Title: true},
			Apart: "label reliability", Settings: []byte(`{"type":"Bug"}`),
		},
	} {
		if diff := cmp.Diff(want, m.Team(name).Backlog); diff != "" {
			t.Errorf("%s: %s", name, diff)
		}
	}
	if m.Team("a").Create != mapping.CreateAsk || m.Team("b").Create != mapping.CreateOff {
		t.Error("create is not taken from the mapping, or not from the team")
	}
}

func TestMistakesInDefaultsStandWhereTheyAreWritten(t *testing.T) {
	t.Setenv("FT_TOKEN", "xyzzy")
	dir := inFolder(t, inJira(cloud+local, `  include: [teams/*.yaml]
  defaults:
    tracker: jira
    parent: an epic
    fields: [{name: Tier}]
`))
	write(t, filepath.Join(dir, "teams", "a.yaml"), "name: a\nbacklog: {project: pay}\n")
	_, err := load(t)
	want := []string{
		"followthrough.yaml:11:13: mapping.defaults.parent: must be an issue's key, such as PAY-100",
		"followthrough.yaml:12:15: mapping.defaults.fields[0].value: is missing: say what the field is set to",
		"teams/a.yaml:2:20: backlog.project: a Jira project's key is in capitals: write it so, as in PAY",
	}
	if diff := cmp.Diff(want, lines(err)); diff != "" {
		t.Error(diff)
	}
}

// What changes what is asked for, or with whose right, is another
// configuration: what was refused is tried again.
func TestDigestFollowsTemplateAndToken(t *testing.T) {
	t.Setenv("FT_TOKEN", "xyzzy")
	dir := inFolder(t, inJira(cloud+"    template: item.tmpl\n", oneTeam))
	digest := func(token, words string) string {
		t.Setenv("FT_TOKEN", token)
		write(t, filepath.Join(dir, "item.tmpl"), words)
		return mustLoad(t).Digest
	}
	first := digest("xyzzy", "{{.Review}}")
	if digest("xyzzy", "{{.Review}}") != first {
		t.Error("the same configuration has two digests")
	}
	if digest("xyzzy", "see {{.Review}}") == first {
		t.Error("other words of items have the same digest")
	}
	if other := digest("plugh", "{{.Review}}"); other == first || strings.Contains(other, "plugh") {
		t.Errorf("another token has the digest %s", other)
	}
}
