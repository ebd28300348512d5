package github

import (
	"net/http"
	"slices"

	"github.com/followthrough/followthrough/internal/client/github/issues"
	"github.com/followthrough/followthrough/sync/tracker"
)

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
