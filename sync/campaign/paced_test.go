package campaign_test

import (
	"context"
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/followthrough/followthrough/sync/review"
	"github.com/followthrough/followthrough/sync/tracker"
)

// paced is a tracker that takes creations one at a time, a minute apart.
type paced struct {
	tracker.Tracker
	w     *world
	order []string
}

func (p *paced) Wait(context.Context) error {
	p.w.ahead += time.Minute
	return nil
}

func (p *paced) Create(ctx context.Context, items []tracker.NewItem) []tracker.Outcome {
	if len(items) != 1 {
		p.w.t.Errorf("%d items in one request, want 1", len(items))
	}
	p.order = append(p.order, items[0].Title)
	return p.Tracker.Create(ctx, items)
}

func pacedWorld(t *testing.T) (*world, *paced) {
	w := newWorld(t)
	p := &paced{w: w}
	w.faults = func(inner tracker.Tracker) tracker.Tracker { p.Tracker = inner; return p }
	return w, p
}

func reviewOf(title string, actions int) string {
	var b strings.Builder
	fmt.Fprintf(&b, "# %s\n\n## Action items\n\n", title)
	for n := range actions {
		fmt.Fprintf(&b, "- [ ] %s step %d of the plan\n", title, n+1)
	}
	return b.String()
}

func TestCreationsInTurnLeaveRoomForOthers(t *testing.T) {
	w, p := pacedWorld(t)
	w.put("reviews/a.md", reviewOf("Alpha", 9))
	w.put("reviews/b.md", reviewOf("Beta", 1))
	w.pass()
	if got := len(p.order); got != 5 {
		t.Fatalf("%d items made in one pass of five minutes, one a minute: want 5", got)
	}
	if p.order[1] != "Beta step 1 of the plan" {
		t.Errorf("made in the order %q: the second review did not come in between", p.order)
	}
	k := w.action("a.md", "Alpha step 9")
	if k.State != review.Planned || !strings.Contains(k.Reason, "goes on with the next pass") {
		t.Errorf("what is left is %s: %s", k.State, k.Reason)
	}
	w.close() // a restart goes on where it was
	w.pass()
	if w.pass(); len(p.order) != 10 || w.items() != 10 {
		t.Errorf("asked %d times, %d items, want 10 and 10", len(p.order), w.items())
	}
	w.quiet()
}
