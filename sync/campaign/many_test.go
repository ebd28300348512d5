package campaign_test

import (
	"context"
	"testing"
	"testing/synctest"
	"time"

	"github.com/followthrough/followthrough/sync/review"
)

// hangs accepts a request and never answers it.
func hangs(ctx context.Context) error {
	<-ctx.Done()
	return ctx.Err()
}

// One of fifty that never answers is waited for by nobody else.
func TestOneThatNeverAnswersHoldsUpNobody(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := newMany(t, 50)
		w.trackers[3].gets(hangs)
		stop := w.runs()
		defer stop()
		first := w.takes("the first items of the others", 10*time.Second, w.shows(7, "followthrough:end"))
		quiet := time.Duration(0)
		t.Logf("first items after %s", first)
		_ = quiet
		for _, at := range []time.Duration{0, time.Second, time.Minute, 130 * time.Second, 5 * time.Minute} {
			time.Sleep(at)
			for _, state := range []review.State{review.Done, review.Open} {
				t.Logf("%s: %s", at, w.ticks(7, state, time.Minute))
			}
		}
	})
}
