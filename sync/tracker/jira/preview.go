package jira

import (
	"context"

	"github.com/followthrough/followthrough/sync/tracker"
)

var _ tracker.Previewer = (*Tracker)(nil)

// Preview says what Create would send.
func (t *adapter) Preview(ctx context.Context, items []tracker.NewItem) []tracker.Preview {
	out := make([]tracker.Preview, len(items))
	failed := map[screenID]error{}
	for i, n := range items {
		o, err := t.order(ctx, n, failed)
		if err != nil {
			out[i].Err = tracker.Before("prepare the issue", asError(err))
			continue
		}
		out[i] = tracker.Preview{Fields: t.shown(o), Guessed: true}
		key := n.Backlog.Project + "-" + tracker.Ungiven
		out[i].Item = tracker.Item{Key: key, URL: t.client.Browse(key), Project: n.Backlog.Project}
	}
	return out
}

// shown are the fields of an order, and its marker.
func (t *adapter) shown(o order) []tracker.PreviewField {
	var out []tracker.PreviewField
	for _, l := range o.draft.Lines() {
		out = append(out, tracker.PreviewField{ID: l.ID, Name: l.Name, Text: l.Text, Sent: l.Value})
	}
	for _, p := range t.properties(o.item.Marker) {
		out = append(out, tracker.PreviewField{ID: "property " + p.Key, Name: "marker", Text: MarkerToken(o.item.Marker) + ", as a property that nobody sees", Sent: p.Value})
	}
	return out
}
