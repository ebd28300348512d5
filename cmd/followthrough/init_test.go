package main

import (
	"bytes"
	"context"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/followthrough/followthrough/cmd/followthrough/terminal"
	"github.com/followthrough/followthrough/config"
	"github.com/followthrough/followthrough/internal/client/github/githubfake"
	"github.com/followthrough/followthrough/internal/client/jira/jirafake"
	"github.com/followthrough/followthrough/internal/client/jira/jirafake/world"
)

const (
	goodToken = "ATATT3xFf-good-token"
	badToken  = "ATATT3xFf-bad-token"
)

// asked is what init said to a person who gives these answers.
type asked struct {
	dir       string
	code      int
	out, said string
}

// answer runs init in an empty folder, or in that which prepare fills.
func answer(t *testing.T, prepare func(dir string), answers ...string) asked {
	t.Helper()
	a := asked{dir: t.TempDir()}
	t.Chdir(a.dir)
	if prepare != nil {
		prepare(a.dir)
	}
	var out, said bytes.Buffer
	e := terminal.Env{
		In: strings.NewReader(strings.Join(answers, "\n") + "\n"), Out: &out, Err: &said, InTerminal: true, ErrTerminal: true,
		Now: time.Now, Width: 80, Called: "followthrough",
	}
	a.code = run(t.Context(), []string{"init"}, e)
	a.out, a.said = out.String(), said.String()
	for _, shown := range []string{a.out, a.said, a.file("followthrough.yaml")} {
		if strings.Contains(shown, goodToken) || strings.Contains(shown, badToken) {
			t.Errorf("a token is shown:\n%s", shown)
		}
	}
	return a
}

func (a asked) file(name string) string {
	text, err := os.ReadFile(filepath.Join(a.dir, name))
	if err != nil {
		return ""
	}
	return string(text)
}

// says wants each text, in this order, in what was said; line ends count as
// spaces.
func (a asked) says(t *testing.T, texts ...string) {
	t.Helper()
	rest := strings.Join(strings.Fields(a.said), " ")
	for _, text := range texts {
		_, after, ok := strings.Cut(rest, text)
		if !ok {
			t.Fatalf("%q is not said:\n%s", text, a.said)
		}
		rest = after
	}
}

// loads reads what was written as every command does.
func (a asked) loads(t *testing.T) *config.Config {
	t.Helper()
	if a.code != exitDone {
		t.Fatalf("exit %d:\n%s", a.code, a.said)
	}
	cfg, err := config.Load(config.Options{})
	if err != nil {
		t.Fatalf("what was written has mistakes: %v\n%s", err, a.file("followthrough.yaml"))
	}
	return cfg
}

// today is the day that init offers.
func today() string { return time.Now().UTC().Format(time.DateOnly) }

func oldReviews(dir string) {
	_ = os.Mkdir(filepath.Join(dir, "reviews"), 0o755)
	for name, day := range map[string]string{"a.md": "2025-03-04", "b.md": "2026-01-29", "c.md": today()} {
		_ = os.WriteFile(filepath.Join(dir, "reviews", name), []byte("---\npublished: "+day+"\n---\n# Outage\n\n## Action items\n\n- [ ] Alert\n"), 0o644)
	}
}

func cloudSite(t *testing.T) *jirafake.Fake {
	t.Helper()
	f := jirafake.New(t, jirafake.Options{})
	f.AddToken(jirafake.Basic("bot@acme.example", goodToken), jirafake.Bot())
	f.AddProject(world.Project{Key: "PAY", Name: "Payments"})
	f.AddProject(world.Project{Key: "PLAT", Name: "Platform backlog"})
	return f
}

func TestInitAsksUntilJiraAnswers(t *testing.T) {
	f := cloudSite(t)
	t.Setenv("JIRA_TOKEN", "")
	a := answer(t, oldReviews,
		"", "", "",
		"jira", f.URL(), "bot@acme.example", badToken,
		"", "", "", goodToken,
		"", "", "platform", "PLTA", "plat", "")
	a.says(t,
		"3 reviews are there, 2 older than "+today()+": no item is made for those, and `followthrough plan --since all` tries the mapping on them.",
		"A day, or all ["+today()+"]:",
		"the token is not accepted", "Answer these again?",
		"Address of the site ["+f.URL()+"]:", "[bot@acme.example]:", "Token (not shown; or a file, or ${NAME}) [as before]:",
		"The account sees PAY (Payments), PLAT (Platform backlog).",
		"Its project's key [PAY]:", "the account does not see PLTA: did you mean PLAT? Say it again to take it all the same.")
	cfg := a.loads(t)
	if s := cfg.Sources[0]; filepath.Base(s.Folder.Path) != "reviews" || s.Since.Day.Format(time.DateOnly) != today() {
		t.Errorf("source: %+v", s)
	}
	if token, err := cfg.Trackers[0].Jira.Token.Reveal(); token != goodToken {
		t.Errorf("the token is %q, %v", token, err)
	}
	for name, project := range map[string]string{"payments": "PAY", "platform": "PLAT"} {
		if got := cfg.Mapping.Team(name).Backlog.Project; got != project {
			t.Errorf("%s: %s", name, got)
		}
	}
	if info, err := os.Stat("secrets/jira-token"); err != nil || runtime.GOOS != "windows" && info.Mode().Perm() != 0o600 {
		t.Errorf("the token's file: %v, %v", info, err)
	}
	if a.file("secrets/.gitignore") != "*\n" {
		t.Error("the token may come into Git")
	}
	if found, _ := filepath.Glob("reviews/*example*"); len(found) > 0 {
		t.Error("an example stands among real reviews")
	}
	if !strings.Contains(a.out, "\n  followthrough check  ") || !strings.Contains(a.out, "\n  followthrough plan --since all  ") {
		t.Errorf("what is next:\n%s", a.out)
	}
}

// Where a site can't be asked, or shows nothing, there is a way on.
func TestInitGoesOnWithoutASite(t *testing.T) {
	f := jirafake.New(t, jirafake.Options{})
	f.AddToken(jirafake.Basic("bot@acme.example", goodToken), jirafake.Bot())
	for name, tt := range map[string]struct{ token, said string }{
		"sees nothing": {goodToken, "The account sees no project: give it the right to browse those of your teams, or take another account."},
		"refused":      {badToken, "the token is not accepted"},
	} {
		t.Run(name, func(t *testing.T) {
			a := answer(t, nil, "", "", "1", f.URL(), "bot@acme.example", tt.token, "n", "", "pay", "")
			a.says(t, tt.said, "(n: go on all the same) [Y/n]:", "Its project's key:")
			if got := a.loads(t).Mapping.Team("payments").Backlog.Project; got != "PAY" {
				t.Errorf("project %q", got)
			}
		})
	}
	t.Run("no answer", func(t *testing.T) {
		a := answer(t, nil, "", "", "1", "http://127.0.0.1:1", "", goodToken, "n", "", "PAY", "")
		a.says(t, "list the projects of http://127.0.0.1:1: ", "connection refused")
		a.loads(t)
	})
	t.Run("not set", func(t *testing.T) {
		a := answer(t, nil, "", "", "1", f.URL(), "bot@acme.example", "$LATER_TOKEN", "", "PAY", "")
		a.says(t, "LATER_TOKEN is not set yet, so nothing is looked up")
		if text := a.file("followthrough.yaml"); !strings.Contains(text, `token: "${LATER_TOKEN}"`) {
			t.Errorf("written:\n%s", text)
		}
		if !strings.Contains(a.out, "  export LATER_TOKEN=…") {
			t.Errorf("next:\n%s", a.out)
		}
	})
}

// What is asked for a token takes a variable, a file, and never a token that
// can't be one; a file of an earlier try is offered, and not overwritten.
func TestInitTakesTokensFromElsewhere(t *testing.T) {
	f := cloudSite(t)
	begin := []string{"", "", "1", f.URL(), "bot@acme.example"}
	end := []string{"", "", ""}
	give := func(prepare func(string), tokens ...string) asked {
		return answer(t, prepare, append(append(begin, tokens...), end...)...)
	}
	t.Run("variable", func(t *testing.T) {
		t.Setenv("JIRA_TOKEN", goodToken)
		a := give(nil, "")
		a.says(t, "The account sees PAY")
		if !strings.Contains(a.file("followthrough.yaml"), `token: "${JIRA_TOKEN}"`) || a.file("secrets/jira-token") != "" {
			t.Errorf("written:\n%s", a.file("followthrough.yaml"))
		}
	})
	t.Run("file", func(t *testing.T) {
		file := filepath.Join(t.TempDir(), "token")
		put(t, file, goodToken+"\n")
		a := give(nil, filepath.Join(t.TempDir(), "nothing"), file)
		a.says(t, "looks like a path, and no file with a token is there", "The account sees PAY")
		if got, _ := a.loads(t).Trackers[0].Jira.Token.Reveal(); got != goodToken {
			t.Error("another token")
		}
	})
	t.Run("earlier", func(t *testing.T) {
		a := give(func(dir string) {
			_ = os.Mkdir(filepath.Join(dir, "secrets"), 0o700)
			put(t, filepath.Join(dir, "secrets/jira-token"), goodToken)
		}, badToken, "")
		a.says(t, "[secrets/jira-token]:", "secrets/jira-token is there already and is not overwritten", "The account sees PAY")
		if a.file("secrets/jira-token") != goodToken {
			t.Error("overwritten")
		}
	})
	t.Run("no token", func(t *testing.T) {
		a := give(nil, goodToken+" x", "tökén-"+goodToken, goodToken)
		a.says(t, "has a space or a sign that can't be sent", "has a space or a sign that can't be sent", "The account sees PAY")
	})
}

func TestInitLooksAtGitHub(t *testing.T) {
	f := githubfake.New(t, githubfake.Options{Enterprise: true})
	f.AddOrganization("acme")
	f.AddToken(goodToken, "bot", "repo")
	for _, name := range []string{"acme/post-mortems", "acme/payments", "acme/platform"} {
		repo := f.Repo(name, githubfake.RepoOptions{})
		repo.SetRole("bot", githubfake.Push)
		repo.Commit("main", map[string]string{"reviews/outage.md": "# Outage\n"}, "Write it down")
	}
	support := f.Repo("acme/support", githubfake.RepoOptions{})
	support.SetRole("ana", githubfake.Push)
	support.SetRole("bot", githubfake.Push)
	t.Setenv("GITHUB_TOKEN", "")
	t.Run("files", func(t *testing.T) {
		a := answer(t, nil, "github", f.URL()+"/acme/post-mortem/tree/main/reviews", "", goodToken, "y", "acme/post-mortems", "", "", "2026-01-01", "", "", "", "")
		a.says(t, "Folder in it (empty: all of it) [reviews]:", "its reviews can't be listed:", "Answer these again?", "[acme/post-mortem]:", "[reviews]:")
		cfg := a.loads(t)
		if s := cfg.Sources[0].GitHub; s.Repository != "acme/post-mortems" || s.Path != "reviews" || s.URL != f.URL() {
			t.Errorf("source %+v\n%s", s, a.said)
		}
		if got := cfg.Mapping.Team("payments").Backlog; got.Project != "acme/payments" || got.Tracker != "github" {
			t.Errorf("backlog %+v", got)
		}
	})
	t.Run("issues", func(t *testing.T) {
		i := f.As("ana").Open("acme/support", "Queue outage", "- [ ] Alert", "post-mortem")
		f.As("ana").Close(i, "completed")
		a := answer(t, nil, "3", f.URL()+"/acme/support", "", goodToken, "", "files", "", "", "", "")
		a.says(t, "1 review is there: no item is made for those published before "+today()+".", "Folder of the backlogs [backlogs]:")
		if s := a.loads(t).Sources[0].GitHubIssues; s.Repository != "acme/support" || s.Label != "post-mortem" {
			t.Errorf("source %+v", s)
		}
		if !strings.Contains(a.out, "plan --since all") {
			t.Errorf("next:\n%s", a.out)
		}
	})
}

// The README quotes what init says to do next.
func TestReadmeQuotesInit(t *testing.T) {
	readme := read(t, "../../README.md")
	t.Chdir(t.TempDir())
	var out bytes.Buffer
	e := terminal.Env{In: strings.NewReader(""), Out: &out, Err: &out, Now: time.Now, Width: 80, Called: "followthrough"}
	if code := run(t.Context(), []string{"init", "my-reviews"}, e); code != exitDone {
		t.Fatalf("exit %d: %s", code, out.String())
	}
	_, next, _ := strings.Cut(out.String(), "\n\n")
	if !strings.HasPrefix(next, "Next:") || !strings.Contains(readme, "```\n"+next+"```\n") {
		t.Errorf("README.md does not say:\n%s", next)
	}
}

// Who stops it in the middle finds nothing written.
func TestInitStopped(t *testing.T) {
	dir := t.TempDir()
	t.Chdir(dir)
	ctx, stop := context.WithCancel(t.Context())
	in, typed, err := os.Pipe()
	must(t, err)
	defer in.Close()
	defer typed.Close()
	var said bytes.Buffer
	e := terminal.Env{In: in, Out: &said, Err: &said, InTerminal: true, ErrTerminal: true, Now: time.Now, Width: 40}
	time.AfterFunc(50*time.Millisecond, stop)
	if code := run(ctx, []string{"init"}, e); code != exitFailed || !strings.Contains(said.String(), "nothing was written: it was ended") {
		t.Errorf("exit %d: %s", code, said.String())
	}
	if left, err := os.ReadDir(dir); err != nil || len(left) > 0 {
		t.Errorf("left: %v, %v", left, err)
	}
}

// Every mix of trackers, in every order, comes to an end: what is still to be
// asked of one is no mistake of another.
func TestInitTakesEveryMixOfTrackers(t *testing.T) {
	t.Setenv("LATER", "")
	numbers := map[string]string{"jira": "1", "github": "2", "files": "3"}
	for _, mix := range []string{
		"jira", "github", "files", "jira,github", "github,jira", "jira,files", "files,jira", "github,files", "files,github",
		"jira,github,files", "jira,files,github", "github,jira,files", "github,files,jira", "files,jira,github", "files,github,jira",
	} {
		for _, from := range []string{"folder", "github", "issues"} {
			t.Run(mix+" from "+from, func(t *testing.T) {
				kinds := strings.Split(mix, ",")
				chosen := mix
				if from == "folder" {
					chosen = ""
					for _, kind := range kinds {
						chosen += numbers[kind] + " "
					}
				}
				answers := map[string][]string{
					"folder": {"1", ""}, "github": {"2", "acme/pm", "", "$LATER", ""}, "issues": {"3", "acme/pm", "", "$LATER", ""},
				}[from]
				answers = append(answers, chosen)
				if slices.Contains(kinds, "files") && (len(kinds) > 1 || from != "folder") {
					answers = append(answers, "")
				}
				if slices.Contains(kinds, "jira") {
					answers = append(answers, "jira.acme.example", "", "$LATER")
				}
				if slices.Contains(kinds, "github") && from == "folder" {
					answers = append(answers, "", "$LATER")
				}
				answers = append(answers, "payments")
				if len(kinds) > 1 {
					answers = append(answers, "")
				}
				answers = append(answers, map[string]string{"jira": "PAY", "github": "acme/payments", "files": ""}[kinds[0]], "")
				a := answer(t, nil, answers...)
				if a.code != exitDone {
					t.Fatalf("exit %d:\n%s", a.code, a.said)
				}
				if from != "folder" && strings.Count(a.said, "LATER is not set") != 1 {
					if !slices.Contains(kinds, "jira") || strings.Count(a.said, "LATER is not set") != 2 {
						t.Errorf("said again and again:\n%s", a.said)
					}
				}
			})
		}
	}
}
