package github

import (
	"context"
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/followthrough/followthrough/internal/client/github/issues"
	"github.com/followthrough/followthrough/sync/tracker"
)

// Edited tells whether anybody edited an issue's text, where its marker stands,
// since it was made: we never do.
func (t *Tracker) Edited(ctx context.Context, id string) (bool, error) {
	r, ok := issues.ParseRef(strings.ToLower(id))
	if !ok {
		return true, nil
	}
	edited, err := issues.Edited(ctx, t.client, r)
	if err != nil {
		return true, fmt.Errorf("read who edited %s: %w", id, asError(err))
	}
	return edited, nil
}

// Get reads issues and pull requests by owner/repo#number. One that was
// transferred keeps the id asked for and shows its new key, address and
// project.
func (t *Tracker) Get(ctx context.Context, ids []string) ([]tracker.Item, error) {
	var refs []issues.Ref
	asked := map[issues.Ref]string{}
	for _, id := range ids {
		r, ok := issues.ParseRef(strings.ToLower(id))
		if _, twice := asked[r]; ok && !twice {
			refs, asked[r] = append(refs, r), id
		}
	}
	if len(refs) == 0 {
		return nil, nil
	}
	found, err := t.read(ctx, refs)
	if err != nil {
		return nil, fmt.Errorf("read issues of %s: %w", t.client.Site(), asError(err))
	}
	if t.bears(slices.Collect(maps.Values(found))) {
		if _, err := t.identify(ctx); err != nil {
			return nil, err
		}
	}
	var shown []shown
	for _, r := range refs {
		if i, ok := found[r]; ok {
			shown = append(shown, t.show(i, asked[r]))
		}
	}
	if err := t.settle(ctx, shown); err != nil {
		return nil, fmt.Errorf("read how issues of %s ended: %w", t.client.Site(), asError(err))
	}
	var out []tracker.Item
	for _, s := range shown {
		out = append(out, s.item)
	}
	return out, nil
}
