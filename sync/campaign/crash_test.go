package campaign_test

import (
	"context"
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/followthrough/followthrough/internal/longtest"
	"github.com/followthrough/followthrough/sync/gather/pace"
	"github.com/followthrough/followthrough/sync/plan"
	"github.com/followthrough/followthrough/sync/review"
	"github.com/followthrough/followthrough/sync/store"
	"github.com/followthrough/followthrough/sync/store/storetest"
	"github.com/followthrough/followthrough/sync/tracker"
)

// childDir names, for the process to be killed, the world that it works on, and
// childRuntime where the store is remembered.
const (
	childDir     = "FOLLOWTHROUGH_CRASH_DIR"
	childRuntime = "FOLLOWTHROUGH_CRASH_RUNTIME"
)

func TestMain(m *testing.M) {
	if dir := os.Getenv(childDir); dir != "" {
		os.Exit(child(dir))
	}
	os.Exit(m.Run())
}

// child is a daemon that runs until it is killed.
func child(dir string) int {
	w := crashWorld(nil, dir)
	w.runtime = filepath.SplitList(os.Getenv(childRuntime))
	loop, _, err := w.wire()
	if err == nil {
		loop.Poll, loop.Executor.Grace = 30*time.Millisecond, 20*time.Millisecond // less than some answers take
		loop.Gatherer.Pace.Rules = pace.Rules{Grace: 5 * time.Millisecond, Pause: 10 * time.Millisecond}
		err = loop.Run(context.Background())
	}
	fmt.Fprintln(os.Stderr, err)
	return 1
}

func crashWorld(t testing.TB, dir string) *world {
	team := payments()
	w := &world{t: t, dir: dir, configured: configured{settle: 300 * time.Millisecond}}
	w.teams = append(w.teams, team)
	w.rules.Modes = []review.Mode{review.ModeBlock, review.ModeLinks}
	w.faults = func(tracker.Tracker) tracker.Tracker { return crashLedger(dir) }
	return w
}

func crashLedger(dir string) *ledger {
	return &ledger{
		path: filepath.Join(dir, "ledger"), lose: 0.1, lag: 150 * time.Millisecond, settle: 300 * time.Millisecond,
		pause: 2 * time.Millisecond, stumbles: "number 7 of",
	}
}

const (
	rounds  = 20
	perTime = 10 // actions that each round adds: 200 in all
)

func TestCrash(t *testing.T) {
	longtest.Only(t)
	dir := t.TempDir()
	for _, sub := range []string{"reviews", "backlogs"} {
		must(t, os.Mkdir(filepath.Join(dir, sub), 0o755))
	}
	w := crashWorld(t, dir)
	w.runtime = storetest.Runtime(t, dir)
	defer w.close()
	for round := range rounds {
		w.put(fmt.Sprintf("reviews/r%02d.md", round), crashReview(round))
		w.killed(20*time.Millisecond + time.Duration(rand.Int64N(int64(400*time.Millisecond))))
	}
	converge(t, w)
	exactlyOnce(t, w)
	intentsTellIt(t, w)

	tree := w.tree()
	w.forget()
	converge(t, w)
	exactlyOnce(t, w)
	w.unchanged(tree)
}

func crashReview(round int) string {
	var b strings.Builder
	fmt.Fprintf(&b, "# Incident %d\n\n## Action items\n\n", round)
	for i := range perTime {
		fmt.Fprintf(&b, "- [ ] Do the thing number %d of round %d\n", i, round)
	}
	return b.String()
}

// killed runs a child for a while and kills it, wherever it is.
func (w *world) killed(after time.Duration) {
	t := w.t
	t.Helper()
	cmd := exec.Command(os.Args[0])
	cmd.Env = append(os.Environ(), childDir+"="+w.dir, childRuntime+"="+strings.Join(w.runtime, string(filepath.ListSeparator)))
	var stderr strings.Builder
	cmd.Stderr = &stderr
	must(t, cmd.Start())
	time.Sleep(after)
	if err := cmd.Process.Kill(); err != nil {
		t.Fatalf("the child ended by itself: %v %s", err, stderr.String())
	}
	_ = cmd.Wait() // it was killed
}

// converge runs passes until every action has its item, or a minute is over.
func converge(t *testing.T, w *world) {
	t.Helper()
	for end := time.Now().Add(time.Minute); time.Now().Before(end); time.Sleep(50 * time.Millisecond) {
		w.pass()
		open := 0
		records := w.records()
		for _, r := range records {
			for _, k := range r.Actions {
				if k.State != review.Open {
					open++
				}
			}
		}
		if open == 0 && len(records) == rounds {
			w.pass()
			return
		}
	}
	for _, r := range w.records() {
		for _, k := range r.Actions {
			if k.State != review.Open {
				t.Errorf("%s %q is %s: %s", r.Path, k.Reading.Title, k.State, k.Reason)
			}
		}
	}
	t.Fatal("not every action has an item after a minute")
}

// exactlyOnce fails unless the tracker holds one item for each action, and the
// reviews link these.
func exactlyOnce(t *testing.T, w *world) {
	t.Helper()
	all, err := crashLedger(w.dir).all()
	must(t, err)
	made := map[review.Key][]string{}
	for _, e := range all {
		made[e.Marker.Action] = append(made[e.Marker.Action], e.ID)
	}
	for action, ids := range made {
		if len(ids) > 1 {
			t.Errorf("action %s has items %v", action, ids)
		}
	}
	if len(made) != rounds*perTime {
		t.Errorf("items for %d actions, want %d", len(made), rounds*perTime)
	}
	for _, r := range w.records() {
		text := w.get("reviews/" + r.Path)
		for _, k := range r.Actions {
			if k.Item == nil || len(made[k.Key]) == 0 || made[k.Key][0] != k.Item.ID {
				t.Errorf("%s %q is linked to %+v, made was %v", r.Path, k.Reading.Title, k.Item, made[k.Key])
			} else if n := strings.Count(text, "["+k.Item.Key+"]"); n != 2 {
				t.Errorf("%s names %s %d times, want in the line and in the block", r.Path, k.Item.Key, n)
			}
		}
	}
}

// intentsTellIt fails unless each action's intents end with the one that made
// its item, and those before it were certainly or after settle not made.
func intentsTellIt(t *testing.T, w *world) {
	t.Helper()
	outcomes := map[plan.Outcome]int{}
	for _, r := range w.records() {
		for _, k := range r.Actions {
			intents, err := w.store.IntentsOf(context.Background(), k.Key)
			must(t, err)
			for i, intent := range intents {
				outcomes[intent.Outcome]++
				made := intent.Outcome == plan.OutcomeMade || intent.Outcome == plan.OutcomeFound
				if last := i == len(intents)-1; made != last || intent.Attempt != i+1 {
					t.Errorf("%q: intent %d of %d, attempt %d, is %q (%s)", k.Reading.Title, i+1, len(intents), intent.Attempt, intent.Outcome, intent.Why)
				}
			}
		}
	}
	log, err := w.store.Log(context.Background(), store.LogFilter{})
	must(t, err)
	said := map[string]int{}
	for _, e := range log {
		said[e.What]++
	}
	t.Logf("intents: %v, events: %v", outcomes, said)
	if outcomes[plan.OutcomeFound] == 0 || said["refused as a whole"] == 0 || said["asked for"] <= rounds*perTime {
		t.Error("no answer was lost, nothing refused as a whole, or nothing asked for again: the test proves nothing")
	}
}
