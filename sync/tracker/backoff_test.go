package tracker_test

import (
	"testing"
	"time"

	"github.com/followthrough/followthrough/sync/tracker"
)

// Reads go on while creations have to wait, the longest wait counts, and what
// was done ends it.
func TestBackoff(t *testing.T) {
	noon := time.Date(2026, 11, 22, 12, 0, 0, 0, time.UTC)
	var nobody *tracker.Backoff
	nobody.Extend("jira", tracker.Making, noon)
	nobody.Done("jira", tracker.Making)
	if at := nobody.Until("jira", tracker.Making); !at.IsZero() {
		t.Errorf("without one: until %v", at)
	}
	var b tracker.Backoff
	b.Extend("jira", tracker.Making, noon)
	b.Extend("jira", tracker.Making, noon.Add(-time.Minute))
	b.Extend("jira", tracker.Making, time.Time{})
	if at := b.Until("jira", tracker.Making); !at.Equal(noon) {
		t.Errorf("creations wait until %v", at)
	}
	for _, free := range []time.Time{b.Until("jira", tracker.Reading), b.Until("github", tracker.Making)} {
		if !free.IsZero() {
			t.Errorf("nobody asked for a wait until %v", free)
		}
	}
	b.Done("jira", tracker.Reading)
	if b.Until("jira", tracker.Making).IsZero() {
		t.Error("a read ended the wait of creations")
	}
	if b.Done("jira", tracker.Making); !b.Until("jira", tracker.Making).IsZero() {
		t.Error("a creation did not end their wait")
	}
}
