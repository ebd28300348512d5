package jira

import (
	"context"
	"fmt"
	"slices"

	client "github.com/followthrough/followthrough/internal/client/jira"
	"github.com/followthrough/followthrough/sync/tracker"
)

// Get reads issues by id or key, a hundred in one request.
func (t *Tracker) Get(ctx context.Context, ids []string) ([]tracker.Item, error) {
	var ask []string
	for _, id := range ids {
		if (numberRE.MatchString(id) || keyRE.MatchString(id)) && !slices.Contains(ask, id) {
			ask = append(ask, id)
		}
	}
	var out []tracker.Item
	for chunk := range slices.Chunk(ask, client.MaxFetch) {
		items, err := t.fetch(ctx, chunk)
		if err != nil {
			return nil, fmt.Errorf("read issues of %s: %w", t.client.Site(), asError(err))
		}
		out = append(out, items...)
	}
	return out, nil
}

func (t *Tracker) fetch(ctx context.Context, ids []string) ([]tracker.Item, error) {
	issues, err := t.client.Fetch(ctx, ids, t.fields(), []string{MarkerProperty})
	if err != nil {
		return nil, err
	}
	issues = once(issues)
	if len(issues) < len(ids) { // absence is believed only of who is known
		if err := t.proven(ctx, client.Answer{}, true, true); err != nil {
			return nil, err
		}
	}
	markers, err := t.markersOf(ctx, issues)
	if err != nil {
		return nil, err
	}
	list, _, err := t.show(ctx, issues, markers)
	var out []tracker.Item
	for _, s := range list {
		out = append(out, s.item)
	}
	return out, err
}
