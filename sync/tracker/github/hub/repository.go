package hub

import "github.com/followthrough/followthrough/sync/review"

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
	switch {
	case r.Visibility == "public", r.Visibility == "" && r.Private != nil && !*r.Private:
		return review.AudiencePublic
	case r.Visibility == "internal":
		return review.AudienceInternal
	case r.Visibility == "private", r.Visibility == "" && r.Private != nil:
		return review.AudiencePrivate
	}
	return review.AudienceUnknown
}
