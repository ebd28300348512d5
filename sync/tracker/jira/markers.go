package jira

import (
	"cmp"
	"context"
	"encoding/json"
	"fmt"
	"sync/atomic"

	client "github.com/followthrough/followthrough/internal/client/jira"
	"github.com/followthrough/followthrough/internal/together"
	"github.com/followthrough/followthrough/sync/tracker"
)

// maxSingle is how many issues one listing of Data Center reads one by one. What
// is beyond goes by the token alone, which holds all but the marker's text.
const maxSingle = 500

// markers finds out which marker an issue bears, and gives one to new issues.
type markers struct {
	client   *client.Client
	instance string
	known    together.Map[string, tracker.Marker] // by id; Data Center only
	single   atomic.Int64                         // how many this listing read one by one
}

// of are the markers of ours, by id of the issue. Cloud shows them with the issues;
// on Data Center each new issue is read once, for the rest of the process.
func (ms *markers) of(ctx context.Context, issues []client.Issue) (map[string]*tracker.Marker, error) {
	out := map[string]*tracker.Marker{}
	for _, i := range issues {
		m := markerOn(i)
		if !cloud(ms.client) {
			var err error
			if m, err = ms.read(ctx, i.ID, m); err != nil {
				return nil, err
			}
		}
		if m != nil && m.Instance == ms.instance {
			out[i.ID] = m
		}
	}
	return out, nil
}

// read gives the marker in an issue's property; where there is none, the token
// counts. A marker never changes: it is kept, and the zero value, which is of no
// instance, where there is none.
func (ms *markers) read(ctx context.Context, id string, token *tracker.Marker) (*tracker.Marker, error) {
	if known, ok := ms.known.Find(id); ok {
		return &known, nil
	}
	if ms.single.Add(1) > maxSingle {
		return token, nil
	}
	issue, err := ms.client.Issue(ctx, id, []string{"status"}, []string{MarkerProperty})
	switch {
	case err != nil && client.KindOf(err) == client.NotFound: // gone since it was listed
		return token, nil
	case err != nil:
		return nil, err
	}
	m := cmp.Or(markerOn(issue), token, &tracker.Marker{})
	ms.known.Put(id, *m)
	return m, nil
}

// property is what a new issue bears. Data Center's description types the value as
// a text.
func (ms *markers) property(m tracker.Marker) client.Property {
	p := client.Property{Key: MarkerProperty, Value: m}
	if text, err := json.Marshal(m); err == nil && !cloud(ms.client) {
		p.Value = string(text)
	}
	return p
}

// Edited tells whether somebody may have changed an issue's marker: property and
// token, which were made alike, say two things, or there is no property. That an
// issue was given both anew nobody can see.
func (ms *markers) Edited(ctx context.Context, id string) (bool, error) {
	issue, err := ms.client.Issue(ctx, id, []string{"description"}, []string{MarkerProperty})
	if err != nil {
		return true, fmt.Errorf("read the marker of %s: %w", id, asError(err))
	}
	property, token := markersOn(issue)
	return property == nil || token != nil && !property.Same(*token), nil
}
