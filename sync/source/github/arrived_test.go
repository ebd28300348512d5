package github_test

import (
	"testing"
	"time"
)

// A review arrives when its commit reaches the branch while we watch; what was
// there before, was moved, or came back tells no day.
func TestArrived(t *testing.T) {
	t.Parallel()
	w := open(t)
	w.put("old.md", incident)
	if got := w.read("old.md").Arrived; !got.IsZero() {
		t.Errorf("what was there before we came arrived %s", got)
	}
	before := w.fake.Now()
	w.put("new.md", incident)
	first := w.read("new.md").Arrived
	if first.Before(before) || first.After(w.fake.Now()) {
		t.Errorf("arrived %s, want between %s and now", first, before)
	}
	w.put("new.md", incident+"\nMore.\n")
	if got := w.read("new.md").Arrived; !got.Equal(first) {
		t.Errorf("edited, it arrived %s, was %s", got, first)
	}
	if got := w.read("old.md").Arrived; !got.IsZero() {
		t.Errorf("the old one arrived %s", got)
	}
	w.repo.Move("", "reviews/old.md", "reviews/moved.md")
	w.pass(time.Minute)
	if got := w.read("moved.md").Arrived; !got.IsZero() {
		t.Errorf("moved, it arrived %s", got)
	}
	w.repo.Delete("", "reviews/moved.md")
	w.list()
	w.put("moved.md", incident)
	if got := w.read("moved.md").Arrived; !got.IsZero() {
		t.Errorf("put back, it arrived %s", got)
	}
}

// The first review of an empty folder arrives too.
func TestArrivedFirst(t *testing.T) {
	t.Parallel()
	w := open(t)
	w.put(".gitkeep", "")
	w.list()
	w.put("a.md", incident)
	if w.read("a.md").Arrived.IsZero() {
		t.Error("it tells no day")
	}
}
