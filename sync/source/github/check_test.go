package github_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/followthrough/followthrough/internal/apitest/fault"
	"github.com/followthrough/followthrough/internal/client/github/githubfake"
	"github.com/followthrough/followthrough/sync/review"
	"github.com/followthrough/followthrough/sync/source/github"
)

// What check says before the first write; problem: the words of the findings
// that are problems, remark: of those that are not.
func TestCheck(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		options          []option
		spoil            func(*world)
		problem, remarks []string
	}{
		"all is well":                       {nil, nil, nil, nil},
		"all is well by pull request":       {[]option{viaPull}, nil, nil, nil},
		"contents: read":                    {nil, func(w *world) { w.fake.Permit(token, githubfake.Permissions{"contents": "read"}) }, []string{"acme/post-mortems is read-only: the credential may read acme/post-mortems and not write to it: give it Contents: read and write"}, nil},
		"no pull requests":                  {[]option{viaPull}, func(w *world) { w.fake.Permit(token, githubfake.Permissions{"contents": "write"}) }, []string{"give it Pull requests: read and write"}, nil},
		"pull request required, by ruleset": {nil, func(w *world) { w.repo.Protect("main", githubfake.Rules{PullRequest: true}) }, []string{"report_via: pull_request"}, nil},
		"pull request required, by protection": {nil, func(w *world) {
			w.repo.Protect("main", githubfake.Rules{Classic: true, PullRequest: true})
			w.repo.SetRole(bot, githubfake.Admin)
			w.fake.Permit(token, githubfake.Permissions{"contents": "write", "administration": "read"})
		}, []string{"report_via: pull_request"}, nil},
		"protection that is not ours to see": {nil, func(w *world) { w.repo.Protect("main", githubfake.Rules{Classic: true, PullRequest: true}) }, nil, []string{"administration: read"}},
		"and that has status checks":         {nil, func(w *world) { w.repo.Protect("main", githubfake.Rules{Classic: true, Checks: []string{"build"}}) }, []string{"status checks (build)"}, nil},
		"pull request required, and made":    {[]option{viaPull}, func(w *world) { w.repo.Protect("main", githubfake.Rules{PullRequest: true}) }, nil, nil},
		"signatures":                         {nil, func(w *world) { w.repo.Protect("main", githubfake.Rules{Signatures: true}) }, []string{"use a GitHub App"}, nil},
		"status checks":                      {nil, func(w *world) { w.repo.Protect("main", githubfake.Rules{Checks: []string{"build", "lint"}}) }, []string{"status checks (build, lint)"}, nil},
		"restricted":                         {nil, func(w *world) { w.repo.Protect("main", githubfake.Rules{NoUpdate: true}) }, []string{"changed by few"}, nil},
		"a queue":                            {nil, func(w *world) { w.repo.Protect("main", githubfake.Rules{MergeQueue: true}) }, []string{"merge_queue"}, nil},
		"what does not matter": {nil, func(w *world) {
			w.repo.Protect("main", githubfake.Rules{NoForce: true, NoDeletion: true, LinearHistory: true})
		}, nil, nil},
		"our branch may not be pushed over": {[]option{viaPull}, func(w *world) {
			w.repo.Protect(github.BranchOf("sre"), githubfake.Rules{NoForce: true})
		}, []string{"may not be pushed over"}, nil},
		"archived":            {nil, func(w *world) { w.repo.Archive() }, []string{"is archived"}, nil},
		"a bad file":          {nil, func(w *world) { w.put("large.md", strings.Repeat("x ", 1<<20)) }, nil, nil}, // the listing names it
		"nothing there":       {[]option{config(exclude("**"))}, nil, nil, []string{"holds no review"}},
		"one branch for both": {[]option{viaPull, func(w *world) { w.opt.Branch = "main" }}, nil, []string{"main is where the reviews are"}, nil},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			w := open(t, c.options...)
			w.put("a.md", incident)
			if c.spoil != nil {
				c.spoil(w)
			}
			before := w.repo.Branches()
			var problems, remarks []string
			for _, f := range w.Check(t.Context(), []review.Mode{review.ModeBlock}) {
				if f.IsWrong() {
					problems = append(problems, f.String())
				} else {
					remarks = append(remarks, f.String())
				}
			}
			expect(t, "problems", problems, c.problem)
			expect(t, "remarks", remarks, c.remarks)
			if !slices.Equal(before, w.repo.Branches()) || len(w.repo.Pulls()) > 0 {
				t.Error("check changed something")
			}
		})
	}
}

func expect(t *testing.T, what string, got, words []string) {
	t.Helper()
	if len(got) != len(words) {
		t.Errorf("%s %q, want those of %q", what, got, words)
		return
	}
	for i, word := range words {
		if !strings.Contains(got[i], word) {
			t.Errorf("%s %q do not say %q", what, got, word)
		}
	}
}

// Where nothing is to be written, nothing is asked that writing needs.
func TestCheckOfAReaderAlone(t *testing.T) {
	t.Parallel()
	w := open(t)
	w.put("a.md", incident)
	w.fake.Permit(token, githubfake.Permissions{"contents": "read"})
	if got := w.Check(t.Context(), nil); len(got) != 0 || w.fake.Count(githubfake.Writes) > 0 {
		t.Errorf("findings %+v", got)
	}
}

// No text of ours holds a credential, whatever came back.
func TestSecretsStaySecret(t *testing.T) {
	t.Parallel()
	w := open(t)
	w.put("a.md", incident)
	job := w.job("a.md", 1)
	w.fake.FailShare(1, fault.Any, fault.Fault{
		Kind: fault.FailBefore, Status: 422, Body: fmt.Sprintf(`{"message":"you said %s","documentation_url":"x","status":"422"}`, token),
	})
	_, listed := w.List(t.Context())
	_, reported := w.WriteBack(t.Context(), job.Entry, job.WriteBack)
	for _, err := range []error{listed, reported} {
		if err == nil || strings.Contains(err.Error(), token) {
			t.Errorf("error %v", err)
		}
	}
	for _, text := range []string{fmt.Sprintf("%+v", w.cfg), fmt.Sprintf("%#v", w.cfg)} {
		if strings.Contains(text, token) {
			t.Error("the configuration prints its token")
		}
	}
}
