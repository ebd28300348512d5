package campaign_test

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/followthrough/followthrough/mapping"
	"github.com/followthrough/followthrough/sync/plan"
	"github.com/followthrough/followthrough/sync/review"
	"github.com/followthrough/followthrough/sync/store"
	"github.com/followthrough/followthrough/sync/tracker"
)

// silent is a tracker that loses every answer before the item is made.
type silent struct {
	tracker.Tracker
	answers bool
	asked   int
}

var errNoAnswer = errors.New("connection reset by peer")

func (s *silent) Create(ctx context.Context, items []tracker.NewItem) []tracker.Outcome {
	s.asked += len(items)
	if s.answers {
		return s.Tracker.Create(ctx, items)
	}
	out := make([]tracker.Outcome, len(items))
	for i := range out {
		out[i].Err = &tracker.Error{Err: errNoAnswer}
	}
	return out
}

func (s *silent) Recognise(t review.Ticket) (string, bool) {
	return s.Tracker.(tracker.Recogniser).Recognise(t)
}

func silentWorld(t *testing.T) (*world, *silent) {
	w, s := newWorld(t), &silent{}
	w.settle = time.Minute
	w.faults = func(inner tracker.Tracker) tracker.Tracker { s.Tracker = inner; return s }
	w.open()
	w.ahead = 2 * time.Minute // the store is old enough
	return w, s
}

func TestNoAnswerEndsBlocked(t *testing.T) {
	w, s := silentWorld(t)
	w.put("reviews/a.md", "# A\n\n## Action items\n\n- [ ] Alert on queue depth\n")
	w.pass()
	w.pass()
	w.states("a.md", map[string]review.State{"Alert": review.Creating})
	if s.asked != 1 {
		t.Errorf("asked %d times before the settle time was over", s.asked)
	}
	for n, wait := range []time.Duration{1, 2, 4, 8} { // each wait is twice the last
		w.ahead += wait*time.Minute - 2*time.Second
		if w.pass(); s.asked != n+1 {
			t.Errorf("asked %d times before %d minutes were over, want %d", s.asked, wait, n+1)
		}
		w.ahead += 3 * time.Second
		if w.pass(); s.asked != n+2 {
			t.Errorf("asked %d times after %d minutes, want %d", s.asked, wait, n+2)
		}
	}
	w.ahead += 16*time.Minute + time.Second
	w.pass() // five times is enough
	k := w.action("a.md", "Alert")
	if k.State != review.Blocked || !strings.Contains(k.Reason, "asked for 5 times, no answer, nothing found in payments") {
		t.Errorf("%s: %s", k.State, k.Reason)
	}
	w.quiet()
	w.ahead += 1000 * time.Hour
	w.quiet()
	if s.asked != 5 {
		t.Errorf("asked %d times in all, want 5: never by itself again", s.asked)
	}
	// The item's key in the line ends it.
	s.answers = true
	w.put("reviews/b.md", "# B\n\n## Action items\n\n- [ ] Something else entirely\n")
	w.pass()
	key := w.action("b.md", "Something").Item.Key
	w.edit("reviews/a.md", "Alert on queue depth", "Alert on queue depth (same: "+key+")")
	w.pass()
	w.states("a.md", map[string]review.State{"Alert": review.Open})
}

func TestBlockedIsAdoptedWhenItTurnsUp(t *testing.T) {
	w, s := silentWorld(t)
	w.put("reviews/a.md", "# A\n\n## Action items\n\n- [ ] Alert on queue depth\n")
	for range 6 {
		w.pass()
		w.ahead += time.Hour
	}
	w.states("a.md", map[string]review.State{"Alert": review.Blocked})
	// It was made after all, and shows only now.
	var items []tracker.NewItem
	intents, err := w.store.IntentsOf(context.Background(), w.action("a.md", "Alert").Key)
	if err != nil || len(intents) != 5 {
		t.Fatalf("%d intents (%v), want 5", len(intents), err)
	}
	items = append(items, tracker.NewItem{Marker: intents[0].Marker, Backlog: intents[0].Backlog, Title: "Alert on queue depth"})
	if o := s.Tracker.Create(context.Background(), items); o[0].Err != nil {
		t.Fatal(o[0].Err)
	}
	w.pass()
	w.states("a.md", map[string]review.State{"Alert": review.Open})
	w.quiet()
}

func TestNewStoreWaits(t *testing.T) {
	w, s := newWorld(t), &silent{answers: true}
	w.settle = time.Minute
	w.faults = func(inner tracker.Tracker) tracker.Tracker { s.Tracker = inner; return s }
	w.put("reviews/a.md", incident)
	o := w.pass()
	if s.asked != 0 || len(o.Early) != 1 || o.Early[0].Items == 0 {
		t.Errorf("a new store asked for %d items; early %v", s.asked, o.Early)
	}
	w.ahead = 61 * time.Second
	w.pass()
	w.states("a.md", map[string]review.State{"Alert": review.Open})
	w.quiet()
}

func TestRestoredStore(t *testing.T) {
	w := begun(t)
	w.close()
	backup := w.get("followthrough.db")
	w.put("reviews/b.md", strings.ReplaceAll(incident, "queue", "ledger"))
	w.edit("reviews/a.md", "- [ ] Raise", "- [ ] Tell the customers sooner\n- [ ] Raise")
	w.pass()
	w.edit("backlogs/payments.md", "- [ ] Alert on ledger", "- [x] Alert on ledger")
	w.pass()
	tree, before := w.tree(), w.records()
	w.forget()
	w.put("followthrough.db", backup)
	w.pass()
	w.unchanged(tree)
	for path, r := range w.records() {
		for i, k := range r.Actions {
			if was := before[path].Actions[i]; k.Key != was.Key || k.State != was.State || k.Item == nil || k.Item.ID != was.Item.ID {
				t.Errorf("%s %q is %s %s, was %s %s", path, k.Reading.Title, k.Key, k.State, was.Key, was.State)
			}
		}
	}
	w.quiet()
}

func TestRemakeIsNotUndoneByARebuild(t *testing.T) {
	w := begun(t)
	r := w.records()["a.md"]
	for i := range r.Actions {
		if k := &r.Actions[i]; strings.HasPrefix(k.Reading.Title, "Alert") {
			rows, err := w.store.ItemRows(context.Background(), []plan.ItemID{{Tracker: k.Item.Tracker, ID: k.Item.ID}})
			if err != nil || len(rows) != 1 {
				t.Fatal(rows, err)
			}
			if *k, err = plan.Remade(*k, plan.Remaking{Item: rows[0], Single: true}, w.now()); err != nil {
				t.Fatal(err)
			}
		}
	}
	must(t, w.store.Apply(context.Background(), plan.Changes{Reviews: []plan.Review{r}}))
	w.sync(plan.Request{})
	key := w.action("a.md", "Alert").Item.Key
	if !strings.HasSuffix(key, "-2") || w.items() != 4 {
		t.Fatalf("remade item is %s, %d items", key, w.items())
	}
	if text := w.get("reviews/a.md"); strings.Count(text, "["+key+"]") != 2 {
		t.Errorf("the review does not link the remade item in line and block:\n%s", text)
	}
	w.quiet()
	w.forget()
	w.pass()
	if got := w.action("a.md", "Alert").Item.Key; got != key || w.items() != 4 {
		t.Errorf("after the store was lost the item is %s of %d, want %s of 4", got, w.items(), key)
	}
	w.quiet()
}

func TestTwoReviewsOneItem(t *testing.T) {
	w := begun(t)
	key := w.action("a.md", "Alert").Item.Key
	w.put("reviews/b.md", "# B\n\n## Action items\n\n- [ ] The alert that was missing here as well (same: "+key+")\n")
	w.pass()
	w.states("b.md", map[string]review.State{"The alert": review.Open})
	w.edit("backlogs/payments.md", "- [ ] Alert", "- [x] Alert")
	w.pass()
	w.states("a.md", map[string]review.State{"Alert": review.Done})
	w.states("b.md", map[string]review.State{"The alert": review.Done})
	w.holds(3)
	w.quiet()
}

func TestDoneInTheReviewGetsNoItem(t *testing.T) {
	w := newWorld(t)
	w.put("reviews/a.md", "# A\n\n## Action items\n\n- Alert on queue depth (done)\n- [x] Alert on ledger lag\n- Alert on the mail relay\n")
	w.pass()
	for title, k := range map[string]plan.Action{"done in words": w.action("a.md", "Alert on queue"), "ticked": w.action("a.md", "Alert on ledger")} {
		if k.State != review.Done || k.Item != nil {
			t.Errorf("%s: %s %+v, want done without an item", title, k.State, k.Item)
		}
	}
}

func TestTeamsThatDoNotJoinYet(t *testing.T) {
	w := newWorld(t)
	ask, off, box := payments(), payments(), payments()
	ask.Name, ask.Create, ask.Aliases, ask.Members, ask.Backlog.Project = "search", mapping.CreateAsk, nil, nil, "search"
	off.Name, off.Create, off.Aliases, off.Members, off.Backlog.Project = "mail", mapping.CreateOff, nil, nil, "mail"
	box.Name, box.Aliases, box.Members, box.Backlog = "facilities", nil, nil, mapping.Backlog{Tracker: mapping.NoTracker}
	w.teams = append(w.teams, ask, off, box)
	w.put("reviews/a.md", "# A\n\n## Action items\n\n- [ ] Tune the index (team: search)\n- [ ] Drop the old relay (team: mail)\n- [ ] Fix the door (team: facilities)\n- [x] Label the keys (team: facilities)\n")
	w.pass()
	w.states("a.md", map[string]review.State{"Tune": review.Held, "Drop": review.Held, "Fix": review.Open, "Label": review.Done})
	if w.items() != 0 {
		t.Errorf("%d items for teams that have not joined", w.items())
	}
	w.quiet()
	w.sync(plan.Request{Yes: true, Scope: plan.Scope{Team: "search"}})
	w.states("a.md", map[string]review.State{"Tune": review.Open, "Drop": review.Held})
	w.quiet()
	w.edit("reviews/a.md", "- [ ] Fix", "- [x] Fix")
	w.pass()
	w.states("a.md", map[string]review.State{"Fix": review.Done})
	w.quiet()
}

func TestNobodyIsNamed(t *testing.T) {
	w := newWorld(t)
	w.put("reviews/a.md", "# A\n\n## Action items\n\n- [ ] Ask Robin Example and @robin why the alert was off (@robin)\n")
	w.pass()
	w.pass()
	backlog := w.get("backlogs/payments.md")
	for _, name := range []string{"Robin", "robin"} {
		if strings.Contains(backlog, name) {
			t.Errorf("the backlog names a person:\n%s", backlog)
		}
	}
	_, block, found := strings.Cut(w.get("reviews/a.md"), "<!-- followthrough:begin")
	if !found || strings.Contains(strings.ToLower(block), "robin") {
		t.Errorf("the block names a person, or is not there:\n%s", block)
	}
	w.forget()
	w.pass()
	if w.items() != 1 {
		t.Errorf("%d items after the store was lost, want 1: the marker's text is compared without names", w.items())
	}
	w.quiet()
}

func TestReadOnlyFolder(t *testing.T) {
	w := newWorld(t)
	w.put("reviews/a.md", incident)
	for path, mode := range map[string]os.FileMode{"reviews/a.md": 0o444, "reviews": 0o555} {
		must(t, os.Chmod(filepath.Join(w.dir, path), mode))
	}
	t.Cleanup(func() { _ = os.Chmod(filepath.Join(w.dir, "reviews"), 0o755) })
	w.pass()
	w.holds(3)
	if r := w.records()["a.md"]; !strings.Contains(r.Problem, "a.md") {
		t.Errorf("the problem %q does not say why nothing is written", r.Problem)
	}
	if w.get("reviews/a.md") != incident {
		t.Error("a read-only review was written to")
	}
	for path, mode := range map[string]os.FileMode{"reviews": 0o755, "reviews/a.md": 0o644} {
		must(t, os.Chmod(filepath.Join(w.dir, path), mode))
	}
	w.pass()
	if r := w.records()["a.md"]; r.Problem != "" || !strings.Contains(w.get("reviews/a.md"), "followthrough:begin") {
		t.Errorf("after it was made writable: %q", r.Problem)
	}
	w.quiet()
}

// TestLostStoreAndDeletedItem: the block is our record that there was an item;
// it is missing, and not made again.
func TestLostStoreAndDeletedItem(t *testing.T) {
	for _, modes := range [][]review.Mode{{review.ModeBlock}, {review.ModeBlock, review.ModeLinks}} {
		t.Run(join(modes), func(t *testing.T) {
			w := newWorld(t)
			w.rules.Modes = modes
			w.put("reviews/a.md", incident)
			w.pass()
			line := w.line("backlogs/payments.md", "- [ ] Alert")
			w.edit("backlogs/payments.md", line, "")
			w.forget()
			w.pass()
			if k := w.action("a.md", "Alert"); w.items() != 2 || k.State != review.Missing && k.State != review.Unrouted {
				t.Errorf("%d items, want 2; the deleted one's action is %s (%s)", w.items(), k.State, k.Reason)
			}
			w.quiet()
			w.edit("backlogs/payments.md", "- [ ] Add", line+"- [ ] Add") // it was only away
			w.pass()
			w.states("a.md", map[string]review.State{"Alert": review.Open})
			w.quiet()
		})
	}
}

func TestStoreOfAnotherInstance(t *testing.T) {
	w := newWorld(t)
	w.open()
	ctx := context.Background()
	must(t, w.store.Claim(ctx, "followthrough"))
	if err := w.store.Claim(ctx, "followthrough"); err != nil {
		t.Errorf("claimed twice: %v", err)
	}
	if err := w.store.Claim(ctx, "other"); !errors.Is(err, store.ErrInstance) {
		t.Errorf("another instance took the store: %v", err)
	}
}

// certain is a tracker whose listing shows at once all that was made, and that
// loses its first answers.
type certain struct {
	tracker.Tracker
	lost int
}

func (s *certain) Settle() time.Duration { return 0 }

func (s *certain) Create(ctx context.Context, items []tracker.NewItem) []tracker.Outcome {
	if s.lost--; s.lost < 0 {
		return s.Tracker.Create(ctx, items)
	}
	out := make([]tracker.Outcome, len(items))
	for i := range out {
		out[i].Err = &tracker.Error{Err: errNoAnswer}
	}
	return out
}

// TestCrashLoopWhereAbsenceIsCertainEndsByItself: however often a program is
// killed at its creations, nobody has to be asked.
func TestCrashLoopWhereAbsenceIsCertainEndsByItself(t *testing.T) {
	w := newWorld(t)
	w.faults = func(inner tracker.Tracker) tracker.Tracker { return &certain{Tracker: inner, lost: 20} }
	w.put("reviews/a.md", incident)
	for range 20 {
		w.pass()
		if k := w.action("a.md", "Alert"); k.State == review.Blocked {
			t.Fatalf("%s: %s", k.State, k.Reason)
		}
	}
	for range 3 {
		w.pass()
	}
	w.states("a.md", map[string]review.State{"Alert": review.Open, "Add": review.Open, "Raise": review.Open})
	w.holds(3)
	w.quiet()
}
