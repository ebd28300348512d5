package hub

import (
	client "github.com/followthrough/followthrough/internal/client/github"
	"github.com/followthrough/followthrough/sync/review"
)

// RESTRepository is a repository as REST shows it.
type RESTRepository struct {
	ID          int64  `json:"id"`
	Name        string `json:"full_name"`
	Visibility  string `json:"visibility"`
	Private     *bool  `json:"private"`
	Issues      *bool  `json:"has_issues"`
	Archived    bool   `json:"archived"`
	Permissions struct {
		Push bool `json:"push"`
	} `json:"permissions"`
}

// Audience is who can read a repository; what it doesn't tell is not known.
func (r RESTRepository) Audience() review.Audience {
	return review.Audience(client.Visibility(r.Visibility, r.Private))
}
