package github

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"strings"
	"time"
)

// perList is how many one page of a listing holds at most.
const perList = 100

// Listing is what was read of a listing besides its things.
type Listing struct {
	More bool // there are others
	// Partial says that organisations were left out, for whose single sign-on
	// the token is not authorised.
	Partial bool
}

// List reads a listing, most of its things at most; they stand below a key of
// the answer, or are all of it ("").
func List[T any](ctx context.Context, c *Client, path, key string, most int) (out []T, l Listing, err error) {
	ctx = WithSort(ctx, Read)
	sign := "?"
	if strings.Contains(path, "?") {
		sign = "&"
	}
	next := fmt.Sprintf("%s%sper_page=%d", path, sign, perList)
	for pages := 0; next != "" && pages <= most/perList; pages++ {
		var body struct{ json.RawMessage } // whole, until it is known where the list stands
		answer, err := c.Do(ctx, http.MethodGet, next, nil, &body)
		if err != nil {
			return nil, Listing{}, err
		}
		page, err := things[T](body.RawMessage, key, answer.Status)
		if err != nil {
			return nil, Listing{}, err
		}
		out, l.Partial = append(out, page...), l.Partial || answer.Partial
		if next = answer.Next; len(page) == 0 {
			next = ""
		}
	}
	if l.More = next != "" || len(out) > most; len(out) > most {
		out = out[:most]
	}
	return out, l, nil
}

// things are those of one page.
func things[T any](raw json.RawMessage, key string, status int) (page []T, err error) {
	if key != "" {
		var around map[string]json.RawMessage
		if json.Unmarshal(raw, &around) != nil || around[key] == nil {
			return nil, unreadable(status)
		}
		raw = around[key]
	}
	switch {
	case json.Unmarshal(raw, &page) != nil:
		return nil, unreadable(status)
	case len(page) > perList:
		return nil, tooMany(status, perList)
	}
	return page, nil
}

// Repository is a repository as the API shows it.
type Repository struct {
	ID       int64  `json:"id"`
	Name     string `json:"full_name"` // owner/name
	Visible  string `json:"visibility"`
	Private  *bool  `json:"private"`
	Issues   *bool  `json:"has_issues"` // nil: not told
	Archived bool   `json:"archived"`
	Default  string `json:"default_branch"`
	Owner    struct {
		Login string `json:"login"`
		Type  string `json:"type"`
	} `json:"owner"`
	// Permissions are what we may do there, or the team whose listing it is.
	Permissions struct {
		Triage bool `json:"triage"`
		Push   bool `json:"push"`
	} `json:"permissions"`
}

// Visibility is who can read it: public, internal or private; "": it does not tell,
// or in a word that we don't know. Servers without internal repositories tell only
// whether it is private.
func (r Repository) Visibility() string {
	switch r.Visible {
	case "public", "internal", "private":
		return r.Visible
	case "":
		if r.Private != nil {
			return map[bool]string{true: "private", false: "public"}[*r.Private]
		}
	}
	return ""
}

// NoIssues tells whether its issues are disabled.
func (r Repository) NoIssues() bool { return r.Issues != nil && !*r.Issues }

// Missing is an error of a whole repository, with what to do about it where it is
// not there for us.
func Missing(repo string, err error) error {
	if KindOf(err) == NotFound {
		return fmt.Errorf("%s: there is no such repository, or the credential may not see it: correct repository, give the token access to it, or install the App there: %w", repo, err)
	}
	return fmt.Errorf("%s: %w", repo, err)
}

// Repositories lists those that the credential reaches, most of them at most: an
// App's of its installation, a token's of its account and of the organisations
// that it is in.
func (c *Client) Repositories(ctx context.Context, most int) ([]Repository, Listing, error) {
	if c.App() {
		return List[Repository](ctx, c, "installation/repositories", "repositories", most)
	}
	out, l, err := List[Repository](ctx, c, "user/repos", "", most)
	if e, ok := errors.AsType[*Error](err); ok && e.Status == http.StatusForbidden && e.Kind != Throttled {
		// An installation's token that a workflow was given.
		return List[Repository](ctx, c, "installation/repositories", "repositories", most)
	}
	return out, l, err
}

// Team is a team of an organisation.
type Team struct {
	Name string `json:"name"`
	Slug string `json:"slug"`
}

// TeamRepository is a repository with what a team may do there.
type TeamRepository struct {
	Repository
	Role string `json:"role_name"`
}

// MayWrite tells whether the team may.
func (r TeamRepository) MayWrite() bool {
	return r.Permissions.Push || r.Role == "write" || r.Role == "maintain" || r.Role == "admin"
}

// Teams lists the teams of an organisation that the credential sees, most of them
// at most; people's names are not among what is read.
func (c *Client) Teams(ctx context.Context, org string, most int) ([]Team, Listing, error) {
	return List[Team](ctx, c, "orgs/"+url.PathEscape(org)+"/teams", "", most)
}

// TeamRepositories lists the repositories that a team was given access to.
func (c *Client) TeamRepositories(ctx context.Context, org, slug string, most int) ([]TeamRepository, Listing, error) {
	return List[TeamRepository](ctx, c, "orgs/"+url.PathEscape(org)+"/teams/"+url.PathEscape(slug)+"/repos", "", most)
}

// Kept is what was read at a path, for as long as it is what stands there: to ask
// again costs nothing of the limits where it is the same.
type Kept[T any] struct {
	Value T
	Next  string    // the path of the next page; "": this is the last
	Date  time.Time // the server's clock when it was last asked for
	etag  string
}

// Read asks for what stands at the path, and tells whether it is something else
// than before.
func (k *Kept[T]) Read(ctx context.Context, c *Client, path string) (changed bool, err error) {
	var value T
	answer, err := c.Conditional(ctx, path, k.etag, &value)
	if err != nil {
		return false, err
	}
	if k.Date = answer.Date; answer.NotModified {
		return false, nil
	}
	k.Value, k.Next, k.etag = value, answer.Next, answer.ETag
	return true, nil
}

// Forget lets the next Read tell that it is something else in any case.
func (k *Kept[T]) Forget() { k.etag = "" }
