package github

import (
	"github.com/followthrough/followthrough/sync/tracker"
	"github.com/followthrough/followthrough/sync/tracker/github/draft"
	"github.com/followthrough/followthrough/sync/tracker/github/hub"
)

// marker is the marker that an issue bears, if it is ours.
func (t *Tracker) marker(i issue) *tracker.Marker {
	if m, ok := draft.Marker(i.Body); ok && m.Instance == t.o.Instance {
		return m
	}
	return nil
}

// item is an issue as the seam speaks of items, known by the id.
func (t *Tracker) item(i issue, id string) tracker.Item {
	it := tracker.Item{
		ID: id, Key: i.String(), URL: i.URL, Project: t.project(i.Repo), Created: i.Created, Marker: t.marker(i),
	}
	it.State, it.Status, it.Reason = i.State()
	if it.State.Settled() {
		it.Settled = i.Closed
	}
	// A listing of a place shows those of ours that bear its name, no others.
	name := t.called(i.Repo)
	if (it.Marker != nil || t.knows(name, i.Number)) && id == hub.At(name, i.Number).ID() {
		it.Place = name
	}
	return it
}
