package jira

import (
	"cmp"
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
			if known, ok := t.markers.Find(i.ID); ok {
				m = &known // the zero value is of no instance
			} else if t.single.Add(1) <= maxSingle {
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

// readMarker reads an issue's property; where there is none, the token counts. A
// marker never changes: it is kept, and the zero value where there is none.
func (t *adapter) readMarker(ctx context.Context, i client.Issue, token *tracker.Marker) (*tracker.Marker, error) {
	issue, err := t.client.Issue(ctx, i.ID, []string{"status"}, []string{MarkerProperty})
	if client.KindOf(err) == client.NotFound && err != nil {
		return token, nil // gone since it was listed
	}
	if err != nil {
		return nil, err
	}
	m := cmp.Or(markerOn(issue), token, &tracker.Marker{})
	t.markers.Put(i.ID, *m)
	return m, nil
}
