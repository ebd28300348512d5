package github

import (
	"context"
	"fmt"
	"net/url"
	"strings"
	"time"

	client "github.com/followthrough/followthrough/internal/client/github"
)

// maxPages bounds one listing, a hundred issues each.
const maxPages = 100

// errPages is a listing that is longer than that.
var errPages = fmt.Errorf("more than %d pages of issues", maxPages)

// pages are listings as they come: page is shown each, and says whether to go
// on.
func (t *Tracker) pages(ctx context.Context, first string, page func(answer client.Answer, issues []restIssue) (more bool)) error {
	next := first
	for range maxPages {
		var issues []restIssue
		answer, err := t.client.Conditional(ctx, next, "", &issues)
		if err != nil {
			return err
		}
		if next = answer.Next; !page(answer, issues) || next == "" {
			return nil
		}
	}
	return errPages
}

// newest are all issues of a repository in the order in which they were made,
// the last first: no filter stands between us and them.
func newest(name string) string {
	return path(name, "issues") + "?state=all&sort=created&direction=desc&per_page=100"
}

// changed are those changed since a moment, the last first: what changes next
// changes the first page.
func changed(name string, since time.Time) string {
	return path(name, "issues") + "?state=all&sort=updated&direction=desc&per_page=100&since=" + url.QueryEscape(since.UTC().Format(time.RFC3339))
}

// madeSince reads what was made in a repository since a moment, newest first.
func (t *Tracker) madeSince(ctx context.Context, name string, since time.Time) (out []issue, err error) {
	err = t.pages(ctx, newest(name), func(_ client.Answer, issues []restIssue) bool {
		for _, b := range issues {
			if b.Created.Before(since) {
				return false
			}
			out = append(out, b.issue())
		}
		return true
	})
	return out, err
}

// ours are those that bear a marker of ours, or did when they were seen first:
// people may take it off. A repository that goes by another name now is
// remembered.
func (t *Tracker) ours(name string, issues []issue) (out []issue) {
	for _, i := range issues {
		if i.repo != "" && !strings.EqualFold(i.repo, name) {
			t.call(i.repo, name)
		}
		if !i.pull && (t.marker(i) != nil || t.knows(name, i.number)) {
			out = append(out, i)
		}
	}
	return out
}
