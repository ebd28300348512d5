package jira

import (
	"context"

	client "github.com/followthrough/followthrough/internal/client/jira"
	"github.com/followthrough/followthrough/sync/tracker"
)

// maxSingle is how many issues one listing of Data Center reads one by one. What
// is beyond goes by the token alone, which holds all but the marker's text.
const maxSingle = 500

// markersOf are the markers of ours, by id of the issue. Cloud shows them with
// the issues; on Data Center each new issue is read once, for the rest of the
// process.
func (t *adapter) markersOf(ctx context.Context, issues []client.Issue) (map[string]*tracker.Marker, error) {
	out := map[string]*tracker.Marker{}
	for _, i := range issues {
		m := markerOn(i)
		if !t.cloud() {
			known, ok := t.recall(i.ID)
			if ok {
				m = known
			} else if t.mayReadOne() {
				full, err := t.readMarker(ctx, i, m)
				if err != nil {
					return nil, err
				}
				m = full
			}
		}
		if m != nil && m.Instance == t.o.Instance {
			out[i.ID] = m
		}
	}
	return out, nil
}

// mayReadOne counts what a listing reads one by one.
func (t *adapter) mayReadOne() bool {
	t.mu.Lock()
	defer t.mu.Unlock()
	t.single++
	return t.single <= maxSingle
}

// readMarker reads an issue's property; where there is none, the token counts.
func (t *adapter) readMarker(ctx context.Context, i client.Issue, token *tracker.Marker) (*tracker.Marker, error) {
	issue, err := t.client.Issue(ctx, i.ID, []string{"status"}, []string{MarkerProperty})
	if client.KindOf(err) == client.NotFound && err != nil {
		return token, nil // gone since it was listed
	}
	if err != nil {
		return nil, err
	}
	m := markerOn(issue)
	if m == nil {
		m = token
	}
	if m == nil {
		t.remember(i.ID, tracker.Marker{})
		return nil, nil
	}
	t.remember(i.ID, *m)
	return m, nil
}

// remember keeps a marker, which never changes; the zero value: there is none.
func (t *adapter) remember(id string, m tracker.Marker) {
	t.mu.Lock()
	defer t.mu.Unlock()
	t.markers[id] = m
}

func (t *adapter) recall(id string) (*tracker.Marker, bool) {
	t.mu.Lock()
	defer t.mu.Unlock()
	m, ok := t.markers[id]
	if !ok || m.Instance == "" {
		return nil, ok
	}
	return &m, true
}
