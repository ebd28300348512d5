package github_test

import (
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/followthrough/followthrough/internal/apitest/fault"
	"github.com/followthrough/followthrough/internal/client/github/githubfake"
	"github.com/followthrough/followthrough/sync/source"
	"github.com/followthrough/followthrough/sync/source/github"
)

// propose reports what fails the test, and gives what was written.
func (w *world) propose(jobs ...source.Job) []source.Written {
	w.t.Helper()
	var out []source.Written
	for _, o := range w.WriteBackAll(w.t.Context(), jobs) {
		must(w.t, o.Err)
		out = append(out, o.Written)
	}
	return out
}

// waiting fails unless a change waits, and the words say so.
func (w *world) waiting(got source.Written, words ...string) {
	w.t.Helper()
	for _, word := range append(words, "pull request") {
		if !strings.Contains(got.Proposed, word) {
			w.t.Errorf("%q does not say %q", got.Proposed, word)
		}
	}
}

// only is the one pull request.
func (w *world) only() *githubfake.PullRequest {
	w.t.Helper()
	all := w.repo.Pulls()
	if len(all) != 1 {
		w.t.Fatalf("%d pull requests, want one", len(all))
	}
	return all[0]
}

func (w *world) proposedText(path string) string {
	return w.repo.File(github.BranchOf("sre"), "reviews/"+path)
}

func openPulls(t *testing.T, options ...option) *world {
	t.Helper()
	w := open(t, append(options, viaPull)...)
	w.repo.Protect("main", githubfake.Rules{PullRequest: true})
	w.put("a.md", incident)
	w.put("b.md", incident)
	return w
}

// One pull request is opened, kept up to date, merged, and the next is opened.
func TestPullRequestLife(t *testing.T) {
	t.Parallel()
	for name, options := range map[string][]option{"github.com": nil, "enterprise server": {enterprise}} {
		t.Run(name, func(t *testing.T) {
			w := openPulls(t, options...)
			got := w.propose(w.job("a.md", 0))
			w.waiting(got[0], w.only().State().Title[:0])
			if !got[0].Changed || got[0].Revision != w.read("a.md").Revision || w.repo.File("", "reviews/a.md") != incident {
				t.Errorf("what only waits is told as written: %+v", got[0])
			}
			if strings.Count(w.proposedText("a.md"), begin) != 1 || w.only().State().Title != "Follow-through in 1 review" {
				t.Errorf("proposed %q:\n%s", w.only().State().Title, w.proposedText("a.md"))
			}
			// The same again changes nothing.
			w.fake.Forget()
			if got := w.propose(w.job("a.md", 0)); got[0].Changed || w.fake.Count(githubfake.Writes) > 0 {
				t.Errorf("proposed again: %+v", got[0])
			}
			// Another review joins in; the first one stays, on the newest base.
			w.put("c.md", "# Another\n")
			w.propose(w.job("b.md", 1))
			if n := len(w.repo.Log(github.BranchOf("sre"))); n != len(w.repo.Log(""))+1 {
				t.Errorf("the branch is %d commits, want one more than main's %d", n, len(w.repo.Log("")))
			}
			if strings.Count(w.proposedText("a.md"), begin) != 1 || strings.Count(w.proposedText("b.md"), begin) != 1 || w.proposedText("c.md") == "" {
				t.Error("not all that is wanted is on the branch")
			}
			if title := w.only().State().Title; title != "Follow-through in 2 reviews" {
				t.Errorf("title %q", title)
			}
			// Merged, it is what the reviews say, and the branch is used again.
			w.only().Squash()
			w.pass(time.Minute)
			if doc := w.read("a.md"); doc.Review.Block == nil || doc.Review.Block.Digest != "00000a" {
				t.Errorf("after the merge the block is %+v", doc.Review.Block)
			}
			got = w.propose(w.job("a.md", 2))
			if pulls := w.repo.Pulls(); len(pulls) != 2 || !strings.Contains(got[0].Proposed, "2") && !strings.Contains(got[0].Proposed, "/pull/") {
				t.Errorf("%d pull requests, proposed %q", len(pulls), got[0].Proposed)
			}
			if !strings.Contains(w.proposedText("a.md"), "2 of 2 actions settled") {
				t.Errorf("proposed:\n%s", w.proposedText("a.md"))
			}
		})
	}
}

// After a merge that took the branch away, it is made again.
func TestPullRequestBranchDeletedAfterMerge(t *testing.T) {
	t.Parallel()
	w := openPulls(t)
	w.propose(w.job("a.md", 0))
	w.only().Merge()
	w.repo.DeleteBranch(github.BranchOf("sre"))
	w.pass(time.Minute)
	w.waiting(w.propose(w.job("a.md", 1))[0])
	if n := len(w.repo.Pulls()); n != 2 {
		t.Errorf("%d pull requests, want 2", n)
	}
}

func TestPullRequestLeftAlone(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		do   func(w *world)
		word string
	}{
		"approved": {func(w *world) { w.only().Approve("ana") }, "approved"},
		"approved after a no": {func(w *world) {
			w.only().Review("ana", "CHANGES_REQUESTED", "no")
			w.only().Review("ben", "COMMENTED", "hm")
			w.only().Approve("ana")
		}, "approved"},
		"pushed to": {func(w *world) {
			w.repo.Commit(github.BranchOf("sre"), map[string]string{"reviews/a.md": "# Mine\n"}, "Mine")
		}, "somebody else pushed"},
		"our commit made again with other words": {func(w *world) {
			last := w.repo.Log(github.BranchOf("sre"))[0].Message
			w.repo.ForcePush(github.BranchOf("sre"), w.repo.Commit("mine", map[string]string{"reviews/a.md": "# Mine\n"}, last))
		}, "somebody else pushed"},
	} {
		t.Run(name, func(t *testing.T) {
			w := openPulls(t)
			w.propose(w.job("a.md", 0))
			c.do(w)
			head, text := w.repo.Head(github.BranchOf("sre")), w.only().State().Body
			got := w.propose(w.job("a.md", 1), w.job("b.md", 0))
			for _, g := range got {
				w.waiting(g, c.word, "left alone")
				if until := g.Until.Sub(w.now()); until <= 0 || until > 2*time.Hour {
					t.Errorf("looked at again in %s", until)
				}
			}
			if w.repo.Head(github.BranchOf("sre")) != head || w.only().State().Body != text {
				t.Error("it was touched")
			}
		})
	}
}

// An approval that was taken back, or followed by a no, is none.
func TestPullRequestApprovalTakenBack(t *testing.T) {
	t.Parallel()
	for _, word := range []string{"CHANGES_REQUESTED", "DISMISSED"} {
		w := openPulls(t)
		w.propose(w.job("a.md", 0))
		w.only().Approve("ana")
		w.only().Review("ana", word, "")
		w.propose(w.job("a.md", 1))
		if !strings.Contains(w.proposedText("a.md"), "1 of 2 actions settled") {
			t.Errorf("%s: it was left alone", word)
		}
	}
}

// Closed unmerged: nothing for a week, and never the same again.
func TestPullRequestClosedByAPerson(t *testing.T) {
	t.Parallel()
	w := openPulls(t)
	w.propose(w.job("a.md", 0))
	w.only().Close()
	w.again() // nothing of it is remembered
	same := w.propose(w.job("a.md", 0))[0]
	w.waiting(same, "closed unmerged", "when a state changes")
	if !same.Until.IsZero() {
		t.Errorf("the same is proposed again at %s", same.Until)
	}
	other := w.propose(w.job("a.md", 1))[0]
	w.waiting(other, "closed unmerged")
	if wait := other.Until.Sub(w.now()); wait < 6*24*time.Hour || wait > 8*24*time.Hour {
		t.Errorf("another one is opened in %s, want a week", wait)
	}
	if n := len(w.repo.Pulls()); n != 1 {
		t.Fatalf("%d pull requests, want 1", n)
	}
	w.pass(8 * 24 * time.Hour)
	w.waiting(w.propose(w.job("a.md", 0))[0], "when a state changes")
	if n := len(w.repo.Pulls()); n != 1 {
		t.Fatalf("%d pull requests, want 1: the same was proposed again", n)
	}
	w.propose(w.job("a.md", 1))
	if n := len(w.repo.Pulls()); n != 2 {
		t.Errorf("%d pull requests after a week and a change, want 2", n)
	}
}

// A person edits a review that is proposed: the next report is made from what
// stands there now, and what is proposed for others stays.
func TestPullRequestFollowsAnEdit(t *testing.T) {
	t.Parallel()
	w := openPulls(t)
	w.propose(w.job("a.md", 0), w.job("b.md", 0))
	w.put("a.md", strings.Replace(incident, "too long", "far too long", 1))
	w.propose(w.job("a.md", 0))
	if got := w.proposedText("a.md"); !strings.Contains(got, "far too long") || strings.Count(got, begin) != 1 {
		t.Errorf("proposed:\n%s", got)
	}
	if strings.Count(w.proposedText("b.md"), begin) != 1 {
		t.Error("the other review is not proposed any more")
	}
}

// A person's own title stays.
func TestPullRequestTitleStays(t *testing.T) {
	t.Parallel()
	w := openPulls(t)
	w.propose(w.job("a.md", 0))
	_, err := w.opt.Client.Do(t.Context(), "PATCH", fmt.Sprintf("repos/acme/post-mortems/pulls/%d", w.only().Number), map[string]string{"title": "Our follow-ups", "body": "Mine."}, nil)
	must(t, err)
	w.propose(w.job("a.md", 0)) // the note is put back, once
	if got := w.only().State(); got.Title != "Our follow-ups" || !strings.Contains(got.Body, "00000a") {
		t.Errorf("title %q, body %q", got.Title, got.Body)
	}
	w.fake.Forget()
	w.propose(w.job("a.md", 0))
	if n := w.fake.Count(githubfake.Writes); n > 0 {
		t.Errorf("%d writes for nothing", n)
	}
	w.propose(w.job("b.md", 0))
	if got := w.only().State().Title; got != "Our follow-ups" {
		t.Errorf("title %q", got)
	}
}

// A review that was edited and has no report yet is not proposed as it was.
func TestPullRequestCarriesNothingStale(t *testing.T) {
	t.Parallel()
	w := openPulls(t)
	w.propose(w.job("a.md", 0), w.job("b.md", 0))
	edited := strings.Replace(incident, "too long", "far too long", 1)
	w.put("a.md", edited)
	w.propose(w.job("b.md", 1))
	if got := w.proposedText("a.md"); got != edited {
		t.Errorf("the edit would be lost by the merge:\n%s", got)
	}
}

// Where the review says it all already, nothing is left to propose.
func TestPullRequestWithdrawn(t *testing.T) {
	t.Parallel()
	w := openPulls(t)
	job := w.job("a.md", 0)
	w.propose(job)
	text := w.proposedText("a.md")
	w.put("a.md", text) // a person takes it over by hand
	job.Entry = w.read("a.md").Entry
	if got := w.propose(job)[0]; got.Proposed != "" || got.Changed {
		t.Errorf("written %+v, want nothing", got)
	}
	if w.only().State().Open {
		t.Error("an empty pull request is open")
	}
	w.waiting(w.propose(w.job("a.md", 1))[0]) // and that was no person's no
	if n := len(w.repo.Pulls()); n != 2 {
		t.Errorf("%d pull requests, want 2", n)
	}
}

// A branch with the work of others is never pushed over.
func TestPullRequestBranchIsSomebodyElses(t *testing.T) {
	t.Parallel()
	w := openPulls(t)
	w.repo.Commit(github.BranchOf("sre"), map[string]string{"x.md": "# X\n"}, "Mine")
	head := w.repo.Head(github.BranchOf("sre"))
	_, err := w.write("a.md", 0)
	says(t, err, github.BranchOf("sre"), "not ours", "delete it")
	if w.repo.Head(github.BranchOf("sre")) != head {
		t.Error("it was pushed over")
	}
}

// Somebody pushes to our branch in the last moment.
func TestPullRequestPushedToMeanwhile(t *testing.T) {
	t.Parallel()
	w := openPulls(t)
	w.propose(w.job("a.md", 0))
	done := false
	w.hold(func(method, path string) bool { return method == "POST" && strings.HasSuffix(path, "/git/commits") }, func() {
		if !done {
			done = true
			w.repo.Commit(github.BranchOf("sre"), map[string]string{"reviews/a.md": "# Mine\n"}, "Mine")
		}
	})
	_, err := w.write("a.md", 1)
	says(t, err, "pushed")
	if got := w.proposedText("a.md"); got != "# Mine\n" {
		t.Errorf("their work is gone:\n%s", got)
	}
	w.waiting(w.propose(w.job("a.md", 1))[0], "somebody else pushed")
}

// Whichever answer is lost, one pull request is there in the end.
func TestPullRequestLostAnswers(t *testing.T) {
	t.Parallel()
	for _, route := range []string{"POST /repos/{owner}/{repo}/git/refs", "POST /repos/{owner}/{repo}/pulls", "PATCH /repos/{owner}/{repo}/git/refs/{ref...}", "PATCH /repos/{owner}/{repo}/pulls/{number}"} {
		w := openPulls(t)
		for done := range 2 {
			w.fake.FailNext(4, fault.Route(route), fault.Fault{Kind: fault.CutAfter})
			job := w.job("a.md", done)
			_, _ = w.WriteBack(t.Context(), job.Entry, job.WriteBack) // whatever it says
			w.fake.Heal()
			w.waiting(w.propose(job)[0])
		}
		if n := len(w.repo.Pulls()); n != 1 {
			t.Errorf("%s: %d pull requests, want 1", route, n)
		}
		if !strings.Contains(w.proposedText("a.md"), "1 of 2 actions settled") || !strings.Contains(w.only().State().Body, "00000b") {
			t.Errorf("%s: proposed\n%s\n%s", route, w.only().State().Body, w.proposedText("a.md"))
		}
	}
}

func TestPullRequestLacksPermission(t *testing.T) {
	t.Parallel()
	w := openPulls(t)
	w.fake.Permit(token, githubfake.Permissions{"contents": "write", "pull_requests": "read"})
	_, err := w.write("a.md", 0)
	if !errors.Is(err, source.ErrReadOnly) {
		t.Errorf("error %v, want one that is ErrReadOnly", err)
	}
	says(t, err, "pull_requests=write")
	w.fake.Permit(token, may)
	w.pass(time.Hour)
	w.waiting(w.propose(w.job("a.md", 0))[0])
}

// A pull request of another source is nothing to write into.
func TestPullRequestOfAnotherSource(t *testing.T) {
	t.Parallel()
	w := openPulls(t)
	w.propose(w.job("a.md", 0))
	w.opt.Branch = github.BranchOf("sre")
	other, err := github.New("other", w.cfg, w.opt)
	must(t, err)
	job := w.job("b.md", 0)
	_, err = other.WriteBack(t.Context(), job.Entry, job.WriteBack)
	says(t, err, "sre", "merge or close it")
}

// Which branch a source proposes in depends on nothing but its name: another
// source beside it neither shares its pull request nor moves it elsewhere.
func TestEachSourceProposesInItsOwnBranch(t *testing.T) {
	t.Parallel()
	w := openPulls(t)
	w.propose(w.job("a.md", 0))
	cfg := w.cfg
	cfg.Path = "near-misses"
	other, err := github.New("near-misses", cfg, w.opt)
	must(t, err)
	w.repo.Commit("", map[string]string{"near-misses/c.md": incident}, "Add a near miss")
	entries, err := other.List(t.Context())
	must(t, err)
	doc, err := other.Read(t.Context(), entries[0])
	must(t, err)
	job := source.Job{Source: "near-misses", Entry: doc.Entry, WriteBack: reportOf(doc, 0)}
	must(t, other.WriteBackAll(t.Context(), []source.Job{job})[0].Err)
	w.pass(48 * time.Hour)
	w.propose(w.job("a.md", 1))
	var heads []string
	for _, p := range w.repo.Pulls() {
		heads = append(heads, p.State().Head)
	}
	if got := strings.Join(heads, " "); got != github.BranchOf("sre")+" "+github.BranchOf("near-misses") {
		t.Errorf("proposed in %s", got)
	}
}
