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

// After the store was lost a team's items may lie where another tracker is its own
// by now, and no block tells of them: while that one can't be read, nothing is made
// for the reviews that may have had some.
func TestLostStoreMakesNothingTwiceWhileATrackerIsAway(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := newMany(t, 5)
		w.modes = nil
		stop := w.runs()
		w.takes("the items", time.Minute, func() bool { return w.trackers[3].holds() == 2 && w.trackers[4].holds() == 2 })
		stop()
		w.forget()
		w.moved = map[int]int{3: 4} // its team's backlog
		w.trackers[3].gets(hangs)
		defer w.runs()()
		time.Sleep(5 * time.Minute)
		if n := w.trackers[4].holds(); n != 2 {
			t.Errorf("%d items where 2 were: they were made another time", n)
		}
		w.trackers[3].gets(nil)
		w.sources[0].put("new.md", "# Another\n\n## Action items\n\n- [ ] Test the backup (owner: team1)\n")
		w.takes("the item of another review, when all was listed", 2*polls, func() bool { return w.trackers[1].holds() == 3 })
		if n := w.trackers[4].holds(); n != 2 {
			t.Errorf("%d items where 2 were: they were made another time", n)
		}
	})
}
