package campaign_test

import (
	"context"
	"strings"
	"testing"
	"time"

	"github.com/followthrough/followthrough/sync/review"
	"github.com/followthrough/followthrough/sync/tracker"
)

// within waits for something to become so, and fails after five seconds: far
// more than it takes, for a machine that is busy.
func within(t *testing.T, what string, so func() bool) {
	t.Helper()
	for end := time.Now().Add(5 * time.Second); !so(); time.Sleep(10 * time.Millisecond) {
		if time.Now().After(end) {
			t.Fatalf("not after 5 s: %s", what)
		}
	}
}

func TestDaemonActsOnFileEvents(t *testing.T) {
	w := newWorld(t)
	loop := w.open()
	loop.Poll = time.Hour // only events make it look
	ctx, cancel := context.WithCancel(context.Background())
	ended := make(chan error)
	go func() { ended <- loop.Run(ctx) }()

	w.put("reviews/new/a.md", incident)
	within(t, "a new review in a new folder has its items", func() bool { return w.items() == 3 })
	within(t, "and its links", func() bool { return strings.Contains(w.get("reviews/new/a.md"), "followthrough:end") })
	w.edit("backlogs/payments.md", "- [ ] Alert", "- [x] Alert")
	within(t, "a tick in the backlog shows in the review", func() bool {
		return strings.Contains(w.get("reviews/new/a.md"), "- [x] Alert")
	})
	cancel()
	if err := <-ended; err != nil {
		t.Errorf("told to stop, it ended with %v", err)
	}
	w.quiet()
}

// slow is a tracker that takes its time, and tells when it was asked.
type slow struct {
	tracker.Tracker
	asked chan struct{}
	goOn  chan struct{}
}

func (s *slow) Create(ctx context.Context, items []tracker.NewItem) []tracker.Outcome {
	close(s.asked)
	<-s.goOn
	return s.Tracker.Create(ctx, items)
}

func TestDaemonFinishesTheStepAtHand(t *testing.T) {
	w := newWorld(t)
	s := &slow{asked: make(chan struct{}), goOn: make(chan struct{})}
	w.faults = func(inner tracker.Tracker) tracker.Tracker { s.Tracker = inner; return s }
	w.put("reviews/a.md", incident)
	loop := w.open()
	ctx, cancel := context.WithCancel(context.Background())
	ended := make(chan error)
	go func() { ended <- loop.Run(ctx) }()
	<-s.asked
	cancel() // told to stop while the tracker works
	close(s.goOn)
	must(t, <-ended)
	w.states("a.md", map[string]review.State{"Alert": review.Open, "Add": review.Open, "Raise": review.Open})
	intents, err := w.store.Intents(context.Background())
	if err != nil || len(intents) != 0 {
		t.Errorf("%d intents are open (%v): the step at hand was not finished", len(intents), err)
	}
	w.close()
	w.faults = nil
	w.pass() // what was not begun
	if !strings.Contains(w.get("reviews/a.md"), "followthrough:end") {
		t.Error("the next start did not write the report that was due")
	}
	w.quiet()
}
