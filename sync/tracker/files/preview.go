package files

import (
	"context"
	"path/filepath"
	"strings"

	"github.com/followthrough/followthrough/sync/tracker"
)

var _ tracker.Previewer = (*Tracker)(nil)

// Preview says which lines Create would write, and where.
func (t *Tracker) Preview(ctx context.Context, items []tracker.NewItem) []tracker.Preview {
	t.mu.Lock()
	defer t.mu.Unlock()
	out := make([]tracker.Preview, len(items))
	batches, refused := t.batches(items)
	for i, err := range refused {
		out[i].Err = err
	}
	for _, place := range sortedKeys(batches) {
		b := batches[place]
		c, err := t.composeOnce(ctx, b)
		for j, i := range b.index {
			switch {
			case err != nil:
				out[i].Err = t.outcomeOf(err)
			case c.out[j].Err != nil:
				out[i].Err = c.out[j].Err
			default:
				out[i] = tracker.Preview{Item: c.out[j].Item, Fields: lineShown(b, j, c.text, c.out[j].Item.Key)}
			}
		}
	}
	return out
}

// lineShown is where a batch's item would stand, and its line.
func lineShown(b *batch, j int, text, key string) []tracker.PreviewField {
	section, err := sectionOf(b.items[j].Backlog)
	if err != nil {
		section = "" // it would have been refused
	}
	line := ""
	rows := strings.Split(text, "\n")
	for _, l := range lines(b.place, text) {
		if l.Key == key && l.number <= len(rows) {
			line = strings.TrimRight(rows[l.number-1], "\r")
		}
	}
	file := filepath.ToSlash(b.place)
	return []tracker.PreviewField{
		{ID: "file", Name: "file", Text: file, Sent: file},
		{ID: "section", Name: "section", Text: section, Sent: section},
		{ID: "line", Name: "line", Text: line, Sent: line},
	}
}
