package main

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/followthrough/followthrough/cmd/followthrough/terminal"
	"github.com/followthrough/followthrough/internal/client/github/githubfake"
	"github.com/followthrough/followthrough/internal/client/jira/jirafake"
)

const plannedConfig = `
zone: Europe/Berlin
sources:
  - {name: sre, folder: {path: reviews}, since: 2020-01-01, soak: 0, quiet: 0, report: [block, links], restricted: {include: ["security/**"]}}
  - {name: slow, folder: {path: slow}, since: all, quiet: 0}
trackers:
  - {name: jira, jira: {url: %q, token: xyzzy, email: bot@teams.example}, settle: 1s}
  - {name: github, github: {url: %q, token: a-token}, settle: 1s}
  - {name: local, files: {path: backlogs}}
mapping:
  teams:
    - name: payments
      members: ["Quill Marsh", "@quill-k"]
      backlog:
        tracker: jira
        project: PAY
        type: Story
        component: Checkout
        labels: [reliability]
        parent: PAY-1
        fields: [{name: Severity, value: high}]
        priority: {P1: Highest}
        due: {after: {P1: 28d}}
    - name: storage
      backlog: {tracker: github, project: acme/sto, labels: [reliability], milestone: Q4}
    - name: platform
      backlog: {tracker: local, project: platform.md, section: Next}
`

const plannedReview = `---
title: Checkout was down
published: 2020-11-28
---

Commander: Wren Moss.

## Action items

- [ ] Alert on the depth of the queue, as Quill Marsh says (owner: payments) (priority: P1)
- [ ] Move the workers to a pool of their own (owner: storage)
- [ ] Test the restore every week (owner: platform)
- [ ] Follow what is there [PAY-2](https://jira.example/browse/PAY-2) (owner: @quill-k)
- [ ] Write to the vendor (owner: Plover Finch)
- [x] Scale back (owner: platform)
`

// plannedWorld is a small world with all three trackers in which something is to
// be made, linked and written, and something waits.
type plannedWorld struct {
	dir, config string
	addresses   *strings.Replacer
	now         func() time.Time
}

func newPlannedWorld(t *testing.T) *plannedWorld {
	t.Helper()
	// No deadline of this machine has passed yet by a clock of then.
	begin := time.Date(2020, 11, 30, 9, 0, 0, 0, time.UTC)
	w := &plannedWorld{dir: t.TempDir(), now: func() time.Time { return begin }}
	now := func() time.Time { return w.now() }
	j := jirafake.New(t, jirafake.Options{Flavour: jirafake.Cloud, Now: now})
	j.AddProject(jirafake.Project{Key: "PAY", Name: "Payments", Components: []jirafake.Component{{Name: "Checkout"}}})
	j.AddField("PAY", "", jirafake.Field{Name: "Severity", Kind: jirafake.Option, Options: []jirafake.Choice{{Value: "High"}, {Value: "Low"}}})
	j.AddIssue(jirafake.Issue{Project: "PAY", Type: "Epic", Summary: "Reliability"})
	j.AddIssue(jirafake.Issue{Project: "PAY", Summary: "It is there"})
	g := githubfake.New(t, githubfake.Options{Enterprise: true, Now: now})
	repo := g.Repo("acme/sto", githubfake.RepoOptions{})
	g.AddFineGrained("a-token", "follow-bot", githubfake.Permissions{"issues": "write", "metadata": "read"})
	repo.SetRole("follow-bot", githubfake.Push)
	repo.SetRole("an-admin", githubfake.Admin)
	g.As("an-admin").Milestone("acme/sto", "Q4")
	w.addresses = strings.NewReplacer(j.URL(), "https://jira.example", g.URL(), "https://github.example")
	w.config = filepath.Join(w.dir, "followthrough.yaml")
	put(t, w.config, fmt.Sprintf(plannedConfig, j.URL(), g.URL()))
	put(t, filepath.Join(w.dir, "reviews", "2020", "checkout.md"), strings.Replace(plannedReview, "https://jira.example", j.URL(), 1))
	put(t, filepath.Join(w.dir, "reviews", "2019", "old.md"), "---\npublished: 2019-02-03\n---\n# Long ago\n\n## Action items\n\n- [ ] Alert on it (owner: payments)\n- [ ] Ask them (owner: Data Platform)\n- [ ] Ask him (owner: Plover Finch)\n")
	put(t, filepath.Join(w.dir, "reviews", "security", "hole.md"), "# A hole\x1b[2J in the login\n\npublished: 2020-11-29\n\n## Action items\n\n- [ ] Close the \x1b]0;hole\x07 in the login\u202e (owner: platform)\n")
	put(t, filepath.Join(w.dir, "slow", "queue.md"), "# The queue\n\npublished: 2020-11-29\n\n## Action items\n\n- [ ] Look at the queue (owner: platform)\n")
	quiet := begin.Add(-24 * time.Hour)
	for _, name := range []string{"reviews/2020/checkout.md", "reviews/2019/old.md", "reviews/security/hole.md", "slow/queue.md"} {
		must(t, os.Chtimes(filepath.Join(w.dir, filepath.FromSlash(name)), quiet, quiet))
	}
	return w
}

// says is what a command prints, with the addresses of the fakes replaced.
func (w *plannedWorld) says(t *testing.T, width, wantCode int, args ...string) string {
	t.Helper()
	var out bytes.Buffer
	code := run(t.Context(), append(args, "--config", w.config), terminal.Env{In: strings.NewReader(""), Out: &out, Err: &out, Now: w.now, Width: width})
	if code != wantCode {
		t.Errorf("%v: exit %d, want %d", args, code, wantCode)
	}
	return w.addresses.Replace(out.String())
}

// Who stops a plan that waits for a tracker is told just that.
func TestPlanStoppedWhileItWaits(t *testing.T) {
	ctx, stop := context.WithCancel(t.Context())
	hangs := httptest.NewServer(http.HandlerFunc(func(_ http.ResponseWriter, _ *http.Request) {
		stop()
		<-t.Context().Done()
	}))
	t.Cleanup(hangs.Close)
	dir := t.TempDir()
	file := filepath.Join(dir, "followthrough.yaml")
	put(t, filepath.Join(dir, "reviews", "a.md"), "# A\n\n## Action items\n\n- [ ] Alert on it (owner: web)\n")
	put(t, file, fmt.Sprintf(`store: ./followthrough.db
sources: [{name: reviews, folder: {path: ./reviews}, since: all}]
trackers: [{name: slow, jira: {url: %q, deployment: datacenter, token: a-token}}]
mapping: {teams: [{name: web, backlog: {tracker: slow, project: WEB}}]}
`, hangs.URL))
	var out bytes.Buffer
	code := run(ctx, []string{"plan", "--config", file}, terminal.Env{In: strings.NewReader(""), Out: &out, Err: &out, Now: time.Now, Width: 80})
	if want := "followthrough: stopped before all was read: nothing was touched\n"; code != exitFailed || out.String() != want {
		t.Errorf("exit %d, it says\n%s", code, out.String())
	}
}

// golden compares with a file of the tree; UPDATE_SCRIPTS=1 writes it.
func golden(t *testing.T, name, got string) {
	t.Helper()
	file := filepath.Join("testdata", "plan", name)
	if os.Getenv("UPDATE_SCRIPTS") != "" {
		put(t, file, got)
	}
	want := read(t, file)
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("%s is another (UPDATE_SCRIPTS=1 writes it):\n%s", name, diff)
	}
}

// All that plan says of a small world, as people and programs read it.
func TestPlanGolden(t *testing.T) {
	w := newPlannedWorld(t)
	golden(t, "plan.txt", w.says(t, 80, exitWaits, "plan"))
	golden(t, "narrow.txt", w.says(t, 40, exitWaits, "plan"))
	golden(t, "full.txt", w.says(t, 100, exitWaits, "plan", "--full"))
	golden(t, "redacted.txt", w.says(t, 100, exitWaits, "plan", "--full", "--redact"))
	golden(t, "trial.txt", w.says(t, 100, exitWaits, "plan", "--since", "all"))
	golden(t, "plan.json", w.says(t, 80, exitWaits, "plan", "-o", "json"))
	if dry := w.says(t, 100, exitWaits, "sync", "--dry-run", "--full"); dry != w.says(t, 100, exitWaits, "plan", "--full") {
		t.Errorf("sync --dry-run says something else than plan:\n%s", dry)
	}
	if _, err := os.Stat(filepath.Join(w.dir, "followthrough.db")); err == nil {
		t.Error("a plan made a store")
	}
}

// What plan says would be written is what sync then writes, but for what only
// the trackers can give, and for people's names.
func TestPlanIsWhatSyncDoes(t *testing.T) {
	w := newPlannedWorld(t)
	var said struct {
		Steps []struct {
			Op, Review string
			Diff       *string
			Item       *struct{ Key string }
		}
	}
	must(t, json.Unmarshal([]byte(w.says(t, 80, exitWaits, "plan", "-o", "json")), &said))
	start, begin := time.Now(), w.now()
	w.now = func() time.Time { return begin.Add(time.Since(start)) }
	w.says(t, 80, exitWaits, "sync")
	diffs, keys := 0, 0
	for _, s := range said.Steps {
		if s.Op == "create" {
			keys++
		}
		if s.Diff == nil {
			continue
		}
		diffs++
		source, path, _ := strings.Cut(s.Review, ":")
		dir := map[string]string{"sre": "reviews", "slow": "slow"}[source]
		text := read(t, filepath.Join(w.dir, dir, filepath.FromSlash(path)))
		now := w.addresses.Replace(strings.NewReplacer("@quill-k", "payments", "Quill Marsh", "payments", "Plover Finch", "somebody").Replace(text))
		for _, line := range strings.Split(*s.Diff, "\n") {
			added, ok := strings.CutPrefix(line, "+")
			if !ok || strings.HasPrefix(line, "+++ ") {
				continue
			}
			if !likeLine(added).MatchString(now) {
				t.Errorf("%s does not stand in %s:\n%s", added, s.Review, now)
			}
		}
	}
	if diffs != 3 || keys != 4 {
		t.Errorf("%d reviews and %d items, want 3 and 4", diffs, keys)
	}
}

// likeLine finds a line of a preview, in which ? stands for what was not known.
func likeLine(line string) *regexp.Regexp {
	like := regexp.QuoteMeta(line)
	for _, r := range [][2]string{{`\?\?\?\?\?\?`, "[0-9a-f]{6}"}, {`PAY-\?`, `PAY-\d+`}, {`PAY-%3F`, `PAY-\d+`}, {`sto#\?`, `sto#\d+`}, {`issues/\?`, `issues/\d+`}} {
		like = strings.ReplaceAll(like, r[0], r[1])
	}
	return regexp.MustCompile("(?m)^" + like + "$")
}

// Neither names nor what --redact hides, nor a secret, stands in what plan says
// in full; and no sign of a document drives the terminal.
func TestPlanInFullTellsOfNobody(t *testing.T) {
	w := newPlannedWorld(t)
	for _, args := range [][]string{{"plan", "--full"}, {"plan", "-o", "json"}, {"plan", "--full", "--since", "all"}, {"plan", "--since", "all", "-o", "json"}} {
		for _, redact := range []bool{false, true} {
			if redact {
				args = append(args, "--redact")
			}
			out := w.says(t, 100, exitWaits, args...)
			lower := strings.ToLower(out)
			for _, name := range []string{"quill", "marsh", "plover", "finch", "wren", "moss", "xyzzy", "a-token"} {
				if at := strings.Index(lower, name); at >= 0 {
					t.Errorf("%v tells of %s: …%s…", args, name, out[max(0, at-100):min(len(out), at+50)])
				}
			}
			if strings.ContainsAny(out, "\x1b\x07\u202e") {
				t.Errorf("%v drives the terminal:\n%q", args, out)
			}
			if hidden := !strings.Contains(lower, "hole") && !strings.Contains(lower, "security"); hidden != redact {
				t.Errorf("%v: the restricted review hidden: %v\n%s", args, hidden, out)
			}
		}
	}
}

// What a tracker would refuse is said, and stands in the sum; so does a tracker
// that is down, before it.
func TestPlanSaysWhatWouldFail(t *testing.T) {
	w := newPlannedWorld(t)
	text := read(t, w.config)
	put(t, w.config, strings.Replace(text, "component: Checkout", "component: Chekout", 1))
	out := w.says(t, 200, exitFailed, "plan", "--full")
	says(t, out, "! would fail: Components: \"Chekout\" is not among its values (allowed: Checkout)",
		"Plan: 3 to create, 1 to link, 3 reviews to write, 1 would fail, 2 wait", "| Alert on the depth of the queue, as payments says | payments | | planned |")
	put(t, w.config, strings.Replace(text, "settle: 1s", "settle: 2s", 1)+"marker_secret: a-secret-that-nobody-may-see\n")
	if out := w.says(t, 200, exitWaits, "plan", "--full"); !strings.Contains(out, "Markers are signed when they are sent") || strings.Contains(out, "a-secret") || strings.Contains(out, "signature\":") {
		t.Errorf("signed markers:\n%s", out)
	}
	closed := regexp.MustCompile(`url: "[^"]*"`).ReplaceAllString(text, `url: "http://127.0.0.1:9"`)
	put(t, w.config, closed)
	out = w.says(t, 200, exitFailed, "plan")
	error, sum := strings.Index(out, "tracker github: "), strings.Index(out, "Plan: 2 to create")
	if error < 0 || sum < error || strings.Contains(out, "Nothing to do") {
		t.Errorf("the error does not stand before the sum:\n%s", out)
	}
}

// Of a review that may name more people than are looked for no line is shown.
func TestPlanShowsNoDiffOfAReviewThatNamesTooMany(t *testing.T) {
	w := newPlannedWorld(t)
	var text strings.Builder
	text.WriteString("# Outage\n\npublished: 2020-11-29\n\n## Action items\n\n")
	for i := range 501 {
		fmt.Fprintf(&text, "- [ ] Alert on queue %d (owner: Plover Finch%d)\n", i, i)
	}
	file := filepath.Join(w.dir, "reviews", "many.md")
	put(t, file, text.String())
	must(t, os.Chtimes(file, w.now().Add(-time.Hour), w.now().Add(-time.Hour)))
	for _, args := range [][]string{{"plan", "--full", "many.md"}, {"plan", "-o", "json", "many.md"}} {
		out := w.says(t, 100, exitWaits, args...)
		if strings.Contains(out, "Plover") || strings.Contains(out, "+++") || args[1] == "--full" && !strings.Contains(out, "its diff is left out") {
			t.Errorf("%v: names somebody, or shows a diff", args)
		}
	}
}
