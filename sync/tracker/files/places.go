package files

import (
	"context"

	"github.com/followthrough/followthrough/sync/tracker"
)

// Places lists the Markdown files below the folder. What can't be looked at is
// left out, and told.
func (t *Tracker) Places(ctx context.Context) ([]tracker.Place, error) {
	t.mu.Lock()
	defer t.mu.Unlock()
	found, err := t.walk(ctx)
	if err != nil {
		return nil, &tracker.Error{Kind: tracker.Unavailable, Err: err}
	}
	var out []tracker.Place
	for _, place := range sortedKeys(found.stamps) {
		if len(out) == tracker.MaxPlaces {
			return out, tracker.More()
		}
		out = append(out, tracker.Place{Key: t.project(place), Name: t.project(place), What: "Markdown file"})
	}
	for _, place := range sortedKeys(found.unread) {
		return out, &tracker.Incomplete{Why: t.cause(place, found.unread[place]).Error()}
	}
	return out, nil
}
