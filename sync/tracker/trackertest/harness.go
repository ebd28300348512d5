package trackertest

import (
	"context"
	"fmt"
	"testing"

	"github.com/followthrough/followthrough/sync/review"
	"github.com/followthrough/followthrough/sync/tracker"
)

// Instance is the instance of the trackers that a Harness opens.
const Instance = "conformance"

// Harness is an adapter under test: a place of its own, empty at first, and
// the hands of the people who work there.
type Harness struct {
	// Open gives the tracker over this place as a new process would, for the
	// instance named (Instance, or another one).
	Open func(t *testing.T, instance string) tracker.Tracker
	// Backlogs are two different backlogs in the place.
	Backlogs [2]tracker.Backlog
	// SetState is a person who brings an item into a state, with the reason
	// for Declined.
	SetState func(t *testing.T, id string, s review.State, reason string)
	// Reword is a person who gives the item another title.
	Reword func(t *testing.T, id, title string)
	// Move takes an item to another backlog; nil: items can't be moved.
	Move func(t *testing.T, id string, to tracker.Backlog)
	// Copy is somebody with an account of their own who makes an item that bears
	// a marker, with whatever else tells ours that they may set themselves; it
	// gives the item's id. By is that account, as Claim.By names it. Remark is an
	// editor who gives an item another marker. nil: the tracker keeps no accounts.
	Copy   func(t *testing.T, b tracker.Backlog, m tracker.Marker) (id string)
	By     func(t *testing.T) string
	Remark func(t *testing.T, id string, m tracker.Marker)
	// Delete removes an item for good.
	Delete func(t *testing.T, id string)
	// Break makes the place unreadable until mend is called.
	Break func(t *testing.T) (mend func())
	// Count is how many items bear the marker's action and generation, seen
	// past the tracker.
	Count func(t *testing.T, m tracker.Marker) int
	// Raw is everything in the place: equal as long as nobody changed it.
	Raw func(t *testing.T) string
	// Catch waits until Changed shows what was done; nil: it does at once.
	Catch func(t *testing.T)
	// Lacks are the states that the tracker can't show.
	Lacks []review.State
}

func (h Harness) catch(t *testing.T) {
	if h.Catch != nil {
		h.Catch(t)
	}
}

// NewItem is an item for tests, one for each number from 0 to 99,999.
func NewItem(b tracker.Backlog, instance string, number int) tracker.NewItem {
	title := fmt.Sprintf("Raise the alert for queue %d", number)
	rev := review.KeyOf(instance, "tests", "outage.md")
	return tracker.NewItem{
		Marker: tracker.Marker{
			Instance: instance, Review: rev, Action: review.ActionKeyOf(instance, rev, review.Normalise(title), 1),
			Generation: 1, Text: review.Normalise(title), Number: 1,
		},
		Backlog: b,
		Title:   title,
		Review:  tracker.ReviewRef{Title: "Queue outage", URL: "https://reviews.example/outage"},
	}
}

// made creates items that must all succeed.
func made(t *testing.T, tr tracker.Tracker, items ...tracker.NewItem) []tracker.Item {
	t.Helper()
	outcomes := tr.Create(t.Context(), items)
	if len(outcomes) != len(items) {
		t.Fatalf("%d outcomes for %d items", len(outcomes), len(items))
	}
	var out []tracker.Item
	for i, o := range outcomes {
		if o.Err != nil {
			t.Fatalf("create item %d: %v", i, o.Err)
		}
		out = append(out, o.Item)
	}
	return out
}

func (h Harness) changed(t *testing.T, tr tracker.Tracker, since string) tracker.Changes {
	t.Helper()
	h.catch(t)
	c, err := tr.Changed(t.Context(), h.Backlogs[:], nil, since)
	if err != nil {
		t.Fatalf("changed: %v", err)
	}
	return c
}

func get(t *testing.T, tr tracker.Tracker, ids ...string) []tracker.Item {
	t.Helper()
	items, err := tr.Get(context.WithoutCancel(t.Context()), ids)
	if err != nil {
		t.Fatalf("get: %v", err)
	}
	return items
}

// one is the single item with the id; the test fails without.
func one(t *testing.T, items []tracker.Item, id string) tracker.Item {
	t.Helper()
	var found []tracker.Item
	for _, it := range items {
		if it.ID == id {
			found = append(found, it)
		}
	}
	if len(found) != 1 {
		t.Fatalf("%d items with id %s in %+v", len(found), id, items)
	}
	return found[0]
}
