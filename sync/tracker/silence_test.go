package tracker_test

import (
	"testing"
	"time"

	"github.com/followthrough/followthrough/sync/tracker"
)

func TestPausesOfTheSilentGrowToAnHour(t *testing.T) {
	b := &tracker.Backoff{}
	now := time.Date(2026, 11, 22, 9, 0, 0, 0, time.UTC)
	for n, want := range []time.Duration{0, 30 * time.Second, time.Minute, 2 * time.Minute, 4 * time.Minute, 8 * time.Minute, 16 * time.Minute, 32 * time.Minute, time.Hour, time.Hour, time.Hour, time.Hour, time.Hour, time.Hour, time.Hour} {
		b.Lost("jira", "PAY", now)
		if got := b.Silent("jira")["PAY"].Sub(now); got != want {
			t.Errorf("after %d without an answer the next is tried in %s, want %s", n+1, got, want)
		}
	}
	b.Lost("jira", "SEA", now)
	b.Lost("other", "PAY", now)
	b.Answered("jira", "PAY")
	if got := b.Silent("jira"); len(got) != 1 || !got["SEA"].Equal(now) {
		t.Errorf("silent are %v, want SEA alone", got)
	}
	var none *tracker.Backoff
	none.Lost("jira", "PAY", now)
	none.Answered("jira", "PAY")
	if got := none.Silent("jira"); len(got) > 0 {
		t.Errorf("who remembers nothing says %v", got)
	}
}
