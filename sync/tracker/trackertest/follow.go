package trackertest

import (
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/followthrough/followthrough/sync/review"
	"github.com/followthrough/followthrough/sync/tracker"
)

func changedSinceZero(t *testing.T, h Harness) {
	tr := h.Open(t, Instance)
	if c := h.changed(t, tr, ""); len(c.Items) != 0 {
		t.Errorf("an empty place lists %+v", c.Items)
	}
	want := made(t, tr, NewItem(h.Backlogs[0], Instance, 1), NewItem(h.Backlogs[1], Instance, 2))
	c := h.changed(t, h.Open(t, Instance), "")
	if len(c.Items) != 2 || c.Watermark == "" {
		t.Errorf("listed %+v, watermark %q", c.Items, c.Watermark)
	}
	for _, w := range want {
		if diff := cmp.Diff(w, one(t, c.Items, w.ID)); diff != "" {
			t.Errorf("created and listed differ: %s", diff)
		}
	}
}

func changedNothing(t *testing.T, h Harness) {
	tr := h.Open(t, Instance)
	made(t, tr, NewItem(h.Backlogs[0], Instance, 1))
	first := h.changed(t, tr, "")
	for name, again := range map[string]tracker.Tracker{"the same": tr, "a new": h.Open(t, Instance)} {
		if c := h.changed(t, again, first.Watermark); len(c.Items) != 0 {
			t.Errorf("%s process lists %+v", name, c.Items)
		}
	}
}

func changedLists(t *testing.T, h Harness) {
	tr := h.Open(t, Instance)
	items := made(t, tr, NewItem(h.Backlogs[0], Instance, 1), NewItem(h.Backlogs[1], Instance, 2))
	first := h.changed(t, tr, "")
	h.SetState(t, items[1].ID, review.Done, "")
	c := h.changed(t, tr, first.Watermark)
	if got := one(t, c.Items, items[1].ID); got.State != review.Done {
		t.Errorf("state %s", got.State)
	}
	late := made(t, tr, NewItem(h.Backlogs[0], Instance, 3))[0]
	one(t, h.changed(t, tr, c.Watermark).Items, late.ID)
}

func changedStates(t *testing.T, h Harness) {
	tr := h.Open(t, Instance)
	id := made(t, tr, NewItem(h.Backlogs[0], Instance, 1))[0].ID
	mark := h.changed(t, tr, "").Watermark
	for _, c := range []struct {
		state  review.State
		reason string
	}{{review.InProgress, ""}, {review.Done, ""}, {review.Open, ""}, {review.Declined, "not worth the noise"}} {
		if slices.Contains(h.Lacks, c.state) {
			continue
		}
		h.SetState(t, id, c.state, c.reason)
		changes := h.changed(t, tr, mark)
		mark = changes.Watermark
		for how, got := range map[string]tracker.Item{
			"changed": one(t, changes.Items, id), "get": one(t, get(t, tr, id), id),
		} {
			if got.State != c.state || got.Reason != c.reason || got.Status == "" {
				t.Errorf("%s: set to %s %q, shown as %s %q, status %q", how, c.state, c.reason, got.State, got.Reason, got.Status)
			}
		}
	}
}

func changedForeign(t *testing.T, h Harness) {
	ours, theirs := h.Open(t, Instance), h.Open(t, "another")
	mine := made(t, ours, NewItem(h.Backlogs[0], Instance, 1))[0]
	foreign := made(t, theirs, NewItem(h.Backlogs[0], "another", 1))[0]
	c := h.changed(t, h.Open(t, Instance), "")
	if len(c.Items) != 1 || c.Items[0].ID != mine.ID {
		t.Errorf("listed %+v", c.Items)
	}
	if got := one(t, get(t, ours, foreign.ID), foreign.ID); got.Marker != nil {
		t.Errorf("the foreign item bears our marker: %+v", got.Marker)
	}
}

func changedUnreadable(t *testing.T, h Harness) {
	tr := h.Open(t, Instance)
	made(t, tr, NewItem(h.Backlogs[0], Instance, 1))
	mark := h.changed(t, tr, "").Watermark
	mend := h.Break(t)
	for name, broken := range map[string]tracker.Tracker{"the same": tr, "a new": h.Open(t, Instance)} {
		for _, since := range []string{"", mark} {
			if c, err := broken.Changed(t.Context(), h.Backlogs[:], nil, since); err == nil && len(c.Unreadable) == 0 && (since == "" || len(c.Items)+len(c.Scanned) > 0) {
				t.Errorf("%s process, since %.20q: no error, %+v", name, since, c)
			}
		}
	}
	mend()
	if c := h.changed(t, tr, ""); len(c.Items) != 1 {
		t.Errorf("mended, it lists %+v", c.Items)
	}
}

func getUnknown(t *testing.T, h Harness) {
	tr := h.Open(t, Instance)
	id := made(t, tr, NewItem(h.Backlogs[0], Instance, 1))[0].ID
	if got := get(t, tr, "nothing-at-all", id, id+"0", "999999999"); len(got) != 1 || got[0].ID != id {
		t.Errorf("got %+v", got)
	}
	if got := get(t, tr); len(got) != 0 {
		t.Errorf("no ids give %+v", got)
	}
}

func moved(t *testing.T, h Harness) {
	if h.Move == nil {
		t.Skip("items of this tracker can't be moved")
	}
	tr := h.Open(t, Instance)
	item := made(t, tr, NewItem(h.Backlogs[0], Instance, 1))[0]
	mark := h.changed(t, tr, "").Watermark
	h.Move(t, item.ID, h.Backlogs[1])
	got := one(t, h.changed(t, tr, mark).Items, item.ID)
	if got.Project != h.Backlogs[1].Project || *got.Marker != *item.Marker {
		t.Errorf("moved to %s, shown as %+v", h.Backlogs[1].Project, got)
	}
	if diff := cmp.Diff(got, one(t, get(t, h.Open(t, Instance), item.ID), item.ID)); diff != "" && got.Project == h.Backlogs[1].Project {
		t.Errorf("changed and get differ: %s", diff)
	}
}

func reworded(t *testing.T, h Harness) {
	tr := h.Open(t, Instance)
	item := made(t, tr, NewItem(h.Backlogs[0], Instance, 1))[0]
	h.Reword(t, item.ID, "Something else altogether")
	got := one(t, h.changed(t, h.Open(t, Instance), "").Items, item.ID)
	if got.State != review.Open || *got.Marker != *item.Marker {
		t.Errorf("re-worded, it is %+v", got)
	}
}

func deleted(t *testing.T, h Harness) {
	tr := h.Open(t, Instance)
	items := made(t, tr, NewItem(h.Backlogs[0], Instance, 1), NewItem(h.Backlogs[0], Instance, 2))
	mark := h.changed(t, tr, "").Watermark
	h.Delete(t, items[0].ID)
	c := h.changed(t, tr, mark)
	for _, it := range c.Items {
		if it.ID == items[0].ID {
			t.Errorf("deleted, it is listed: %+v", it)
		}
	}
	if p := items[0].Place; p != "" && !slices.Contains(c.Scanned, p) {
		t.Errorf("place %s is not among those listed in full: %q", p, c.Scanned)
	}
	if got := get(t, tr, items[0].ID, items[1].ID); len(got) != 1 || got[0].ID != items[1].ID {
		t.Errorf("get gives %+v", got)
	}
}

func generations(t *testing.T, h Harness) {
	tr := h.Open(t, Instance)
	first := NewItem(h.Backlogs[0], Instance, 1)
	second := first
	second.Marker.Generation = 2
	a, b := made(t, tr, first)[0], made(t, tr, second)[0]
	if a.ID == b.ID || a.Key == b.Key {
		t.Errorf("both are %s, %s", a.ID, a.Key)
	}
	if c := h.changed(t, tr, ""); len(c.Items) != 2 {
		t.Errorf("listed %+v", c.Items)
	}
}
