package trackertest

import (
	"testing"

	"github.com/followthrough/followthrough/sync/tracker"
)

// changedCopied: a marker is a text that anybody may copy. On somebody else's
// item it is told, with the account, and counts for nothing; whatever else of
// it they may set: label, reporter, a higher generation.
func changedCopied(t *testing.T, h Harness) {
	if h.Copy == nil {
		t.Skip("this tracker keeps no accounts: where an item lies, or its signature, tells whose it is")
	}
	tr := h.Open(t, Instance)
	mine := made(t, tr, NewItem(h.Backlogs[0], Instance, 1))[0]
	same, higher, foreseen := *mine.Marker, *mine.Marker, NewItem(h.Backlogs[0], Instance, 2).Marker
	higher.Generation = 9999
	want := map[string]tracker.Marker{}
	for _, m := range []tracker.Marker{same, higher, foreseen} {
		want[h.Copy(t, h.Backlogs[0], m)] = m
	}
	want[h.Copy(t, h.Backlogs[1], same)] = same
	for name, process := range map[string]tracker.Tracker{"the same": tr, "a new": h.Open(t, Instance)} {
		c := h.changed(t, process, "")
		if c.Account == "" || c.Account == h.By(t) {
			t.Errorf("%s process says that we are %q", name, c.Account)
		}
		if len(c.Items) != 1+len(want) {
			t.Errorf("%s process lists %d items: %+v", name, len(c.Items), c.Items)
		}
		if got := one(t, c.Items, mine.ID); got.Claim != nil || got.Marker == nil {
			t.Errorf("ours: %+v", got)
		}
		for id, m := range want {
			for how, got := range map[string]tracker.Item{"changed": one(t, c.Items, id), "get": one(t, get(t, process, id), id)} {
				if got.Marker != nil || got.Claim == nil || !got.Claim.Marker.Same(m) || got.Claim.By != h.By(t) {
					t.Errorf("%s, %s process: marker %+v, claim %+v", how, name, got.Marker, got.Claim)
				}
			}
		}
	}
}

// changedRemarked: who may edit an item may give it another marker: ours stays
// ours, with the marker that it shows, and nobody else's becomes ours.
func changedRemarked(t *testing.T, h Harness) {
	if h.Copy == nil {
		t.Skip("this tracker keeps no accounts")
	}
	tr := h.Open(t, Instance)
	mine := made(t, tr, NewItem(h.Backlogs[0], Instance, 1))[0]
	other := NewItem(h.Backlogs[0], Instance, 2).Marker
	theirs := h.Copy(t, h.Backlogs[0], NewItem(h.Backlogs[0], Instance, 3).Marker)
	h.Remark(t, mine.ID, other)
	h.Remark(t, theirs, *mine.Marker)
	untouched := made(t, tr, NewItem(h.Backlogs[0], Instance, 4))[0]
	if can, ok := tr.(tracker.Edited); ok {
		for id, want := range map[string]bool{mine.ID: true, untouched.ID: false} {
			if edited, err := can.Edited(t.Context(), id); err != nil || edited != want {
				t.Errorf("%s is edited: %v, %v, want %v", id, edited, err, want)
			}
		}
	}
	c := h.changed(t, h.Open(t, Instance), "")
	if got := one(t, c.Items, mine.ID); got.Marker == nil || !got.Marker.Same(other) || got.Claim != nil {
		t.Errorf("ours shows %+v, %+v", got.Marker, got.Claim)
	}
	if got := one(t, c.Items, theirs); got.Marker != nil || got.Claim == nil || !got.Claim.Marker.Same(*mine.Marker) {
		t.Errorf("theirs shows %+v, %+v", got.Marker, got.Claim)
	}
}
