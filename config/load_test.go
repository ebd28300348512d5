package config_test

import (
	"encoding/json"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/spf13/pflag"

	"github.com/followthrough/followthrough/config"
	"github.com/followthrough/followthrough/internal/secret"
	"github.com/followthrough/followthrough/mapping"
	"github.com/followthrough/followthrough/sync/review"
	"github.com/followthrough/followthrough/sync/source/folder"
	"github.com/followthrough/followthrough/sync/tracker/files"
)

const smallest = `sources:
  - name: reviews
    folder: {path: reviews}
    since: 2026-11-01
trackers:
  - name: local
    files: {path: backlogs}
mapping:
  teams:
    - name: payments
      backlog: {tracker: local, project: payments.md}
`

// inFolder writes a configuration into a new folder and goes there.
func inFolder(t *testing.T, content string) string {
	t.Helper()
	dir, err := filepath.EvalSymlinks(t.TempDir())
	must(t, err)
	write(t, filepath.Join(dir, "followthrough.yaml"), content)
	t.Chdir(dir)
	return dir
}

func write(t *testing.T, path, content string) {
	t.Helper()
	must(t, os.MkdirAll(filepath.Dir(path), 0o755))
	must(t, os.WriteFile(path, []byte(content), 0o600))
}

func load(t *testing.T, args ...string) (*config.Config, error) {
	t.Helper()
	fs := pflag.NewFlagSet("test", pflag.ContinueOnError)
	config.AddFlags(fs)
	must(t, fs.Parse(args))
	return config.Load(config.Options{Flags: fs})
}

func mustLoad(t *testing.T, args ...string) *config.Config {
	t.Helper()
	c, err := load(t, args...)
	must(t, err)
	return c
}

func TestSmallestHasTheDefaults(t *testing.T) {
	dir := inFolder(t, smallest)
	c := mustLoad(t)
	if c.Mapping == nil || len(c.Mapping.Teams()) != 1 {
		t.Fatalf("mapping: %+v", c.Mapping)
	}
	backlog := c.Mapping.Team("payments").Backlog
	if c.Mapping.Team("payments").Create != mapping.CreateAuto || backlog.Tracker != "local" || backlog.Project != "payments.md" {
		t.Errorf("team: %+v", c.Mapping.Team("payments"))
	}
	c.Mapping, c.Digest, c.Likeness = nil, "", ""
	want := &config.Config{
		Origin:   config.Origin{File: "followthrough.yaml", Found: true, Files: []string{"followthrough.yaml"}},
		Instance: "followthrough", Store: filepath.Join(dir, "followthrough.db"), Zone: time.UTC,
		Poll: time.Minute, Lease: 15 * time.Second, Retention: 30 * 24 * time.Hour, MaxNew: 25,
		Log:    config.Log{Format: "text", Level: "info", Keep: 400 * 24 * time.Hour},
		Marker: config.Marker{Words: "on"},
		Audit:  config.Audit{Keep: 400 * 24 * time.Hour, Rotate: 30 * 24 * time.Hour, People: "pseudonym"},
		Web:    config.Web{Listen: "127.0.0.1:9780"},
		Sources: []config.Source{{
			Name: "reviews", Folder: &folder.Config{Path: filepath.Join(dir, "reviews")},
			Since: config.Since{Day: time.Date(2026, 11, 1, 0, 0, 0, 0, time.UTC)},
			Soak:  24 * time.Hour, Quiet: time.Minute, Report: []review.Mode{review.ModeBlock}, ReportVia: "commit", Doubtful: "hold",
		}},
		Trackers: []config.Tracker{{Name: "local", Files: &files.Settings{Config: files.Config{Path: filepath.Join(dir, "backlogs")}}}},
	}
	if diff := cmp.Diff(want, c, cmp.Comparer(func(a, b *time.Location) bool { return a.String() == b.String() }),
		cmp.Comparer(func(a, b secret.Secret) bool { return a == b })); diff != "" {
		t.Error(diff)
	}
}

func TestFileIsFoundInOrder(t *testing.T) {
	dir := inFolder(t, smallest)
	write(t, filepath.Join(dir, "env.yaml"), "instance: env\n"+smallest)
	write(t, filepath.Join(dir, "flag.yaml"), "instance: flag\n"+smallest)
	if c := mustLoad(t); c.Instance != "followthrough" {
		t.Errorf("found %s", c.File)
	}
	t.Setenv("FOLLOWTHROUGH_CONFIG", "env.yaml")
	if c := mustLoad(t); c.Instance != "env" {
		t.Errorf("the variable names env.yaml, found %s", c.File)
	}
	if c := mustLoad(t, "--config", "flag.yaml"); c.Instance != "flag" {
		t.Errorf("the flag names flag.yaml, found %s", c.File)
	}
}

func TestFlagsAndVariablesOverride(t *testing.T) {
	dir := inFolder(t, "store: postgres://user:hunter2@db/x\npoll: 10m\nmax_new: 3\n"+smallest)
	t.Setenv("FOLLOWTHROUGH_STORE", "env.db")
	t.Setenv("FOLLOWTHROUGH_POLL", "2m")
	c := mustLoad(t, "--poll", "1h30m", "--max-new", "0")
	if c.Store != filepath.Join(dir, "env.db") || c.Poll != 90*time.Minute || c.MaxNew != 0 {
		t.Errorf("got store %s, poll %s, max_new %d", c.Store, c.Poll, c.MaxNew)
	}
	t.Setenv("FOLLOWTHROUGH_MAX_NEW", "-2")
	t.Setenv("FOLLOWTHROUGH_WEB_TOKEN", "hunter2\n")
	_, err := load(t, "--poll", "soon", "--listen", "80")
	want := []string{
		`--listen: must be an address with a port, such as 127.0.0.1:9780, or "" for none`,
		`--poll: "soon" is not a duration: write 30s, 15m, 24h, 30d, 2w or 1h30m`,
		`FOLLOWTHROUGH_MAX_NEW: must be 0 (no limit) or more: leave it out for 25`,
		`FOLLOWTHROUGH_WEB_TOKEN: has a space or a line break around it: take it away (a file made with echo is read without it)`,
	}
	if diff := cmp.Diff(want, lines(err)); diff != "" {
		t.Error(diff)
	}
}

func lines(err error) []string {
	if err == nil {
		return nil
	}
	return strings.Split(err.Error(), "\n")
}

func TestEveryMistakeAtOnceInTheOrderOfTheFiles(t *testing.T) {
	dir := inFolder(t, "poll: -1m\ninstnce: x\n"+strings.Replace(smallest, "mapping:", "mapping:\n  include: [teams/*.yaml]", 1)+
		"  fallback: nobody\n")
	write(t, filepath.Join(dir, "teams", "b.yaml"), "name: b\nbacklog: {tracker: lokal, project: b.md}\n")
	write(t, filepath.Join(dir, "teams", "a.yaml"), "name: a\naliases: [payments]\nbacklog: {tracker: local, project: a.md}\n")
	_, err := load(t)
	want := []string{
		`followthrough.yaml:1:7: poll: "-1m" is negative, which no duration is: write 0 for none`,
		`followthrough.yaml:2:1: instnce: unknown key "instnce": did you mean "instance"?`,
		`followthrough.yaml:15:13: mapping.fallback: unknown team "nobody": those configured are payments, a, b`,
		`teams/a.yaml:2:11: aliases[0]: this alias of a already leads to payments, as its name, and one text leads to one team: take it out of one of them`,
		`teams/b.yaml:2:20: backlog.tracker: unknown tracker "lokal": did you mean "local"?`,
	}
	if diff := cmp.Diff(want, lines(err)); diff != "" {
		t.Error(diff)
	}
	var all *config.Error
	if !errors.As(err, &all) || all.Problems[0].Line != 1 || all.Problems[0].Path != "poll" {
		t.Errorf("no *config.Error with its places: %#v", err)
	}
}

func TestWhereThereIsNoFile(t *testing.T) {
	dir := t.TempDir()
	t.Chdir(dir)
	write(t, filepath.Join(dir, "blank.yaml"), "")
	for _, c := range []struct{ name, want string }{
		{"", "no configuration: neither ./followthrough.yaml nor /etc/followthrough/followthrough.yaml is there. Run `followthrough init`"},
		{"other.yaml", "other.yaml: there is no such file: run `followthrough init`"},
		{".", ".: this is a directory: name the file in it (followthrough.yaml), or run `followthrough init` there"},
		{"blank.yaml", "blank.yaml: the configuration is empty: delete the file, and `followthrough init`"},
		{"blank.yaml/x", "blank.yaml/x: can't be read: not a directory"},
		{os.DevNull, os.DevNull + ": this is not a file"},
	} {
		t.Setenv("FOLLOWTHROUGH_CONFIG", c.name)
		_, err := load(t)
		if err == nil || !strings.HasPrefix(err.Error(), c.want) {
			t.Errorf("%q: got %v, want %s…", c.name, err, c.want)
		}
	}
}

func TestVariablesAreTakenAfterTheYAMLWasRead(t *testing.T) {
	inFolder(t, strings.Replace(smallest, "name: payments", `name: "${FT_TEAM}"`, 1)+
		"instance: \"$${FT_TEAM}: ${FT_A}${FT_A}\"\npoll: ${FT_POLL}\nmax_new: ${FT_MAX}\n# ${FT_NOT_SET}\n")
	t.Setenv("FT_TEAM", "a: {b}, c # d")
	t.Setenv("FT_A", "x")
	t.Setenv("FT_POLL", "2m")
	t.Setenv("FT_MAX", "7")
	_, err := load(t)
	want := []string{`followthrough.yaml:10:13: mapping.teams[0].name: a team's name must be on one line, without brackets, quotes, bars, and blanks around it: other ways to write it go under aliases`}
	if diff := cmp.Diff(want, lines(err)); diff != "" {
		t.Error(diff)
	}
	t.Setenv("FT_TEAM", "a: b # c")
	c := mustLoad(t)
	if c.Mapping.Team("a: b # c") == nil || c.Instance != "${FT_TEAM}: xx" || c.Poll != 2*time.Minute || c.MaxNew != 7 {
		t.Errorf("got %+v", c)
	}
}

func TestYAMLAsPeopleWriteIt(t *testing.T) {
	for name, content := range map[string]string{
		"byte order mark":   "\ufeff" + smallest,
		"CRLF":              strings.ReplaceAll(smallest, "\n", "\r\n"),
		"no final newline":  strings.TrimSuffix(smallest, "\n"),
		"directive":         "%YAML 1.2\n---\n" + smallest + "...\n",
		"quoted keys":       strings.ReplaceAll(smallest, "sources:", `"sources":`),
		"comments":          "# a\n\n" + strings.ReplaceAll(smallest, "\n", " # b\n"),
		"nulls":             smallest + "  fallback: null\n  rules:\nweb:\nlog: {audit: null, level: ~}\n",
		"empty web keys":    smallest + "web: {listen: \"\", token: \"\"}\n",
		"number for a text": strings.Replace(smallest, "services", "", 1) + "instance: 42\n",
		"anchors": `sources:
  - &a
    name: reviews
    folder: {path: reviews}
    since: &since 2026-11-01
  - <<: *a
    name: more
    folder: {path: more}
    since: *since
trackers: [{name: local, files: {path: backlogs}}]
mapping:
  teams:
    - {name: payments, backlog: &b {tracker: local, project: payments.md}}
    - {name: search, backlog: {<<: *b, section: Search}}
`,
	} {
		inFolder(t, content)
		c, err := load(t)
		if err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		if c.Sources[0].Since.Day.IsZero() || c.Mapping.Team("payments").Backlog.Project != "payments.md" {
			t.Errorf("%s: %+v", name, c)
		}
	}
}

func TestHugeFilesAreRefused(t *testing.T) {
	inFolder(t, smallest+strings.Repeat("# more words than anybody needs\n", 20_000))
	if _, err := load(t); err == nil || !strings.Contains(err.Error(), "larger than 256 KB") {
		t.Errorf("got %v", err)
	}
	dir := inFolder(t, strings.Replace(smallest, "files: {path: backlogs}", "jira: {url: 'https://j.example', token: a}\n    template: words", 1))
	write(t, filepath.Join(dir, "words"), strings.Repeat("x", 64<<10+1))
	if _, err := load(t); err == nil || !strings.Contains(err.Error(), "template: larger than 64 KB") {
		t.Errorf("got %v", err)
	}
}

// What only looks wrong is none of the mistakes in testdata/bad, and the examples
// that people begin with have none.
func TestWhatIsRightIsTaken(t *testing.T) {
	for _, name := range []string{"FT_TOKEN", "JIRA_TOKEN", "GITHUB_TOKEN"} {
		t.Setenv(name, "xyzzy")
	}
	t.Setenv("FT_BOARD", "42")
	t.Setenv("FT_TRUE", "true")
	for dir, least := range map[string]int{"testdata/good": 11, "../examples": 3} {
		names, err := filepath.Glob(dir + "/*.yaml")
		if err != nil || len(names) < least {
			t.Fatalf("%s: %d files, %v", dir, len(names), err)
		}
		for _, name := range names {
			if c, err := load(t, "--config", name); err != nil || dir == "../examples" && len(c.Mapping.Teams()) == 0 {
				t.Errorf("%s: %v", name, err)
			}
		}
	}
}

func TestMistakesWithoutEndAreCut(t *testing.T) {
	inFolder(t, smallest+"digest: 1\nx: {}\nlog: {"+strings.TrimSuffix(manyKeys(200), ",")+"}\n")
	_, err := load(t)
	got := lines(err)
	if len(got) != 51 || got[50] != "… and 152 more" {
		t.Errorf("%d lines, the last: %s", len(got), got[len(got)-1])
	}
}

func manyKeys(n int) string {
	var b strings.Builder
	for i := range n {
		b.WriteString("key" + strings.Repeat("y", i) + ": 1,")
	}
	return b.String()
}

func TestDigestFollowsTheMeaning(t *testing.T) {
	dir := inFolder(t, strings.Replace(smallest, "mapping:", "mapping:\n  include: [teams/*.yaml]", 1))
	team := filepath.Join(dir, "teams", "a.yaml")
	write(t, team, "name: a\nbacklog: {tracker: local, project: a.md}\n")
	before := mustLoad(t).Digest
	write(t, team, "# words\nbacklog: {project: 'a.md',   tracker: local}\nname: a\n")
	if got := mustLoad(t).Digest; got != before || got == "" {
		t.Errorf("comments and layout change the digest: %s, %s", before, got)
	}
	if mustLoad(t, "--max-new", "3").Digest == before {
		t.Error("a flag does not change the digest")
	}
	write(t, team, "name: a\nbacklog: {tracker: local, project: b.md}\n")
	if mustLoad(t).Digest == before {
		t.Error("an included file does not change the digest")
	}
}

func TestLinkedFolderIsOnePlace(t *testing.T) {
	dir := inFolder(t, `sources:
  - {name: a, folder: {path: r}, since: all}
  - {name: b, folder: {path: link}, since: all}
`)
	must(t, os.Mkdir(filepath.Join(dir, "r"), 0o755))
	if err := os.Symlink("r", filepath.Join(dir, "link")); err != nil {
		t.Skipf("this file system has no symbolic links: %v", err)
	}
	if _, err := load(t); err == nil || !strings.Contains(err.Error(), "sources[1].folder.path: a reads this place too") {
		t.Errorf("got %v", err)
	}
}

// A value is what stands in the file, digit by digit, wherever texts are
// compared, named or sent.
func TestScalarsStayAsWritten(t *testing.T) {
	t.Setenv("FT_TOKEN", "xyzzy")
	written := []string{"1.10", "010", "1_000", "0x10", "0o17", "1e3", "1.", ".5", "+1", "-0", ".inf", ".NaN", "yes", "no", "on", "True", "false",
		"2026-11-30", "2026-11-30T10:00:00Z", "12:30", "svc:api:v2", "https://a.example/b?c=d:e", "1.2.3", "0", "00", "12345678901234567890", "0.10000000000000000001"}
	list := "[" + strings.Join(written, ", ") + "]"
	inFolder(t, `sources: [{name: reviews, folder: {path: reviews}, since: all, published: {version: `+list+`}, restricted: {when: {version: `+list+`}}}]
trackers: [{name: jira, jira: {url: https://acme.atlassian.net, email: bot@acme.example, token: "${FT_TOKEN}"}}]
mapping:
  teams:
    - name: payments
      services: `+list+`
      backlog: {tracker: jira, project: PAY, labels: [1.10], fix_version: 1.10, fields: [{name: Versions, value: `+list+`}, {name: 1.10, value: 1.10}]}
  rules: [{when: {severity: `+list+`, title: [1.10]}, team: payments}]
`)
	c, err := load(t)
	must(t, err)
	team := c.Mapping.Team("payments")
	for what, got := range map[string][]string{
		"published": c.Sources[0].Published["version"], "restricted": c.Sources[0].Restricted.When["version"], "services": team.Services,
	} {
		if diff := cmp.Diff(written, got); diff != "" {
			t.Errorf("%s: %s", what, diff)
		}
	}
	for _, version := range written {
		q := mapping.Query{Review: &review.Review{Severity: version}, Action: &review.Action{Title: "see 1.10"}}
		if d := c.Mapping.Decide(q); d.Team == nil || !strings.HasPrefix(d.Why, "rule 1") {
			t.Errorf("severity %s: %s", version, d.Why)
		}
	}
	var own struct {
		FixVersion string `json:"fix_version"`
		Fields     []struct {
			Name  string
			Value json.RawMessage
		}
	}
	must(t, json.Unmarshal(team.Backlog.Settings, &own))
	var values []json.RawMessage
	must(t, json.Unmarshal(own.Fields[0].Value, &values))
	for i, raw := range values {
		if got := strings.Trim(string(raw), `"`); !strings.EqualFold(got, written[i]) { // True is true
			t.Errorf("%s is handed on as %s", written[i], raw)
		}
	}
	if own.FixVersion != "1.10" || own.Fields[1].Name != "1.10" || string(own.Fields[1].Value) != "1.10" || team.Backlog.Labels[0] != "1.10" {
		t.Errorf("handed on as %s", team.Backlog.Settings)
	}
}

// What a flag or a variable gives is taken as it is written, too.
func TestOverridesStayAsWritten(t *testing.T) {
	inFolder(t, smallest)
	for _, name := range []string{"1.10", "010", "1_000", "1e3", "0x10", "true", "se\u0301cu.db", "2026-11-30"} {
		t.Setenv("FOLLOWTHROUGH_STORE", name)
		if c := mustLoad(t); filepath.Base(c.Store) != name {
			t.Errorf("%s: the store is %s", name, c.Store)
		}
	}
	t.Setenv("FOLLOWTHROUGH_STORE", "")
	for _, wrong := range []string{"1.10", "1_000", "1e3", "0x10"} {
		t.Setenv("FOLLOWTHROUGH_MAX_NEW", wrong)
		if _, err := load(t); err == nil {
			t.Errorf("max_new takes %s", wrong)
		}
	}
}

func must(t testing.TB, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}
