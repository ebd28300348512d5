package jira

import (
	"encoding/json"
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
