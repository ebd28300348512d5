package github_test

import (
	"errors"
	"net/http"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/followthrough/followthrough/internal/apitest/fault"
	"github.com/followthrough/followthrough/internal/client/github/githubfake"
	"github.com/followthrough/followthrough/sync/review"
	"github.com/followthrough/followthrough/sync/source"
	"github.com/followthrough/followthrough/sync/source/github"
)

const begin = "followthrough:begin"

// A person edits another review, and the one that is written to, just before
// our commit: nothing of either is lost, and the rest is written.
func TestPersonEditsBetweenReadAndCommit(t *testing.T) {
	t.Parallel()
	w := open(t)
	w.put("a.md", incident)
	w.put("b.md", incident)
	jobs := []source.Job{w.job("a.md", 1), w.job("b.md", 1)}
	edited := strings.Replace(incident, "too long", "far too long", 1)
	w.meanwhile(1, func() { w.put("a.md", edited) })
	out := w.WriteBackAll(t.Context(), jobs)
	if !errors.Is(out[0].Err, source.ErrChanged) || out[1].Err != nil {
		t.Fatalf("outcomes %v and %v, want a change and none", out[0].Err, out[1].Err)
	}
	if got := w.repo.File("", "reviews/a.md"); got != edited {
		t.Errorf("the person's edit became:\n%s", got)
	}
	written, err := w.write("a.md", 1)
	must(t, err)
	got := w.repo.File("", "reviews/a.md")
	if !written.Changed || !strings.Contains(got, "far too long") || strings.Count(got, begin) != 1 {
		t.Errorf("both changes are to be there:\n%s", got)
	}
}

func TestBranchMovesAgainAndAgain(t *testing.T) {
	t.Parallel()
	for moves, want := range map[int]error{3: nil, 100: source.ErrChanged} {
		w := open(t)
		w.put("a.md", incident)
		job := w.job("a.md", 1)
		w.meanwhile(moves, func() { w.put("other.md", "# Other "+time.Now().String()+"\n") })
		written, err := w.WriteBack(t.Context(), job.Entry, job.WriteBack)
		if !errors.Is(err, want) || written.Changed != (want == nil) {
			t.Errorf("%d moves: written %+v with error %v", moves, written.Changed, err)
		}
		if n := strings.Count(w.repo.File("", "reviews/a.md"), begin); n != map[bool]int{true: 1}[want == nil] {
			t.Errorf("%d moves: %d blocks", moves, n)
		}
	}
}

// Whichever answer is lost, there is one commit, and the next pass reads
// nothing that it doesn't know.
func TestLostAnswers(t *testing.T) {
	t.Parallel()
	for _, route := range []string{
		"POST /repos/{owner}/{repo}/git/trees", "POST /repos/{owner}/{repo}/git/commits", "PATCH /repos/{owner}/{repo}/git/refs/{ref...}",
	} {
		for kind, wrong := range map[string]fault.Fault{
			"cut after": {Kind: fault.CutAfter}, "cut before": {Kind: fault.CutBefore}, "502": githubfake.BadGateway(fault.FailAfter),
		} {
			for _, times := range []int{1, 5} { // more than the client tries by itself
				w := open(t)
				w.put("a.md", incident)
				job := w.job("a.md", 1)
				before := len(w.repo.Log(""))
				w.fake.FailNext(times, fault.Route(route), wrong)
				written, err := w.WriteBack(t.Context(), job.Entry, job.WriteBack)
				if err != nil || !written.Changed {
					t.Errorf("%s, %s %d times: written %v with error %v", route, kind, times, written.Changed, err)
				}
				if n := len(w.repo.Log("")) - before; n != 1 {
					t.Errorf("%s, %s %d times: %d commits", route, kind, times, n)
				}
				if got := w.read("a.md"); got.Revision != written.Revision || got.Content != written.Content {
					t.Errorf("%s, %s %d times: told %s, is %s", route, kind, times, written.Revision, got.Revision)
				}
			}
		}
	}
}

// Somebody pushes on top of our commit before we learn that it is there.
func TestLostAnswerAndPushOnTop(t *testing.T) {
	t.Parallel()
	w := open(t)
	w.put("a.md", incident)
	job := w.job("a.md", 1)
	w.fake.FailNext(4, fault.Route("PATCH /repos/{owner}/{repo}/git/refs/{ref...}"), fault.Fault{Kind: fault.CutAfter})
	n := 0
	w.meanwhile(2, func() {
		if n++; n == 2 {
			w.put("other.md", "# Other\n")
		}
	})
	written, err := w.WriteBack(t.Context(), job.Entry, job.WriteBack)
	must(t, err)
	if !written.Changed || len(written.Ticked) != 1 || strings.Count(w.repo.File("", "reviews/a.md"), begin) != 1 {
		t.Errorf("written %+v:\n%s", written, w.repo.File("", "reviews/a.md"))
	}
	if got := w.read("a.md"); got.Revision != written.Revision {
		t.Errorf("told %s, is %s", written.Revision, got.Revision)
	}
}

func TestReadOnly(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		spoil func(*world)
		words []string
		heal  func(*world)
	}{
		"a token without contents: write": {
			func(w *world) { w.fake.Permit(token, githubfake.Permissions{"contents": "read"}) },
			[]string{"contents=write"},
			func(w *world) { w.fake.Permit(token, may) },
		},
		"an account that may only read": {
			func(w *world) { w.repo.SetRole(bot, githubfake.Pull) },
			[]string{"contents"},
			func(w *world) { w.repo.SetRole(bot, githubfake.Push) },
		},
		"a classic token for public things alone": {
			func(w *world) {
				w.fake.AddToken("ghp_readonly", bot, "read:org")
				w.repo.SetVisibility(githubfake.Public)
				w.cfg.Token = secretOf("ghp_readonly")
				w.again()
			},
			[]string{"give it"},
			func(w *world) { w.fake.AddToken("ghp_readonly", bot, "repo") },
		},
		"a protected branch": {
			func(w *world) { w.repo.Protect("main", githubfake.Rules{Classic: true, PullRequest: true}) },
			[]string{"report_via: pull_request", "main"},
			func(w *world) { w.repo.Unprotect("main") },
		},
		"a ruleset": {
			func(w *world) { w.repo.Protect("main", githubfake.Rules{PullRequest: true, Signatures: true}) },
			[]string{"report_via: pull_request", "main"},
			func(w *world) { w.repo.Unprotect("main") },
		},
		"an archived repository": {
			func(w *world) { w.repo.Archive() },
			[]string{"acme/post-mortems is archived"},
			func(w *world) { w.repo.Unarchive() },
		},
	} {
		t.Run(name, func(t *testing.T) {
			w := open(t)
			w.put("a.md", incident)
			c.spoil(w)
			job := w.job("a.md", 1)
			_, err := w.WriteBack(t.Context(), job.Entry, job.WriteBack)
			if !errors.Is(err, source.ErrReadOnly) || !errors.Is(err, source.ErrUnfit) {
				t.Errorf("error %v, want one that is ErrReadOnly", err)
			}
			says(t, err, append(c.words, "a.md", source.ErrReadOnly.Error())...)
			w.fake.Forget()
			if _, err := w.WriteBack(t.Context(), job.Entry, job.WriteBack); !errors.Is(err, source.ErrReadOnly) || w.fake.Count(githubfake.Writes) > 0 {
				t.Errorf("the next pass asks again: %v", err)
			}
			c.heal(w)
			w.pass(2 * time.Hour)
			if written, err := w.WriteBack(t.Context(), job.Entry, job.WriteBack); err != nil || !written.Changed {
				t.Errorf("healed: written %v with error %v", written.Changed, err)
			}
		})
	}
}

func TestCommitMessage(t *testing.T) {
	t.Parallel()
	w := open(t, config(func(c *github.Config) { c.CommitSuffix = "[skip ci]" }))
	name := "fixes #12 by @ana, GH-7 [skip ci].md"
	w.put(name, incident)
	w.put("b.md", incident)
	outcomes := w.WriteBackAll(t.Context(), []source.Job{w.job(name, 1), w.job("b.md", 2)})
	for _, o := range outcomes {
		must(t, o.Err)
	}
	got := w.repo.Log("")[0].Message
	want := "Follow-through in 2 reviews [skip ci]\n\n" +
		"reviews/fixes %2312 by %40ana, GH%2D7 %5Bskip ci%5D.md: 1 open, 1 done\nreviews/b.md: 2 done\n"
	if got != want {
		t.Errorf("message\n%s\nwant\n%s", got, want)
	}
	if strings.Contains(got, "queue") {
		t.Errorf("an action's words are in it:\n%s", got)
	}
}

func TestCommitNamesNobody(t *testing.T) {
	t.Parallel()
	w := open(t)
	w.put("a.md", incident)
	_, err := w.write("a.md", 1)
	must(t, err)
	for _, e := range w.fake.Exchanges() {
		if e.Method == http.MethodPost && strings.HasSuffix(e.Path, "/git/commits") && regexp.MustCompile(`author|committer`).Match(e.Body) {
			t.Errorf("the commit names somebody: %s", e.Body)
		}
	}
}

// A commit of an App is signed by GitHub, and so passes the rule.
func TestAppPassesRequiredSignatures(t *testing.T) {
	t.Parallel()
	w := open(t)
	w.useApp(func(app *githubfake.App) *githubfake.Installation { return app.Install("acme", may) })
	w.repo.Protect("main", githubfake.Rules{Signatures: true})
	w.put("a.md", incident)
	_, err := w.write("a.md", 1)
	must(t, err)
	if !w.repo.Log("")[0].Signed {
		t.Error("the commit is not signed")
	}
	for _, f := range w.Check(t.Context(), []review.Mode{review.ModeBlock}) {
		if f.IsWrong() {
			t.Errorf("check: %s", f.String())
		}
	}
}

// Every byte that is not ours stays, and so does the file's mode.
func TestBytesAndModeStay(t *testing.T) {
	t.Parallel()
	for name, text := range map[string]string{
		"byte order mark": "\ufeff" + incident, "CRLF": strings.ReplaceAll(incident, "\n", "\r\n"), "form feed": incident + "\f\n",
	} {
		w := open(t)
		w.repo.CommitAs("", "", map[string]githubfake.File{"reviews/a.md": {Content: text, Mode: githubfake.Executable}}, nil, "Add")
		written, err := w.write("a.md", 0)
		must(t, err)
		if !written.Changed {
			t.Errorf("%s: nothing was written", name)
		}
		w.again()
		if got := w.read("a.md"); got.Revision != written.Revision || got.Content != written.Content {
			t.Errorf("%s: told %s, is %s", name, written.Revision, got.Revision)
		}
		if n := w.fake.Count(func(e fault.Exchange) bool { return strings.Contains(string(e.Body), `"mode":"100755"`) }); n != 1 {
			t.Errorf("%s: the file's mode was lost", name)
		}
	}
}
