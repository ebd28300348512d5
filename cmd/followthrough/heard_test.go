package main

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/followthrough/followthrough/cmd/followthrough/terminal"
	"github.com/followthrough/followthrough/internal/client/github/githubfake"
	"github.com/followthrough/followthrough/internal/client/jira/jirafake"
	"github.com/followthrough/followthrough/sync/store/storetest"
)

// heard runs a command and gives all that it prints.
func heard(t *testing.T, config string, args ...string) string {
	t.Helper()
	out, code := heardAny(t, config, args...)
	if code == exitUsage {
		t.Fatalf("%v: exit %d\n%s", args, code, out)
	}
	return out
}

// heardAny is heard where a command may end in any way.
func heardAny(t *testing.T, config string, args ...string) (said string, code int) {
	t.Helper()
	var out bytes.Buffer
	code = run(t.Context(), append(args, "--config", config), terminal.Env{
		In: strings.NewReader(""), Out: &out, Err: &out, Now: time.Now, Width: 160, Runtime: storetest.Runtime(t, filepath.Dir(config)),
	})
	return out.String(), code
}

func put(t *testing.T, path, text string) {
	t.Helper()
	must(t, os.MkdirAll(filepath.Dir(path), 0o755))
	must(t, os.WriteFile(path, []byte(text), 0o644))
}

// says wants each text in what was said; line ends count as spaces.
func says(t *testing.T, out string, want ...string) {
	t.Helper()
	flat := strings.Join(strings.Fields(out), " ")
	for _, w := range want {
		if !strings.Contains(flat, w) {
			t.Errorf("%q is not said:\n%s", w, out)
		}
	}
}

func read(t *testing.T, file string) string {
	t.Helper()
	text, err := os.ReadFile(file)
	must(t, err)
	return string(text)
}

// remove loses the store.
func remove(t *testing.T, dir string) {
	t.Helper()
	must(t, os.Remove(filepath.Join(dir, "followthrough.db")))
}

// jiraCloud is a Jira with projects.
func jiraCloud(t *testing.T, projects ...string) *jirafake.Fake {
	f := jirafake.New(t, jirafake.Options{Flavour: jirafake.Cloud, Now: time.Now})
	for _, key := range projects {
		f.AddProject(jirafake.Project{Key: key})
	}
	return f
}

// hubWith is a GitHub Enterprise Server on which follow-bot may write to
// repositories of acme, each with a review in it.
func hubWith(t *testing.T, repositories ...string) *githubfake.Fake {
	f := githubfake.New(t, githubfake.Options{Enterprise: true})
	f.AddOrganization("acme")
	for _, name := range repositories {
		r := f.Repo(name, githubfake.RepoOptions{})
		r.SetRole("follow-bot", githubfake.Push)
		r.Commit("main", map[string]string{"a.md": "# Outage\n"}, "Begin")
	}
	return f
}
