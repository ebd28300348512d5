package githubissues

import (
	"net/http"
	"slices"
	"strings"

	client "github.com/followthrough/followthrough/internal/client/github"
)

// hookEvents are those after which a listing may show something new.
var hookEvents = []string{"issues", "issue_comment", "label", "repository", "installation", "installation_repositories", "member"}

// Signature is GitHub's.
func (*Source) Signature() string { return client.Signature }

// Concerns tells whether a delivery may be about a review, or the repository.
func (s *Source) Concerns(header http.Header, body []byte) (bool, error) {
	var says struct {
		Repository *struct {
			Name string `json:"full_name"`
		} `json:"repository"`
	}
	event, err := client.ReadDelivery(header, body, &says)
	here := says.Repository == nil || strings.EqualFold(says.Repository.Name, s.cfg.Repository)
	return err == nil && here && slices.Contains(hookEvents, event), err
}
