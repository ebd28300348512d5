package github

import (
	"context"
	"net/url"
)

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
	return list[Team](ctx, c, "orgs/"+url.PathEscape(org)+"/teams", "", most)
}

// TeamRepositories lists the repositories that a team was given access to.
func (c *Client) TeamRepositories(ctx context.Context, org, slug string, most int) ([]TeamRepository, Listing, error) {
	return list[TeamRepository](ctx, c, "orgs/"+url.PathEscape(org)+"/teams/"+url.PathEscape(slug)+"/repos", "", most)
}
