package github

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"testing"

	gh "github.com/google/go-github/v60/github"
)

// What go-github's methods give is what Do would.
func TestErrorsOfGoGithub(t *testing.T) {
	for _, c := range []struct {
		code int
		body string
		kind Kind
	}{
		{403, words("API rate limit exceeded"), Auth},
		{429, "", Throttled},
		{404, words("Not Found"), NotFound},
		{410, words("This issue was deleted"), Gone},
		{422, words("Validation Failed"), Rejected},
		{502, "<html>", Unknown},
		{200, "hello", Unknown},
	} {
		s := serve(t, func(_ int, w http.ResponseWriter, _ *http.Request) { reply(w, c.code, c.body) })
		title := "Alert on queue depth"
		_, _, err := made(t, options(t, s)).API().Issues.Create(t.Context(), "acme", "pay", &gh.IssueRequest{Title: &title})
		e := AsError(err)
		if e == nil || KindOf(err) != c.kind || e.Kind != c.kind || strings.Contains(e.Error(), s.URL) || len(s.all()) != 1 {
			t.Errorf("%d: %v (%v)", c.code, err, KindOf(err))
		}
	}
}

// go-github blocks by itself after a refusal, by this machine's clock and for
// all that is asked: here it never learns of one.
func TestGoGithubDoesNotBlock(t *testing.T) {
	local := &clock{at: noon}
	s := serve(t, func(n int, w http.ResponseWriter, _ *http.Request) {
		if n == 1 {
			reply(w, 403, `{"message":"You have exceeded a secondary rate limit","documentation_url":"https://docs.github.com/#secondary-rate-limits"}`, "Retry-After", "3600", "Date", noon.Format(http.TimeFormat))
			return
		}
		reply(w, 200, `{}`)
	})
	c := made(t, local.on(options(t, s)))
	get := func() error {
		_, _, err := c.API().Issues.Get(t.Context(), "acme", "pay", 1)
		return err
	}
	for range 2 {
		if err := get(); KindOf(err) != Throttled || AsError(err).Until.IsZero() || len(s.all()) != 1 {
			t.Errorf("%v after %v", err, s.lines())
		}
	}
	local.move(3601e9)
	if err := get(); err != nil {
		t.Errorf("blocked for longer: %v", err)
	}
}

// The calls of a commit, as they go out.
func TestGitData(t *testing.T) {
	s := serve(t, func(n int, w http.ResponseWriter, r *http.Request) {
		if r.Method == "PATCH" {
			reply(w, 422, words("Update is not a fast forward"))
			return
		}
		reply(w, 201, fmt.Sprintf(`{"sha":"%040d"}`, n))
	})
	c := made(t, options(t, s))
	git, ctx := c.API().Git, WithSort(t.Context(), Idempotent)
	blob, _, err := git.CreateBlob(ctx, "acme", "reviews", &gh.Blob{Content: gh.String("x"), Encoding: gh.String("utf-8")})
	if err != nil {
		t.Fatal(err)
	}
	entry := &gh.TreeEntry{Path: gh.String("reviews/a b.md"), Mode: gh.String("100644"), Type: gh.String("blob"), SHA: blob.SHA}
	tree, _, err := git.CreateTree(ctx, "acme", "reviews", "base", []*gh.TreeEntry{entry})
	if err != nil {
		t.Fatal(err)
	}
	if _, _, err = git.UpdateRef(t.Context(), "acme", "reviews", &gh.Reference{Ref: gh.String("refs/heads/main"), Object: &gh.GitObject{SHA: tree.SHA}}, false); KindOf(err) != Conflict {
		t.Error(err)
	}
	if got := s.lines(); !slices.Equal(got, []string{"POST /repos/acme/reviews/git/blobs", "POST /repos/acme/reviews/git/trees", "PATCH /repos/acme/reviews/git/refs/heads/main"}) {
		t.Error(got)
	}
}

func TestAsError(t *testing.T) {
	if AsError(nil) != nil {
		t.Error("nil is an error")
	}
	own := &Error{Kind: Gone, Message: "gone"}
	if got := AsError(&url.Error{Op: "Get", URL: "https://api.github.com/search?q=words", Err: own}); got != own {
		t.Errorf("%v", got)
	}
	other := AsError(&url.Error{Op: "Get", URL: "https://api.github.com/search?q=words", Err: context.Canceled})
	if !errors.Is(other, context.Canceled) || strings.Contains(other.Error(), "words") || other.Kind != Unknown {
		t.Errorf("%v", other)
	}
	if got := AsError(errors.New("with " + ourToken)).Error(); got != "with [redacted]" {
		t.Error(got)
	}
}

func TestErrorText(t *testing.T) {
	for want, e := range map[string]*Error{
		"GitHub answered 418 I'm a teapot":            {Status: 418},
		"type: no such one (allowed: Bug, Task)":      {Field: "type", Message: "no such one", Allowed: []string{"Bug", "Task"}},
		"Not Found: it is not there":                  {Message: "Not Found", Err: errors.New("it is not there")},
		"Validation Failed: title is missing":         {Field: "title", Message: "Validation Failed: title is missing"},
		"not sent: the deadline passed: ask it again": {Err: errors.New("not sent: the deadline passed: ask it again")},
	} {
		if got := e.Error(); got != want {
			t.Errorf("%q, not %q", got, want)
		}
	}
	if Unknown.String() != "outcome unknown" || Unavailable.String() != "unavailable" {
		t.Error("kinds have other names")
	}
}
