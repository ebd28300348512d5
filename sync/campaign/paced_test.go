package campaign_test

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/followthrough/followthrough/sync/plan"
	"github.com/followthrough/followthrough/sync/review"
	"github.com/followthrough/followthrough/sync/tracker"
)

// paced is a tracker that takes creations one at a time, a minute apart, that
// leaves something to be set, and in which items can be taken elsewhere.
type paced struct {
	tracker.Tracker
	w       *world
	order   []string
	leaves  []string
	finish  func(tracker.Unfinished) tracker.Finished
	away    map[string]string // former id: what stands before the new one
	crowded error             // what Wait answers
}

func (p *paced) Wait(context.Context) error {
	p.w.ahead += time.Minute
	return p.crowded
}

func (p *paced) Create(ctx context.Context, items []tracker.NewItem) []tracker.Outcome {
	if len(items) != 1 {
		p.w.t.Errorf("%d items in one request, want 1", len(items))
	}
	p.order = append(p.order, items[0].Title)
	out := p.Tracker.Create(ctx, items)
	for i := range out {
		out[i].Left = p.leaves
	}
	return out
}

func (p *paced) Finish(_ context.Context, u tracker.Unfinished) tracker.Finished { return p.finish(u) }

func (p *paced) moved(item tracker.Item, id string) tracker.Item {
	if prefix, ok := p.away[item.ID]; ok {
		item.URL, item.Key, item.Project, item.Unproven = prefix+item.ID, prefix+item.Key, "elsewhere", false // a tracker with accounts
		item.ID = id
	}
	return item
}

func (p *paced) Changed(ctx context.Context, backlogs []tracker.Backlog, since string) (tracker.Changes, error) {
	c, err := p.Tracker.Changed(ctx, backlogs, since)
	c.Scanned = nil // what was taken elsewhere is not missed before it is looked for
	for i, item := range c.Items {
		c.Items[i] = p.moved(item, p.away[item.ID]+item.ID)
	}
	return c, err
}

func (p *paced) Get(ctx context.Context, ids []string) ([]tracker.Item, error) {
	var asked []string
	was := map[string]string{}
	for _, id := range ids {
		old := id
		for former, prefix := range p.away {
			if prefix+former == id {
				old = former
			}
		}
		was[old], asked = id, append(asked, old)
	}
	items, err := p.Tracker.Get(ctx, asked)
	for i, item := range items {
		items[i] = p.moved(item, was[item.ID])
	}
	return items, err
}

func pacedWorld(t *testing.T) (*world, *paced) {
	w := newWorld(t)
	p := &paced{w: w, away: map[string]string{}}
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

func TestNoTurnMeansNoIntent(t *testing.T) {
	w, p := pacedWorld(t)
	w.put("reviews/a.md", reviewOf("Alpha", 2))
	p.crowded = &tracker.Error{Kind: tracker.Throttled, Err: errors.New("the hourly limit is used up")}
	w.pass()
	k := w.action("a.md", "Alpha step 1")
	if k.State != review.Planned || !strings.Contains(k.Reason, "hourly limit") || k.Attempts != 0 {
		t.Errorf("%s: %s, after %d attempts", k.State, k.Reason, k.Attempts)
	}
	p.crowded = nil
	w.pass()
	if w.items() != 2 {
		t.Errorf("%d items, want 2", w.items())
	}
}

func TestWhatACreationLeavesIsFinished(t *testing.T) {
	w, p := pacedWorld(t)
	w.put("reviews/a.md", reviewOf("Alpha", 1))
	p.leaves = []string{"parent", "board 4"}
	down := errors.New("the board does not answer")
	p.finish = func(u tracker.Unfinished) tracker.Finished {
		return tracker.Finished{Left: u.Left[len(u.Left)-1:], Err: down}
	}
	w.pass()
	if k := w.action("a.md", "Alpha"); k.State != review.Open || !strings.Contains(k.Reason, "still to be set: board 4") {
		t.Errorf("%s: %s", k.State, k.Reason)
	}
	w.close()
	o := w.pass() // a restart knows what is left
	if len(o.Steps) != 1 || o.Steps[0].Op != plan.OpWait || !strings.Contains(o.Steps[0].Why, "board 4") {
		t.Errorf("steps %+v, want one wait that names the board", o.Steps)
	}
	p.finish = func(tracker.Unfinished) tracker.Finished { return tracker.Finished{} }
	w.pass()
	w.pass()
	if k := w.action("a.md", "Alpha"); k.Reason != "" {
		t.Errorf("all is set, but the reason is %q", k.Reason)
	}
	p.finish = func(u tracker.Unfinished) tracker.Finished {
		t.Errorf("finished again: %v", u.Left)
		return tracker.Finished{}
	}
	w.quiet()
}

func TestAfterADayWhatIsLeftIsTheTeams(t *testing.T) {
	w, p := pacedWorld(t)
	w.put("reviews/a.md", reviewOf("Alpha", 1))
	p.leaves = []string{"parent"}
	tries := 0
	p.finish = func(u tracker.Unfinished) tracker.Finished {
		tries++
		return tracker.Finished{Left: u.Left, Err: errors.New("not now")}
	}
	w.pass()
	w.ahead += 25 * time.Hour
	w.pass()
	w.quiet()
	if tries != 1 {
		t.Errorf("tried %d times, want once: a day is over", tries)
	}
	if k := w.action("a.md", "Alpha"); k.Reason != "" {
		t.Errorf("the reason is still %q", k.Reason)
	}
}

func TestTransferredItemIsOneItem(t *testing.T) {
	w, p := pacedWorld(t)
	w.put("reviews/a.md", reviewOf("Alpha", 1))
	w.pass()
	before := w.action("a.md", "Alpha").Item
	p.away[before.ID] = "https://elsewhere.example/"
	w.put("backlogs/payments.md", w.get("backlogs/payments.md")+"\n") // something for the listing to show
	w.pass()
	w.pass()
	k := w.action("a.md", "Alpha")
	if k.Item.ID == before.ID || k.State != review.Open || k.Reason != "" {
		t.Errorf("item %s, %s: %q; want the new id and nothing to say", k.Item.ID, k.State, k.Reason)
	}
	if w.items() != 1 {
		t.Errorf("%d items", w.items())
	}
	w.quiet()
}
