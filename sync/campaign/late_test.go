package campaign_test

import (
	"context"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/followthrough/followthrough/mapping"
	"github.com/followthrough/followthrough/sync/execute"
	"github.com/followthrough/followthrough/sync/gather"
	"github.com/followthrough/followthrough/sync/reconcile"
	"github.com/followthrough/followthrough/sync/review"
	"github.com/followthrough/followthrough/sync/tracker/files"
)

// withSlow is a world with a second team, whose tracker takes its time.
func withSlow(t *testing.T) (*world, *slow) {
	w, s := newWorld(t), &slow{asked: make(chan struct{}), goOn: make(chan struct{})}
	team := payments()
	team.Name, team.Aliases, team.Members, team.Backlog = "search", nil, nil, mapping.Backlog{Tracker: "slow", Project: "search"}
	w.teams = append(w.teams, team)
	w.also = func(loop *reconcile.Reconciler) {
		inner, err := files.New("slow", files.Config{Path: filepath.Join(w.dir, "backlogs")}, "followthrough", time.Now)
		must(t, err)
		s.Tracker = inner
		loop.Gatherer.Trackers = append(loop.Gatherer.Trackers, gather.Tracker{Name: "slow", Settle: time.Minute, Tracker: s})
		loop.Executor.Trackers["slow"] = execute.Tracker{Tracker: s, Settle: time.Minute}
		loop.Executor.Grace = 500 * time.Millisecond
	}
	w.put("reviews/a.md", "# A\n\n## Action items\n\n- [ ] Alert on queue depth\n- [ ] Tune the index (team: search)\n")
	w.open()
	w.ahead = 2 * time.Minute // the store is old enough
	return w, s
}

// TestATrackerThatHangsHoldsNobodyUp: the items of the others are made, linked and
// followed while a creation has no answer, and it is made once.
func TestATrackerThatHangsHoldsNobodyUp(t *testing.T) {
	w, s := withSlow(t)
	w.pass()
	<-s.asked
	w.states("a.md", map[string]review.State{"Alert": review.Open, "Tune": review.Creating})
	if !strings.Contains(w.get("reviews/a.md"), w.action("a.md", "Alert").Item.Key) {
		t.Error("the review does not link what was made")
	}
	w.edit("backlogs/payments.md", "- [ ] Alert", "- [x] Alert")
	for range 3 {
		w.pass()
	}
	w.states("a.md", map[string]review.State{"Alert": review.Done, "Tune": review.Creating})
	close(s.goOn)
	w.loop.Executor.Wait()
	w.pass()
	w.states("a.md", map[string]review.State{"Tune": review.Open})
	if n := w.items(); n != 2 {
		t.Errorf("%d items, want 2", n)
	}
	w.quiet()
}

// TestWhatIsLateIsWrittenAtTheEnd: the process is told to stop while a creation goes
// on beside its passes.
func TestWhatIsLateIsWrittenAtTheEnd(t *testing.T) {
	w, s := withSlow(t)
	w.loop.Poll = 20 * time.Millisecond
	ctx, stop := context.WithCancel(t.Context())
	ended := make(chan error)
	go func() { ended <- w.loop.Run(ctx) }()
	<-s.asked
	for !w.loop.Liveness().Passed {
		time.Sleep(time.Millisecond)
	}
	stop()
	close(s.goOn)
	must(t, <-ended)
	w.states("a.md", map[string]review.State{"Alert": review.Open, "Tune": review.Open})
	if intents, err := w.store.Intents(t.Context()); err != nil || len(intents) > 0 {
		t.Errorf("%d intents are open: %v", len(intents), err)
	}
	w.close()
	w.pass()
	w.quiet()
}
