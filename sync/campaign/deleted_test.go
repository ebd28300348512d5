package campaign_test

import (
	"context"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"github.com/followthrough/followthrough/internal/client/jira/jirafake"
	"github.com/followthrough/followthrough/sync/plan"
	"github.com/followthrough/followthrough/sync/reconcile"
	"github.com/followthrough/followthrough/sync/review"
)

// missing counts the actions in that state, and those whose items were not seen once.
func (w *world) missing() (n, unseen int) {
	for _, r := range w.records() {
		for _, k := range r.Actions {
			switch {
			case k.State == review.Missing:
				n++
			case strings.HasPrefix(k.Reason, "not seen since"):
				unseen++
			}
		}
	}
	return n, unseen
}

// TestJiraDeletionIsSeenDailyAndAtOnceByHand: no listing tells of an issue that is
// gone. All are asked for once a day by the daemon, and by each sync; what is not
// there is missing with the pass after that.
func TestJiraDeletionIsSeenDailyAndAtOnceByHand(t *testing.T) {
	eachJira(t, func(t *testing.T, flavour jirafake.Flavour) {
		w, f := jiraWorld(t, jirafake.Options{Flavour: flavour})
		putJiraReviews(w, 1, 12)
		w.pass()
		w.pass()
		f.Delete(f.Created()[0].Key)
		w.ahead += 20 * time.Hour
		w.pass()
		if n, unseen := w.missing(); n+unseen > 0 {
			t.Errorf("a listing told that it is gone: %d, %d", n, unseen)
		}
		w.sync(plan.Request{})
		if n, unseen := w.missing(); n != 0 || unseen != 1 {
			t.Errorf("after a sync %d are missing, %d not seen", n, unseen)
		}
		w.ahead += 11 * time.Second
		w.pass()
		if n, _ := w.missing(); n != 1 {
			t.Errorf("after the next pass %d are missing", n)
		}

		f.Delete(f.Created()[1].Key)
		w.close()
		var later, days, rests atomic.Int64
		start := w.now()
		clock := func() time.Time { return start.Add(time.Duration(later.Load())) }
		w.also = func(loop *reconcile.Reconciler) {
			loop.Now, loop.Gatherer.Now, loop.Executor.Now, loop.Poll = clock, clock, clock, 10*time.Millisecond
			wake := loop.Wake
			loop.Wake = func(ctx context.Context, now time.Time) (time.Time, error) { rests.Add(1); return wake(ctx, now) }
			loop.Daily = append(loop.Daily, func(context.Context) error { days.Add(1); return nil })
		}
		ctx, cancel := context.WithCancel(context.Background())
		ended := make(chan error)
		loop := w.open()
		go func() { ended <- loop.Run(ctx) }()
		within(t, "the first day begins", func() bool { return days.Load() == 1 })
		later.Store(int64(23 * time.Hour))
		before := rests.Load()
		within(t, "three passes are made", func() bool { return rests.Load() >= before+3 })
		if n, unseen := w.missing(); n != 1 || unseen != 0 {
			t.Errorf("within a day %d are missing, %d not seen", n, unseen)
		}
		later.Store(int64(25 * time.Hour))
		within(t, "the daily reading does not see it", func() bool { _, unseen := w.missing(); return unseen == 1 })
		later.Store(int64(25*time.Hour + 11*time.Second))
		within(t, "it is missing", func() bool { n, _ := w.missing(); return n == 2 })
		cancel()
		must(t, <-ended)
	})
}

// TestGitHubDeletionIsSeenDailyAndAtOnceByHand likewise: each repository's listing is
// compared with what is known of it once a day.
func TestGitHubDeletionIsSeenDailyAndAtOnceByHand(t *testing.T) {
	eachGitHub(t, func(t *testing.T, enterprise bool) {
		h := newHub(t, 1, enterprise, 0)
		h.publish(0, 1, 6)
		h.pass()
		h.wait(time.Minute)
		h.pass()
		all, person := h.fake.CreatedIssues(), h.fake.As("acme")
		person.Delete(all[0])
		h.wait(20 * time.Hour)
		h.pass()
		if n, unseen := h.missing(); len(all) != 6 || n+unseen > 0 {
			t.Errorf("of %d, %d are missing, %d not seen", len(all), n, unseen)
		}
		h.sync(plan.Request{})
		h.wait(11 * time.Second)
		h.pass()
		if n, _ := h.missing(); n != 1 {
			t.Errorf("after a sync and a pass %d are missing", n)
		}
		person.Delete(all[1])
		h.wait(5 * time.Hour) // a day after the first listing
		h.pass()
		h.wait(11 * time.Second)
		h.pass()
		if n, _ := h.missing(); n != 2 {
			t.Errorf("after a day %d are missing", n)
		}
	})
}

// TestJiraThatShowsNothingOfOursIsDoubted: where a permission was lost, it answers as
// if all were deleted.
func TestJiraThatShowsNothingOfOursIsDoubted(t *testing.T) {
	eachJira(t, func(t *testing.T, flavour jirafake.Flavour) {
		w, f := jiraWorld(t, jirafake.Options{Flavour: flavour})
		putJiraReviews(w, 1, 12)
		w.pass()
		w.pass()
		was := w.get("reviews/r00.md")
		for _, key := range projects {
			f.SetPermissions(key)
		}
		for range 3 {
			o := w.sync(plan.Request{})
			if len(o.Failures) == 0 || !strings.Contains(o.Failures[len(o.Failures)-1].Err.Error(), "gone at once") {
				t.Errorf("told is %v", o.Failures)
			}
			w.ahead += time.Hour
			w.pass()
		}
		if n, _ := w.missing(); n > 0 || w.get("reviews/r00.md") != was {
			t.Errorf("%d are missing, and the review says\n%s", n, w.get("reviews/r00.md"))
		}
		for _, key := range projects {
			f.SetPermissions(key, "BROWSE_PROJECTS", "CREATE_ISSUES")
		}
		w.sync(plan.Request{})
		if n, unseen := w.missing(); n+unseen > 0 {
			t.Errorf("back, %d are missing, %d not seen", n, unseen)
		}
		w.quiet()
	})
}
