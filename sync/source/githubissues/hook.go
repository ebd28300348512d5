package githubissues

import (
	"net/http"
	"slices"
	"strings"

	client "github.com/followthrough/followthrough/internal/client/github"
	"github.com/followthrough/followthrough/sync/source"
)

// hookEvents are those after which a listing may show something new.
var hookEvents = []string{"issues", "issue_comment", "label", "repository", "installation", "installation_repositories", "member"}

// Delivery reads what GitHub's webhook sent.
func (s *Source) Delivery(header http.Header, body []byte) (source.Delivery, error) {
	var says struct {
		Repository *struct {
			Name string `json:"full_name"`
		} `json:"repository"`
	}
	d, err := client.ReadDelivery(s.opt.WebhookSecret, header, body, &says)
	if err != nil {
		return source.Delivery{}, err
	}
	here := says.Repository == nil || strings.EqualFold(says.Repository.Name, s.cfg.Repository)
	return source.Delivery{ID: d.ID, Concerns: here && slices.Contains(hookEvents, d.Event)}, nil
}
