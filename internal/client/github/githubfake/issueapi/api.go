package issueapi

import (
	"errors"
	"fmt"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/followthrough/followthrough/internal/client/github/githubfake/issueworld"
	"github.com/followthrough/followthrough/internal/client/github/githubfake/rest"
)

type object = rest.Object

// Site is the rest of the fake.
type Site interface {
	// API and HTML are addresses below the API and of pages for people.
	API(format string, args ...any) string
	HTML(format string, args ...any) string
	// User is an account as GitHub shows it inside other things.
	User(login string) object
	// Account is an account by login; false: there is none.
	Account(login string) (issueworld.Account, bool)
}

// Call is one request while it is answered; the fake's lock is held.
type Call struct {
	rest.Call
	T          testing.TB
	Site       Site
	World      *issueworld.World
	Caller     *issueworld.Caller
	Repo       issueworld.Repo // of an operation below /repos/{owner}/{repo}
	Enterprise bool
	Former     bool // programs of former versions ask: see graphql.Former
	Meters     *Meters
	// Refused is why the caller's token may not read issues of a repository; nil:
	// it may. GraphQL asks, whose address names no repository.
	Refused func(repo int64) *rest.Reply
	// Projects is what the token may do in projects, at most.
	Projects issueworld.Role

	limit http.Header // what is left of GraphQL's points
}

// Route is one operation.
type Route struct {
	Pattern string
	// Permission is what a fine-grained token or an installation needs; "": none.
	Permission string
	Write      bool
	Role       issueworld.Role // of the account, at least
	Answer     func(*Call) rest.Reply
	// Undescribed: the vendor's description lacks it.
	Undescribed bool
}

func stamp(t time.Time) string { return t.UTC().Format(time.RFC3339) }

// stampOr is a time, or null for none.
func stampOr(t time.Time) any {
	if t.IsZero() {
		return nil
	}
	return stamp(t)
}

// fill decodes the body; a reply where it is no JSON.
func (c *Call) fill(into any) *rest.Reply {
	if c.Read(into) {
		return nil
	}
	no := rest.BadJSON()
	return &no
}

// refuse puts a refusal of the world into words.
func (c *Call) refuse(err error) rest.Reply {
	var no *issueworld.Refusal
	if !errors.As(err, &no) {
		c.T.Errorf("githubfake: %s: %v", c.R.URL, err)
		return rest.Refusal(500, err.Error())
	}
	switch no.Why {
	case issueworld.Gone:
		return rest.Refusal(410, no.Message)
	case issueworld.Forbidden:
		return rest.Refusal(403, no.Message)
	case issueworld.Invalid:
		return unprocessable(no)
	case issueworld.Moved:
		return rest.Moved(c.Site.API("repositories/%d/issues/%d%s", no.To.Repo, no.To.Number, c.below()))
	}
	return rest.Refusal(404, no.Message)
}

// unprocessable is 422, with what is wrong where.
func unprocessable(no *issueworld.Refusal) rest.Reply {
	out := rest.Invalid(no.Message)
	var wrong []any
	for _, w := range no.Wrong {
		one := object{"resource": w.Resource, "field": w.Field, "code": w.Code}
		if w.Message != "" {
			one["message"] = w.Message
		}
		wrong = append(wrong, one)
	}
	if wrong != nil {
		out.Body.(object)["errors"] = wrong
	}
	return out
}

// below is what follows an issue's number in the request's address.
func (c *Call) below() string {
	_, rest, _ := strings.Cut(c.R.URL.Path, fmt.Sprintf("/issues/%d", c.issueNumber()))
	if c.R.URL.RawQuery != "" {
		rest += "?" + c.R.URL.RawQuery
	}
	return rest
}

func (c *Call) issueNumber() int64 { return c.Number("issue_number") }

// page answers a page of issues: only those on it are put into words.
func (c *Call) page(found []issueworld.Issue) rest.Reply {
	part, links := c.Cut(asAny(found))
	out := rest.OK(shown(part, c.issue))
	out.Header = links
	return out
}

func asAny[T any](of []T) []any {
	out := make([]any, 0, len(of))
	for _, one := range of {
		out = append(out, one)
	}
	return out
}

func shown(part []any, show func(issueworld.Issue) object) []any {
	for n := range part {
		part[n] = show(part[n].(issueworld.Issue))
	}
	return part
}

// all makes a list for an answer.
func all[T any](of []T, show func(T) object) []any {
	out := make([]any, 0, len(of))
	for _, one := range of {
		out = append(out, show(one))
	}
	return out
}
