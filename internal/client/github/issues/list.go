package issues

import (
	"context"
	"fmt"
	"net/url"
	"time"

	client "github.com/followthrough/followthrough/internal/client/github"
)

// MaxPages bounds one listing, a hundred issues each.
const MaxPages = 100

// ErrPages is the error of a listing that is longer than that.
var ErrPages = fmt.Errorf("more than %d pages of issues", MaxPages)

// Pages reads a listing as it comes: page is shown each, and says whether to go
// on.
func Pages(ctx context.Context, c *client.Client, first string, page func(answer client.Answer, issues []REST) (more bool)) error {
	next := first
	for range MaxPages {
		var issues []REST
		answer, err := c.Conditional(ctx, next, "", &issues)
		if err != nil {
			return err
		}
		if next = answer.Next; !page(answer, issues) || next == "" {
			return nil
		}
	}
	return ErrPages
}

// Newest are all issues of a repository in the order in which they were made,
// the last first: no filter stands between us and them.
func Newest(name string) string {
	return Path(name, "issues") + "?state=all&sort=created&direction=desc&per_page=100"
}

// Changed are those changed since a moment, the last first: what changes next
// changes the first page.
func Changed(name string, since time.Time) string {
	return Path(name, "issues") + "?state=all&sort=updated&direction=desc&per_page=100&since=" + url.QueryEscape(since.UTC().Format(time.RFC3339))
}

// MadeSince reads what was made in a repository since a moment, newest first.
func MadeSince(ctx context.Context, c *client.Client, name string, since time.Time) (out []Issue, err error) {
	err = Pages(ctx, c, Newest(name), func(_ client.Answer, issues []REST) bool {
		for _, b := range issues {
			if b.Created.Before(since) {
				return false
			}
			out = append(out, b.Issue())
		}
		return true
	})
	return out, err
}
