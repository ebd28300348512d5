package campaign_test

import (
	"context"
	"fmt"
	"maps"
	"math/rand/v2"
	"os"
	"slices"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"github.com/followthrough/followthrough/internal/longtest"
	"github.com/followthrough/followthrough/sync/plan"
	"github.com/followthrough/followthrough/sync/review"
	"github.com/followthrough/followthrough/sync/store"
)

// lateWorld is a world of a few sources and trackers that are read at any time, and
// what was done in it.
type lateWorld struct {
	*many
	rng  *rand.Rand
	told []string
	// gone are the lines that were taken out, by their words.
	gone  map[string]bool
	lines int
	stop  func()
	lost  bool // the store was, once
}

func (w *lateWorld) does(format string, args ...any) {
	w.told = append(w.told, time.Since(w.began).Round(time.Second).String()+" "+fmt.Sprintf(format, args...))
}

// trouble gives one of them a trouble, or a pace, of its own; or takes it away.
func (w *lateWorld) trouble() {
	all := troubles()
	names := slices.Sorted(maps.Keys(all))
	name, i := names[w.rng.IntN(len(names))], w.rng.IntN(len(w.trackers))
	of, what := &w.trackers[i].vendor, "tracker"
	if w.rng.IntN(2) == 0 {
		of, what = &w.sources[i].vendor, "source"
	}
	if w.rng.IntN(2) == 0 {
		w.does("%s %d is well", what, i)
		of.gets(nil)
		return
	}
	w.does("%s %d: %s", what, i, name)
	of.gets(all[name])
}

// edit changes one review, as its author would.
func (w *lateWorld) edit() {
	i := w.rng.IntN(len(w.sources))
	text, _ := w.sources[i].get("a.md")
	lines := strings.Split(text, "\n")
	at := slices.IndexFunc(lines, func(l string) bool { return strings.HasPrefix(l, "- [") })
	if at < 0 || w.rng.IntN(3) > 0 {
		w.lines++
		w.does("source %d has line %d", i, w.lines)
		lines = slices.Insert(lines, max(at, 4), fmt.Sprintf("- [ ] Do the thing number %d of this plan (owner: team%d)", w.lines, i))
	} else {
		w.does("source %d loses %q", i, lines[at])
		w.gone[words(lines[at])] = true
		lines = slices.Delete(lines, at, at+1)
	}
	w.sources[i].put("a.md", strings.Join(lines, "\n"))
	w.sources[i].pokes()
}

// words are those of a line, without its box, its link and its owner.
func words(line string) string {
	line = strings.TrimPrefix(strings.TrimPrefix(line, "- [ ] "), "- [x] ")
	line, _, _ = strings.Cut(line, " (")
	return strings.ToLower(strings.TrimSpace(line))
}

// ticks lets a team finish one of its items, or take it up again.
func (w *lateWorld) tick() {
	i := w.rng.IntN(len(w.trackers))
	if n := w.trackers[i].holds(); n > 0 {
		at, state := w.rng.IntN(n), []review.State{review.Open, review.Done}[w.rng.IntN(2)]
		w.does("tracker %d: item %d is %s", i, at+1, state)
		w.trackers[i].set(at, state)
		w.trackers[i].pokes()
	}
}

// restart ends the loop and begins another, now and then with a store that is lost.
func (w *lateWorld) restart() {
	w.stop()
	if lost := w.rng.IntN(3) == 0; lost {
		w.does("the store is lost")
		w.lost = true
		w.forget()
	} else {
		w.does("started anew")
	}
	w.stop = w.runs()
}

// A tracker or a source that is read later than the others, or half, or not, never
// leads to a second item, or to one that is told missing; in the end every line has
// its item, and the boxes say what the items do.
func TestCampaignLate(t *testing.T) {
	seeds := 1
	if os.Getenv(longtest.Variable) != "" {
		seeds = 30
	}
	for seed := range seeds {
		t.Run(fmt.Sprint("seed ", seed), func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) { lateCampaign(t, uint64(seed)) })
		})
	}
}

func lateCampaign(t *testing.T, seed uint64) {
	w := &lateWorld{many: newMany(t, 4), rng: rand.New(rand.NewPCG(seed, 15)), gone: map[string]bool{}}
	w.began = time.Now()
	for _, d := range w.trackers {
		d.settle = 40 * time.Second
		loses := rand.New(rand.NewPCG(seed, 16))
		d.loses = func() bool { return loses.IntN(10) == 0 }
	}
	w.stop = w.runs()
	for range 60 {
		time.Sleep(time.Duration(w.rng.Int64N(int64(40 * time.Second))))
		switch w.rng.IntN(10) {
		case 0, 1, 2:
			w.trouble()
		case 3, 4, 5:
			w.edit()
		case 9:
			w.restart()
		default:
			w.tick()
		}
	}
	for i := range w.trackers {
		w.trackers[i].loses = nil
		w.trackers[i].gets(nil)
		w.sources[i].gets(nil)
	}
	w.does("all are well")
	time.Sleep(2 * time.Hour)
	w.judge()
	w.stop()
	if t.Failed() {
		t.Logf("what was done:\n%s", strings.Join(w.told, "\n"))
	}
}

// box tells whether the box of a line says what its item does.
func (w *lateWorld) box(source, title string, state review.State) bool {
	var i int
	_, err := fmt.Sscanf(source, "s%d", &i)
	must(w.t, err)
	text, _ := w.sources[i].get("a.md")
	for line := range strings.Lines(text) {
		if strings.HasPrefix(line, "- [") && words(line) == strings.ToLower(title) {
			ticked, done := strings.HasPrefix(line, "- [x]"), state == review.Done
			return ticked == done || ticked && w.lost // whose tick it is nobody knows then
		}
	}
	return false
}

// judge holds what came of it against the guarantees.
func (w *lateWorld) judge() {
	t := w.t
	made := map[string]int{}
	states := map[string]review.State{}
	for _, d := range w.trackers {
		for _, item := range d.items {
			made[string(item.Marker.Action)]++
			states[string(item.Marker.Action)] = item.State
		}
	}
	for action, n := range made {
		if n > 1 {
			t.Errorf("action %s has %d items", action, n)
		}
	}
	all, err := w.store.ReviewsBy(context.Background(), store.Filter{})
	must(t, err)
	for _, r := range all {
		if slices.ContainsFunc(r.Actions, func(k plan.Action) bool { return k.State == review.Held }) {
			continue // a line that left where another came: a person is asked
		}
		for _, k := range r.Actions {
			switch is := states[string(k.Key)]; {
			case k.State == review.Withdrawn:
				if !w.gone[words(k.Reading.Title)] {
					t.Errorf("%s %q is withdrawn, though its line is there", r.Source, k.Reading.Title)
				}
			case k.Item == nil || made[string(k.Key)] != 1:
				t.Errorf("%s %q has no item: %s (%s)", r.Source, k.Reading.Title, k.State, k.Reason)
			case k.State != is:
				t.Errorf("%s %q is %s, its item %s (%s)", r.Source, k.Reading.Title, k.State, is, k.Reason)
			case !w.box(r.Source, k.Reading.Title, is):
				t.Errorf("%s %q: its item is %s, its box is not", r.Source, k.Reading.Title, is)
			}
		}
	}
	for line := range strings.Lines(w.log.String()) {
		if strings.Contains(line, "msg=missing") || strings.Contains(line, "is not where") {
			t.Log(line)
		}
	}
	for _, told := range []string{"msg=missing", `msg="item gone"`, "left behind"} {
		if strings.Contains(w.log.String(), told) {
			t.Errorf("%s is told", told)
		}
	}
}
