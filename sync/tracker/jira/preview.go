package jira

import (
	"context"

	"github.com/followthrough/followthrough/sync/tracker"
)

// Preview says what Create would send.
func (c *creation) Preview(ctx context.Context, items []tracker.NewItem) []tracker.Preview {
	out := make([]tracker.Preview, len(items))
	orders, failed := c.orders(ctx, items)
	for i, err := range failed {
		out[i].Err = err
	}
	for _, o := range orders {
		key := o.screen.project + "-" + tracker.Ungiven
		out[o.index] = tracker.Preview{
			Fields: c.shown(o), Guessed: true, Item: tracker.Item{Key: key, URL: c.client.Browse(key), Project: o.screen.project},
		}
	}
	return out
}

// shown are the fields of an order, and its marker.
func (c *creation) shown(o order) []tracker.PreviewField {
	p := c.markers.property(o.item.Marker)
	return append(o.draft.Lines(), tracker.PreviewField{
		ID: "property " + p.Key, Name: "marker", Text: MarkerToken(o.item.Marker) + ", as a property that nobody sees", Sent: p.Value,
	})
}
