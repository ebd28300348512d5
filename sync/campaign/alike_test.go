package campaign_test

import (
	"context"
	"errors"
	"strings"
	"testing"
	"time"

	"github.com/followthrough/followthrough/sync/plan"
	"github.com/followthrough/followthrough/sync/review"
	"github.com/followthrough/followthrough/sync/tracker"
)

// shared is a tracker in which others have put items too.
type shared struct {
	tracker.Tracker
	others []tracker.Other
	err    error
	asked  int
}

func (s *shared) Recent(_ context.Context, _ string, _ time.Time, _ int) ([]tracker.Other, error) {
	s.asked++
	return s.others, s.err
}

func (s *shared) Recognise(t review.Ticket) (string, bool) {
	return s.Tracker.(tracker.Recogniser).Recognise(t)
}

func TestLookAlikes(t *testing.T) {
	w := newWorld(t)
	s := &shared{others: []tracker.Other{
		{ID: "7", Key: "PAY-7", Title: "Alert on queue depth!"},
		{ID: "8", Key: "PAY-8", Title: "Add the runbook for failover"},
	}}
	w.faults = func(inner tracker.Tracker) tracker.Tracker { s.Tracker = inner; return s }
	w.put("reviews/a.md", incident)
	w.pass()
	w.states("a.md", map[string]review.State{"Alert": review.Held, "Add": review.Open, "Raise": review.Open})
	if k := w.action("a.md", "Alert"); k.HeldBy != plan.HeldByLookAlike || !strings.Contains(k.Reason, "PAY-7") {
		t.Errorf("held by %q: %s", k.HeldBy, k.Reason)
	}
	w.quiet()
	if s.asked != 1 {
		t.Errorf("looked for look-alikes %d times, want once", s.asked)
	}
	text := w.get("reviews/a.md")
	at := strings.Index(text, "- [ ] Alert on queue depth")
	w.edit("reviews/a.md", text[at:at+len("- [ ] Alert on queue depth")], "- [ ] Alert on queue depth (separate)")
	w.pass()
	w.states("a.md", map[string]review.State{"Alert": review.Open})
	w.quiet()
}

func TestLookAlikesThatCannotBeRead(t *testing.T) {
	w := newWorld(t)
	s := &shared{err: errors.New("the search is down")}
	w.faults = func(inner tracker.Tracker) tracker.Tracker { s.Tracker = inner; return s }
	w.put("reviews/a.md", incident)
	w.pass()
	w.states("a.md", map[string]review.State{"Alert": review.Planned})
	s.err = nil
	w.pass()
	w.states("a.md", map[string]review.State{"Alert": review.Open})
}
