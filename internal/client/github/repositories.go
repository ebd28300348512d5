package github

import (
	"context"
	"errors"
	"net/http"
)

// Repository is a repository as the API shows it.
type Repository struct {
	ID       int64  `json:"id"`
	Name     string `json:"full_name"` // owner/name
	Visible  string `json:"visibility"`
	Private  *bool  `json:"private"`
	Issues   *bool  `json:"has_issues"` // nil: not told
	Archived bool   `json:"archived"`
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

// Visibility is who can read it: public, internal or private; "": not told.
func (r Repository) Visibility() string { return Visibility(r.Visible, r.Private) }

// Repositories lists those that the credential reaches, most of them at most: an
// App's of its installation, a token's of its account and of the organisations
// that it is in.
func (c *Client) Repositories(ctx context.Context, most int) ([]Repository, Listing, error) {
	if c.App() {
		return list[Repository](ctx, c, "installation/repositories", "repositories", most)
	}
	out, l, err := list[Repository](ctx, c, "user/repos", "", most)
	var e *Error
	if errors.As(err, &e) && e.Status == http.StatusForbidden && e.Kind != Throttled {
		// An installation's token that a workflow was given.
		return list[Repository](ctx, c, "installation/repositories", "repositories", most)
	}
	return out, l, err
}
