package main

import (
	"bytes"
	"context"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/followthrough/followthrough/cmd/followthrough/terminal"
	"github.com/followthrough/followthrough/config"
	"github.com/followthrough/followthrough/internal/client/github/githubfake"
	"github.com/followthrough/followthrough/sync/source/githubissues"
)

// rereadConfig wants the place of the reviews and the source's further keys.
const rereadConfig = `
sources:
  - name: sre
    %s
    since: all
    soak: 1h
    quiet: 0
    report: []
    %s
trackers: [{name: local, files: {path: backlogs}}]
mapping:
  defaults: {tracker: local}
  teams: [{name: payments, backlog: {project: payments.md}}]
  fallback: payments
`

// The one review is what the configuration comes to say; the other one is
// as it was.
const (
	rereadLogin = "---\nvisibility: inner\nstage: written\nstanding: false\n---\n\n# The login was open\n\n## Follow-ups\n\n- [ ] Close the hole in the login\n"
	rereadOther = "---\nstage: live\n---\n\n# Checkout was down\n\n## Action items\n\n- [ ] Alert on the depth of the queue\n"
)

// rereadPlaces are where the two reviews lie: each gives the place's key.
func rereadPlaces(t *testing.T, kind, dir string) string {
	if kind == "folder" {
		put(t, filepath.Join(dir, "reviews", "issues", "1.md"), rereadLogin)
		put(t, filepath.Join(dir, "reviews", "issues", "2.md"), rereadOther)
		return "folder: {path: reviews}"
	}
	f := githubfake.New(t, githubfake.Options{Enterprise: true})
	r := f.Repo("acme/reviews", githubfake.RepoOptions{})
	f.AddFineGrained("github_pat_11A", "follow-bot", githubfake.Permissions{"contents": "read", "issues": "read", "metadata": "read"})
	r.SetRole("follow-bot", githubfake.Push)
	r.SetRole("a-writer", githubfake.Push)
	where := "repository: acme/reviews, url: " + f.URL() + ", token: github_pat_11A"
	if kind == "github" {
		r.Commit("main", map[string]string{"issues/1.md": rereadLogin, "issues/2.md": rereadOther}, "Two reviews")
		return "github: {" + where + "}"
	}
	for _, text := range []string{rereadLogin, rereadOther} {
		f.As("a-writer").Close(f.As("a-writer").Open("acme/reviews", "Outage", text, "post-mortem"), "completed")
	}
	return "github_issues: {" + where + ", label: post-mortem}"
}

// What the configuration comes to say of reviews holds for those that are known
// and did not change: while an action soaks, the review becomes restricted, a
// draft, or one whose section holds no action.
func TestAnotherConfigurationReadsAnew(t *testing.T) {
	t.Setenv("FOLLOWTHROUGH_WEB_LISTEN", "127.0.0.1:0")
	type change struct{ before, after, item string }
	const restricted = "Follow-up 1 of a restricted review"
	changes := map[string]change{
		"restricted: another value":   {"restricted: {when: {visibility: [secret]}}", "restricted: {when: {visibility: [secret, inner]}}", restricted},
		"restricted: one value parts": {`restricted: {when: {visibility: ["inner secret"]}}`, `restricted: {when: {visibility: [inner, secret]}}`, restricted},
		"restricted: by its path":     {"", `restricted: {include: ["**/1*"]}`, restricted},
		"published: by a key":         {"", "published: {stage: [live]}", ""},
		"read: the key that says it":  {"", "read: {keys: {published: [standing]}}", ""},
		"read: a section to leave":    {"", "read: {sections: {leave: [Follow-ups]}}", ""},
	}
	for _, kind := range []string{"folder", "github", "github_issues"} {
		for name, c := range changes {
			for _, command := range []string{"sync", "run"} {
				t.Run(kind+"/"+name+"/"+command, func(t *testing.T) {
					dir := t.TempDir()
					file := filepath.Join(dir, "followthrough.yaml")
					place := rereadPlaces(t, kind, dir)
					put(t, file, fmt.Sprintf(rereadConfig, place, c.before))
					if out := earlier(t, "sync", "--config", file); !strings.Contains(out, "0 items made") {
						t.Fatalf("the first pass:\n%s", out)
					}
					if out := earlier(t, "status", "--config", file); strings.Count(out, "soaking") < 2 {
						t.Fatalf("nothing soaks:\n%s", out)
					}
					put(t, file, fmt.Sprintf(rereadConfig, place, c.after))
					backlog := soaked(t, command, file, filepath.Join(dir, "backlogs", "payments.md"))
					if strings.Contains(backlog, "hole in the login") || c.item != "" && !strings.Contains(backlog, c.item) ||
						c.item == "" && strings.Contains(backlog, restricted) {
						t.Errorf("the backlog is\n%s", backlog)
					}
				})
			}
		}
	}
}

// earlier runs a command two hours ago, for actions that soak an hour.
func earlier(t *testing.T, args ...string) string {
	t.Helper()
	var out bytes.Buffer
	run(t.Context(), args, terminal.Env{
		In: strings.NewReader(""), Out: &out, Err: &out, Width: 160, Now: func() time.Time { return time.Now().Add(-2 * time.Hour) },
	})
	return out.String()
}

// soaked runs a command until the other review's item is there,
// and gives the backlog.
func soaked(t *testing.T, command, file, backlog string) string {
	t.Helper()
	ctx, stop := context.WithCancel(t.Context())
	defer stop()
	var out bytes.Buffer
	ended := make(chan struct{})
	go func() {
		defer close(ended)
		run(ctx, []string{command, "--config", file}, terminal.Env{
			In: strings.NewReader(""), Out: &out, Err: &out, Width: 160, Now: time.Now,
		})
	}()
	for range 1000 { // a daemon ends when it is told to
		if command == "sync" {
			<-ended
			break
		}
		text, err := os.ReadFile(backlog)
		if err == nil && strings.Contains(string(text), "depth of the queue") {
			break
		}
		select {
		case <-ended:
		case <-time.After(10 * time.Millisecond):
		}
	}
	stop()
	<-ended
	text, err := os.ReadFile(backlog)
	if err != nil || !strings.Contains(string(text), "depth of the queue") {
		t.Fatalf("no item was made: %v\n%s", err, out.String())
	}
	return string(text)
}

// While a review can't be read, nobody knows what another configuration would
// say of it: nothing is made, and once it can be read that counts.
func TestAnotherConfigurationMeetsAnUnreadableReview(t *testing.T) {
	for name, c := range map[string]struct{ after, item string }{
		"restricted": {"restricted: {when: {visibility: [inner]}}", "Follow-up 1 of a restricted review"},
		"published":  {"published: {stage: [live]}", ""},
		"it is not":  {"restricted: {when: {visibility: [secret]}}", "hole in the login"},
	} {
		for how, spoil := range map[string]func(t *testing.T, path string){
			"bytes that are no text": func(t *testing.T, path string) { put(t, path, rereadLogin+"\xff\xfe") },
			"too large":              func(t *testing.T, path string) { put(t, path, rereadLogin+strings.Repeat("x ", 3<<20)) },
			"too deep":               func(t *testing.T, path string) { put(t, path, rereadLogin+strings.Repeat("> ", 300)+"x") },
		} {
			t.Run(name+"/"+how, func(t *testing.T) {
				dir := t.TempDir()
				file, login := filepath.Join(dir, "followthrough.yaml"), filepath.Join(dir, "reviews", "issues", "1.md")
				place := rereadPlaces(t, "folder", dir)
				put(t, file, fmt.Sprintf(rereadConfig, place, ""))
				earlier(t, "sync", "--config", file)
				spoil(t, login)
				put(t, file, fmt.Sprintf(rereadConfig, place, c.after))
				backlog := soaked(t, "sync", file, filepath.Join(dir, "backlogs", "payments.md"))
				if strings.Contains(backlog, "hole") || strings.Contains(backlog, "restricted") {
					t.Errorf("the backlog is\n%s", backlog)
				}
				put(t, login, rereadLogin)
				backlog = soaked(t, "sync", file, filepath.Join(dir, "backlogs", "payments.md"))
				if !strings.Contains(backlog, c.item) || c.item != "hole in the login" && strings.Contains(backlog, "hole") {
					t.Errorf("once it can be read, the backlog is\n%s", backlog)
				}
			})
		}
	}
}

// Each key that decides how documents are read makes another reading, and none
// that does not.
func TestReadingIsWhatDecides(t *testing.T) {
	base := func() config.Source {
		return config.Source{Name: "sre", GitHubIssues: &githubissues.Config{Repository: "acme/x", Label: "pm"}, Restricted: &config.Restricted{When: map[string][]string{"a": {"b c", "d"}}}}
	}
	is := reading(base())
	for name, set := range map[string]func(*config.Source){
		"restricted.when":        func(c *config.Source) { c.Restricted.When["a"] = []string{"b", "c d"} },
		"no restricted":          func(c *config.Source) { c.Restricted = nil },
		"restricted: {}":         func(c *config.Source) { c.Restricted = &config.Restricted{} },
		"restricted.include":     func(c *config.Source) { c.Restricted.Include = []string{"x"} },
		"published":              func(c *config.Source) { c.Published = map[string][]string{"a": {"b"}} },
		"read.sections.take":     func(c *config.Source) { c.Read.Sections.Take = []string{"a"} },
		"read.sections.leave":    func(c *config.Source) { c.Read.Sections.Leave = []string{"a"} },
		"read.columns":           func(c *config.Source) { c.Read.Columns = map[string][]string{"owner": {"who"}} },
		"read.keys":              func(c *config.Source) { c.Read.Keys = map[string][]string{"published": {"out"}} },
		"github_issues.bots":     func(c *config.Source) { c.GitHubIssues.Bots = []string{"a[bot]"} },
		"github_issues.label":    func(c *config.Source) { c.GitHubIssues.Published.Label = "out" },
		"github_issues.by close": func(c *config.Source) { c.GitHubIssues.Published.Closed = true },
	} {
		c := base()
		if set(&c); reading(c) == is {
			t.Errorf("%s makes no other reading", name)
		}
	}
	none, off := base(), base()
	none.Restricted, off.Restricted = nil, &config.Restricted{}
	if reading(none) == reading(off) {
		t.Error("a source that turns the default off is read as by default")
	}
	c := base()
	c.Soak, c.Report = time.Hour, nil
	if reading(c) != is || reading(base()) != is || is == "" {
		t.Error("the reading is not what decides")
	}
}
