package jira

import (
	"context"
	"encoding/json"
	"fmt"
	"slices"

	client "github.com/followthrough/followthrough/internal/client/jira"
	"github.com/followthrough/followthrough/sync/tracker"
	"github.com/followthrough/followthrough/sync/tracker/jira/stamp"
)

// properties are what a new issue bears. Data Center's description types the
// value as a text.
func (t *Tracker) properties(m tracker.Marker) []client.Property {
	if t.cloud() {
		return []client.Property{{Key: stamp.Property, Value: m}}
	}
	text, err := json.Marshal(m)
	if err != nil {
		return nil // strings and numbers always marshal
	}
	return []client.Property{{Key: stamp.Property, Value: string(text)}}
}

// Edited tells whether somebody may have changed an issue's marker: property and
// token, which were made alike, say two things, or there is no property. That an
// issue was given both anew nobody can see.
func (t *Tracker) Edited(ctx context.Context, id string) (bool, error) {
	issue, err := t.client.Issue(ctx, id, []string{"description"}, []string{stamp.Property})
	if err != nil {
		return true, fmt.Errorf("read the marker of %s: %w", id, asError(err))
	}
	property, token := stamp.Both(issue)
	return property == nil || token != nil && !property.Same(*token), nil
}

// counts tells whether a marker counts on an issue of this creator: as a marker
// where we made the issue, as a claim where somebody else did.
func (t *Tracker) counts(m *tracker.Marker, by, me string) (*tracker.Marker, *tracker.Claim) {
	switch {
	case m == nil:
		return nil, nil
	case by != "" && (by == me || slices.Contains(t.o.Accounts, by)):
		return m, nil
	}
	return nil, &tracker.Claim{Marker: *m, By: by}
}
