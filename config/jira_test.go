package config_test

import (
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

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
		CAFile: filepath.Join(dir, "ca.pem"), ClientCertFile: "/etc/ft.pem", ClientKeyFile: filepath.Join(dir, "ft.key"),
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
	inFolder(t, inJira(cloud+local, `  defaults: {tracker: jira, project: PAY, type: Bug, labels: [reliability], priority: {P1: Highest}, section: Next up, restricted: title}
  teams:
    - {name: a, backlog: {component: A}}
    - {name: b, backlog: {type: Story, labels: [own]}}
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
			Tracker: "jira", Project: "PAY", Labels: []string{"own"}, Priority: priority, Restricted: mapping.Telling{Title: true},
			Apart: "label own", Settings: []byte(`{"type":"Story"}`),
		},
		"c": {Tracker: "local", Project: "c.md", Apart: "Next up", Restricted: mapping.Telling{Title: true}, Settings: []byte(`{"section":"Next up"}`)},
		"d": {Tracker: mapping.NoTracker},
	} {
		if diff := cmp.Diff(want, m.Team(name).Backlog); diff != "" {
			t.Errorf("%s: %s", name, diff)
		}
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

func TestWhatLooksLikeOneJiraAndIsNot(t *testing.T) {
	t.Setenv("FT_TOKEN", "xyzzy")
	for name, content := range map[string]string{
		"two accounts on a site": inJira(cloud+"  - name: more\n    jira: {url: https://acme.atlassian.net, email: more@acme.example, token: \"${FT_TOKEN}\"}\n",
			"  teams: [{name: a, backlog: {tracker: jira, project: PAY}}, {name: b, backlog: {tracker: more, project: REP}}]\n"),
		"two tokens on a site": inJira("  - {name: jira, jira: {url: https://j.example, token: a}}\n  - {name: more, jira: {url: https://j.example, token: b}}\n", oneTeam),
		"two context paths":    inJira("  - {name: jira, jira: {url: https://j.example/a, token: a}}\n  - {name: more, jira: {url: https://j.example/b, token: a}}\n", oneTeam),
		"one project on two sites": inJira("  - {name: jira, jira: {url: https://a.example, token: a}}\n  - {name: more, jira: {url: https://b.example, token: a}}\n",
			"  teams: [{name: a, backlog: {tracker: jira, project: PAY}}, {name: b, backlog: {tracker: more, project: PAY}}]\n"),
		"parts of one project": inJira(cloud,
			"  teams: [{name: a, backlog: {tracker: jira, project: PAY, labels: [a]}}, {name: b, backlog: {tracker: jira, project: PAY}}]\n"),
		"the context path of a loopback": inJira("  - {name: jira, jira: {url: 'http://[::1]:8080/jira', token: a}}\n", oneTeam),
		"a variable for a number":        inJira(cloud, "  teams: [{name: a, backlog: {tracker: jira, project: PAY, board: \"${FT_BOARD}\", due: {from_review: \"${FT_TRUE}\"}}}]\n"),
		"nulls":                          inJira(cloud, "  teams: [{name: a, backlog: {tracker: jira, project: PAY, due: , fields: , priority: , labels: , section: ~}}]\n"),
	} {
		t.Setenv("FT_BOARD", "42")
		t.Setenv("FT_TRUE", "true")
		inFolder(t, content)
		if _, err := load(t); err != nil {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func TestNoErrorTellsAJirasSecret(t *testing.T) {
	const hidden = "hunter2-xyzzy"
	t.Setenv("FT_SECRET", hidden)
	t.Setenv("FT_TOKEN", hidden)
	wrong := 0
	for _, tracker := range []string{
		`jira: {url: "${FT_SECRET}", token: "${FT_SECRET}"}`,
		`jira: {url: "https://u:${FT_SECRET}@j.example", token: a}`,
		`jira: {url: "https://j.example/?t=${FT_SECRET}", token: a}`,
		`jira: {url: "http://j.example", token: "${FT_SECRET}"}`,
		`jira: {url: "https://j.example", token: ["${FT_SECRET}"]}`,
		`jira: {url: "https://j.example", token: {a: "${FT_SECRET}"}}`,
		`jira: {url: "https://j.example", token: "${FT_SECRET}\n"}`,
		`jira: {url: "https://j.example", token: "${FT_SECRET}", token_file: a}`,
		`jira: {url: "https://j.example", token: "${FT_SECRET}", deployment: "${FT_SECRET}"}`,
		`jira: {url: "https://j.example", token: "${FT_SECRET}", cloud_id: "a/${FT_SECRET}"}`,
		`jira: {url: "https://j.example", client_id: a, client_secret: "${FT_SECRET}", token: "${FT_SECRET}"}`,
		`jira: "${FT_SECRET}"`,
		`template: "${FT_SECRET}"
    jira: {url: "https://j.example", token: "${FT_SECRET}"}`,
		`label: "a ${FT_SECRET}"
    jira: {url: "https://j.example", token: "${FT_SECRET}"}`,
		`settle: "${FT_SECRET}"
    jira: {url: "https://j.example", token: "${FT_SECRET}"}`,
	} {
		inFolder(t, inJira("  - name: jira\n    "+tracker+"\n", oneTeam))
		_, err := load(t)
		if err != nil {
			wrong++
		}
		if err == nil || strings.Contains(err.Error(), hidden) {
			t.Errorf("%s: %v", tracker, err)
		}
	}
	for _, key := range []string{
		"type: \"${FT_SECRET}\\n\"", "parent: \"${FT_SECRET}\"", "labels: [\"${FT_SECRET} a\"]", "board: \"${FT_SECRET}\"",
		"fields: [{name: a, value: {b: \"${FT_SECRET}\"}}]", "due: {after: {P1: \"${FT_SECRET}\"}}", "due: {from_review: \"${FT_SECRET}\"}",
		"priority: {P1: \"${FT_SECRET}\\n\"}", "restricted: \"${FT_SECRET}\"", "project: \"${FT_SECRET}\"",
	} {
		inFolder(t, inJira(cloud, "  defaults: {project: PAY}\n  teams: [{name: a, backlog: {tracker: jira, "+key+"}}]\n"))
		_, err := load(t)
		if err == nil || strings.Contains(err.Error(), hidden) {
			t.Errorf("%s: %v", key, err)
		}
	}
	if wrong == 0 {
		t.Error("nothing was refused")
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

func TestTemplatesThatAreNone(t *testing.T) {
	t.Setenv("FT_TOKEN", "xyzzy")
	dir := inFolder(t, inJira(cloud+"    template: item.tmpl\n", oneTeam))
	for words, want := range map[string]string{
		"":                            "the file is empty: leave template out for our own words",
		" \n":                         "the file is empty: leave template out for our own words",
		"{{.Owner}}":                  "is not a template: ",
		"{{if}}":                      "is not a template: ",
		"{{nothing .Title}}":          "is not a template: ",
		"\xff":                        "the file is not UTF-8",
		strings.Repeat("x", 64<<10+1): "larger than 64 KB",
	} {
		write(t, filepath.Join(dir, "item.tmpl"), words)
		_, err := load(t)
		if got := lines(err); len(got) != 1 || !strings.HasPrefix(got[0], "followthrough.yaml:5:15: trackers[0].template: "+want) {
			t.Errorf("%.20q: %v", words, err)
		}
	}
}
