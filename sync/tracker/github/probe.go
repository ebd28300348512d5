package github

import (
	"context"
	"net/http"

	client "github.com/followthrough/followthrough/internal/client/github"
	"github.com/followthrough/followthrough/sync/tracker"
)

// Probe asks for an issue whose title is empty, which no GitHub makes, as Create
// would ask for one. Whatever GitHub refuses then in its own words it has answered.
func (m *maker) Probe(ctx context.Context, b tracker.Backlog) error {
	if err := client.CheckRepository(b.Project); err != nil {
		return tracker.Refuse("project", nil, "%w", err)
	}
	_, err := m.client.Do(ctx, http.MethodPost, client.Path(m.repos.placeOf(b.Project), "issues"), newIssue{}, nil)
	switch client.KindOf(err) {
	case client.Rejected, client.NotFound, client.Gone:
		return nil
	}
	return asError(err)
}
