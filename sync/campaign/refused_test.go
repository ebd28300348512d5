package campaign_test

import (
	"context"
	"errors"
	"testing"
	"time"

	"github.com/followthrough/followthrough/sync/plan"
	"github.com/followthrough/followthrough/sync/review"
	"github.com/followthrough/followthrough/sync/tracker"
)

// refusing is a tracker that refuses with one kind of error.
type refusing struct {
	tracker.Tracker
	err   *tracker.Error
	asked int
}

func (s *refusing) Create(ctx context.Context, items []tracker.NewItem) []tracker.Outcome {
	s.asked += len(items)
	if s.err == nil {
		return s.Tracker.Create(ctx, items)
	}
	out := make([]tracker.Outcome, len(items))
	for i := range out {
		out[i].Err = s.err
	}
	return out
}

func refusingWorld(t *testing.T, kind tracker.Kind) (*world, *refusing) {
	w := newWorld(t)
	s := &refusing{err: &tracker.Error{Kind: kind, Err: errors.New("the tracker says no")}}
	w.faults = func(inner tracker.Tracker) tracker.Tracker { s.Tracker = inner; return s }
	w.put("reviews/a.md", "# A\n\n## Action items\n\n- [ ] Alert on queue depth\n")
	w.pass()
	return w, s
}

func TestRefusalEndsByHand(t *testing.T) {
	w, s := refusingWorld(t, tracker.Rejected)
	s.err = nil
	w.sync(plan.Request{})
	w.states("a.md", map[string]review.State{"Alert": review.Open})
}

func TestThrottledTrackerIsLeftAlone(t *testing.T) {
	w := newWorld(t)
	s := &refusing{err: &tracker.Error{Kind: tracker.Throttled, Until: time.Now().Add(time.Hour), Err: errors.New("too many requests")}}
	w.faults = func(inner tracker.Tracker) tracker.Tracker { s.Tracker = inner; return s }
	loop := w.open()
	loop.Gatherer.Backoff = &tracker.Backoff{}
	loop.Executor.Backoff = loop.Gatherer.Backoff
	w.put("reviews/a.md", incident)
	w.pass()
	for range 5 {
		w.ahead += 5 * time.Minute
		w.pass()
	}
	if s.asked != 3 {
		t.Errorf("asked for %d items, want 3: it asked to be left alone for an hour", s.asked)
	}
	w.states("a.md", map[string]review.State{"Alert": review.Planned})
	s.err = nil
	w.ahead = 61 * time.Minute
	w.pass()
	w.states("a.md", map[string]review.State{"Alert": review.Open})
}

// unknown is a tracker that does not know us any more.
type unknown struct {
	tracker.Tracker
	err error
}

func (s *unknown) Changed(ctx context.Context, b []tracker.Backlog, asked tracker.Asked, since string) (tracker.Changes, error) {
	if s.err != nil {
		return tracker.Changes{}, s.err
	}
	return s.Tracker.Changed(ctx, b, asked, since)
}

func TestExpiredTokenBlocksUntilTheNextOne(t *testing.T) {
	w := newWorld(t)
	s := &unknown{err: &tracker.Error{Kind: tracker.Auth, Err: errors.New("the token expired")}}
	w.faults = func(inner tracker.Tracker) tracker.Tracker { s.Tracker = inner; return s }
	w.put("reviews/a.md", incident)
	w.pass()
	w.states("a.md", map[string]review.State{"Alert": review.Blocked})
	w.pass()
	w.states("a.md", map[string]review.State{"Alert": review.Blocked})
	s.err = nil
	w.pass()
	w.states("a.md", map[string]review.State{"Alert": review.Open, "Add": review.Open})
	w.quiet()
}
