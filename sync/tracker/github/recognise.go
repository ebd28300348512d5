package github

import (
	"net/http"
	"slices"
	"strings"

	"github.com/followthrough/followthrough/internal/client/github/issues"
	"github.com/followthrough/followthrough/sync/review"
	"github.com/followthrough/followthrough/sync/tracker"
)

// Recognise takes a link to an issue or pull request of this site, or
// owner/repo#12, for the item's id. Without a link it must be where a backlog's
// owner has repositories: another site may have such a name too. #12 alone says
// nothing: a source that knows what it means gives it a link.
func (t *adapter) Recognise(ticket review.Ticket) (string, bool) {
	r, ok := issues.Linked(t.client.Site(), ticket.URL)
	if ticket.URL == "" {
		r, ok = issues.ParseRef(strings.TrimSpace(ticket.Text))
		ok = ok && t.neighbour(r.Repo)
	}
	if !ok {
		return "", false
	}
	return issues.At(t.Named(r.Repo), r.Number).ID(), true
}

// Holds tells whether an address is an issue's or pull request's of this site.
func (t *adapter) Holds(address string) bool {
	_, ok := issues.Linked(t.client.Site(), address)
	return ok
}

// neighbour tells whether a repository is of an owner that a backlog is of.
func (t *adapter) neighbour(repo string) bool {
	owner, _, _ := strings.Cut(strings.ToLower(repo), "/")
	for name := range t.projects.All() {
		if strings.HasPrefix(name, owner+"/") {
			return true
		}
	}
	return false
}

// PlaceOf is the repository that an id names.
func (t *adapter) PlaceOf(id string) string {
	r, ok := issues.ParseRef(id)
	if !ok {
		return ""
	}
	return t.project(r.Repo)
}

// Delivery reads what GitHub's webhook sent. X-GitHub-Delivery stays the same
// when a delivery is sent again. What names no issue (label, repository,
// installation …) wakes the next reading, which finds what it was about.
func (t *adapter) Delivery(header http.Header, body []byte) (tracker.Delivery, error) {
	id, named, err := issues.Delivery(t.o.WebhookSecret, header, body)
	if err != nil {
		return tracker.Delivery{}, err
	}
	out := tracker.Delivery{ID: id}
	for _, r := range named {
		if id := issues.At(t.Named(r.Repo), r.Number).ID(); !slices.Contains(out.IDs, id) {
			out.IDs = append(out.IDs, id)
		}
	}
	return out, nil
}
