package trackertest

import (
	"math/rand/v2"
	"testing"
	"time"

	"github.com/followthrough/followthrough/sync/review"
	"github.com/followthrough/followthrough/sync/tracker"
)

func lostAnswer(t *testing.T, h Harness) {
	faulty := NewFaulty(h.Open(t, Instance), FaultyOptions{
		LoseAnswers: 1, Rand: rand.New(rand.NewPCG(1, 2)), Now: time.Now,
	})
	mark := h.changed(t, faulty, "").Watermark
	var items []tracker.NewItem
	for i := range 20 {
		items = append(items, NewItem(h.Backlogs[0], Instance, i))
	}
	for i, o := range faulty.Create(t.Context(), items) {
		if o.Err == nil || tracker.KindOf(o.Err) != tracker.Unknown {
			t.Errorf("item %d: %v", i, o.Err)
		}
	}
	found := map[tracker.Marker]bool{}
	for _, it := range h.changed(t, faulty, mark).Items {
		found[*it.Marker] = true
	}
	there := 0
	for _, n := range items {
		count := h.Count(t, n.Marker)
		if found[n.Marker] != (count == 1) || count > 1 {
			t.Errorf("%s is there %d times, found again: %v", n.Marker.Action, count, found[n.Marker])
		}
		there += count
	}
	if there == 0 || there == len(items) {
		t.Errorf("%d of %d were made: the test needs both sorts", there, len(items))
	}
}

// handsOff: no verb but Create changes anything.
func handsOff(t *testing.T, h Harness) {
	tr := h.Open(t, Instance)
	items := made(t, tr, NewItem(h.Backlogs[0], Instance, 1), NewItem(h.Backlogs[1], Instance, 2))
	h.SetState(t, items[0].ID, review.Done, "")
	before := h.Raw(t)
	for _, reader := range []tracker.Tracker{tr, h.Open(t, Instance), h.Open(t, "another")} {
		c := h.changed(t, reader, "")
		h.changed(t, reader, c.Watermark)
		get(t, reader, items[0].ID, items[1].ID, "nothing-at-all")
		if r, ok := reader.(tracker.Recogniser); ok {
			r.Recognise(review.Ticket{Text: items[0].Key, URL: items[0].URL})
		}
		if c, ok := reader.(tracker.Checker); ok {
			tracker.CheckBacklog(t.Context(), c, h.Backlogs[0], tracker.Use{})
			tracker.CheckBacklog(t.Context(), c, tracker.Backlog{Project: "not-there-yet"}, tracker.Use{})
		}
	}
	if after := h.Raw(t); after != before {
		t.Errorf("reading changed the place:\n%s\nwas\n%s", after, before)
	}
}
