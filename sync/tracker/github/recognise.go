package github

import (
	"net/http"
	"slices"
	"strings"

	client "github.com/followthrough/followthrough/internal/client/github"
	"github.com/followthrough/followthrough/internal/client/github/issues"
	"github.com/followthrough/followthrough/sync/review"
	"github.com/followthrough/followthrough/sync/tracker"
)

// links are what of addresses and deliveries names issues.
type links struct {
	client *client.Client
	repos  *repos
}

// Recognise takes a link to an issue or pull request of this site, or
// owner/repo#12, for the item's id. Without a link it must be where a backlog's
// owner has repositories: another site may have such a name too. #12 alone says
// nothing: a source that knows what it means gives it a link.
func (l *links) Recognise(ticket review.Ticket) (string, bool) {
	r, ok := issues.Linked(l.client.Site(), ticket.URL)
	if ticket.URL == "" {
		r, ok = issues.ParseRef(strings.TrimSpace(ticket.Text))
		ok = ok && l.repos.neighbour(r.Repo)
	}
	if !ok {
		return "", false
	}
	return issues.At(l.repos.Named(r.Repo), r.Number).ID(), true
}

// Holds tells whether an address is an issue's or pull request's of this site.
func (l *links) Holds(address string) bool {
	_, ok := issues.Linked(l.client.Site(), address)
	return ok
}

// hookEvents are those after which items, or where we may look, may be others.
// What names no issue is found by listing.
var hookEvents = []string{
	"issues", "issue_comment", "pull_request", "sub_issues", "issue_dependencies", "label", "milestone", "repository", "installation", "installation_repositories", "member",
}

// Signature is GitHub's.
func (*links) Signature() string { return client.Signature }

// Delivery reads what GitHub's webhook sent.
func (l *links) Delivery(header http.Header, body []byte) (tracker.Delivery, error) {
	event, named, err := issues.Delivery(header, body)
	if err != nil || !slices.Contains(hookEvents, event) {
		return tracker.Delivery{}, err
	}
	out := tracker.Delivery{Concerns: true}
	for _, r := range named {
		if id := issues.At(l.repos.Named(r.Repo), r.Number).ID(); !slices.Contains(out.IDs, id) {
			out.IDs = append(out.IDs, id)
		}
	}
	return out, nil
}
