package execute_test

import (
	"context"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"github.com/followthrough/followthrough/sync/execute"
	"github.com/followthrough/followthrough/sync/plan"
	"github.com/followthrough/followthrough/sync/review"
	"github.com/followthrough/followthrough/sync/source"
	"github.com/followthrough/followthrough/sync/tracker"
)

// slow is a tracker that answers after a time, and is probed and waited for as long.
type slow struct {
	*jira
	takes, turn, probe time.Duration
	probes             int
}

func (s *slow) Create(ctx context.Context, items []tracker.NewItem) []tracker.Outcome {
	out := s.jira.Create(ctx, items)
	if !slept(ctx, s.takes) {
		return refused(&tracker.Error{Err: ctx.Err()})(items)
	}
	return out
}

func (s *slow) Probe(ctx context.Context, _ tracker.Backlog) error {
	s.probes++
	slept(ctx, s.probe)
	return ctx.Err()
}

// turning is one that takes one creation at a time.
type turning struct{ *slow }

func (s turning) Wait(ctx context.Context) error {
	slept(ctx, s.turn)
	return nil
}

func slept(ctx context.Context, d time.Duration) bool {
	select {
	case <-ctx.Done():
		return false
	case <-time.After(d):
		return true
	}
}

// pause lets time go by, and everybody do what is due then.
func pause(d time.Duration) {
	time.Sleep(d)
	synctest.Wait()
}

// beside is a world in which a second tracker answers at its own pace, for the
// actions from the second on, and a pass waits a second.
func beside(t *testing.T, s *slow, actions ...string) *world {
	t.Helper()
	w := newWorld(actions...)
	s.jira = &jira{answer: func(items []tracker.NewItem) []tracker.Outcome {
		out := made(items)
		for i := range out {
			out[i].Item.Key = "SLOW-" + items[i].Title
		}
		return out
	}}
	w.executor.Now, w.executor.Grace, w.executor.Backoff = time.Now, time.Second, &tracker.Backoff{}
	w.executor.Trackers["slow"] = execute.Tracker{Tracker: s, Settle: time.Minute}
	for i := range w.plan.Steps[1:len(actions)] {
		step := &w.plan.Steps[i+1]
		step.Tracker, step.Intent.Tracker = "slow", "slow"
	}
	return w
}

// next lets the store hold what was written, and what comes late be taken in.
func (w *world) next(t *testing.T) plan.Review {
	t.Helper()
	known := map[review.Key]plan.Review{}
	intents := map[review.Key]plan.Intent{}
	for _, c := range w.store.Wrote {
		for _, r := range c.Reviews {
			known[r.Key] = r
		}
		for _, part := range c.Parts {
			whole := known[part.Key]
			actions := append([]plan.Action(nil), whole.Actions...)
			for _, k := range part.Actions {
				for i := range actions {
					if actions[i].Key == k.Key {
						actions[i] = k
					}
				}
			}
			part.Actions = actions
			known[part.Key] = part
		}
		for _, i := range c.Intents {
			intents[i.Action] = i
		}
	}
	w.store.Known, w.store.Asked = nil, nil
	for _, r := range known {
		w.store.Known = append(w.store.Known, r)
	}
	for _, i := range intents {
		w.store.Asked = append(w.store.Asked, i)
	}
	if _, err := w.executor.TakeIn(t.Context()); err != nil {
		t.Fatal(err)
	}
	for _, c := range w.store.Wrote {
		for _, r := range append(c.Reviews, c.Parts...) {
			w.plan.Reviews[0].Wake = r.Wake
		}
	}
	return w.store.Known[0]
}

// TestALateAnswerIsWrittenByTheNextPass: who does not answer within the grace holds
// nobody up, is asked nothing more, and what it says is written when it comes.
func TestALateAnswerIsWrittenByTheNextPass(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := beside(t, &slow{takes: 5 * time.Second}, "1", "2")
		pokes := 0
		w.executor.Poke = func() { pokes++ }
		began := time.Now()
		r, steps := w.run(t, plan.Found{})
		if took := time.Since(began); took > 1200*time.Millisecond {
			t.Errorf("the pass took %s", took)
		}
		if k := r.Actions[0]; k.State != review.Open || r.Digest == "" {
			t.Errorf("the other one is %s: %s; %q is written", k.State, k.Reason, r.Digest)
		}
		if k := r.Actions[1]; k.State != review.Creating || !strings.HasPrefix(k.Reason, "asked for at ") || steps[1].Result != execute.ResultWaiting {
			t.Errorf("the late one is %s: %s", k.State, k.Reason)
		}
		w.next(t)
		if i := w.last("a2"); i.Outcome != plan.OutcomeOpen || pokes > 0 {
			t.Errorf("before it answers it is %q, poked %d times", i.Outcome, pokes)
		}
		// The next pass asks it nothing.
		again := w.plan
		more := again.Steps[1]
		more.Action, more.Intent = "a2", &plan.Intent{Action: "a2", Review: "r", Attempt: 2, Tracker: "slow"}
		again.Steps = []plan.Step{more}
		if _, reviews, err := w.executor.Run(t.Context(), again, plan.Found{}); err != nil || !strings.Contains(reviews[0].Actions[1].Reason, "slow has not answered since 2000-01-01T00:00:01Z") {
			t.Errorf("%v, %s", err, reviews[0].Actions[1].Reason)
		}
		pause(4 * time.Second)
		w.next(t)
		if i := w.last("a2"); i.Outcome != plan.OutcomeMade || i.Why != "SLOW-2" || pokes != 1 {
			t.Errorf("when it answered it is %q: %s, poked %d times", i.Outcome, i.Why, pokes)
		}
		if w.executor.Wait() {
			t.Error("something is left to write")
		}
	})
}

// TestWhatWasFoundMeanwhileIsNotMadeTwice: a late answer says nothing about what is
// known already.
func TestWhatWasFoundMeanwhileIsNotMadeTwice(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := beside(t, &slow{takes: 5 * time.Second}, "1", "2")
		w.run(t, plan.Found{})
		found := w.last("a2")
		found.Outcome = plan.OutcomeFound
		w.store.Wrote = append(w.store.Wrote, plan.Changes{Intents: []plan.Intent{found}})
		pause(5 * time.Second)
		before := len(w.store.Wrote)
		if w.next(t); len(w.store.Wrote) != before {
			t.Errorf("written was %+v", w.store.Wrote[before:])
		}
	})
}

// TestOneWhoIsAlwaysLateIsGoneOnWith: an answer, a leave or a probe that takes longer
// than the grace counts for the pass after it.
func TestOneWhoIsAlwaysLateIsGoneOnWith(t *testing.T) {
	for name, s := range map[string]*slow{
		"leaves": {turn: 3 * time.Second}, "probes": {probe: 3 * time.Second}, "both": {turn: 3 * time.Second, probe: 3 * time.Second, takes: 3 * time.Second},
	} {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				w := beside(t, s, "1", "2")
				if s.turn > 0 {
					w.executor.Trackers["slow"] = execute.Tracker{Tracker: turning{s}, Settle: time.Minute}
				}
				if s.probe > 0 {
					w.executor.Backoff.Lost("slow", "PAY", time.Now().Add(-time.Minute))
				}
				w.executor.Hurried = func() bool { return true }
				first := w.plan
				for passes := 0; w.last("a2").Outcome != plan.OutcomeMade; passes++ {
					if passes == 6 {
						t.Fatalf("it is %+v after %d passes, %d probes", w.last("a2"), passes, s.probes)
					}
					again := first
					if w.last("a2").Asked.IsZero() {
						fresh := *first.Steps[1].Intent
						again.Steps = []plan.Step{first.Steps[1]}
						again.Steps[0].Intent = &fresh
					} else {
						again.Steps = nil
					}
					w.plan = again
					began := time.Now()
					w.run(t, plan.Found{})
					if took := time.Since(began); took > 1200*time.Millisecond {
						t.Errorf("a pass took %s", took)
					}
					pause(4 * time.Second)
					w.next(t)
				}
				if s.probe > 0 && s.probes != 1 {
					t.Errorf("probed %d times", s.probes)
				}
			})
		})
	}
}

// TestWhoAnswersIsGoneOnWithUntilSomebodyWantsThePass: many answers in a row are one
// pass, unless another one is wanted.
func TestWhoAnswersIsGoneOnWithUntilSomebodyWantsThePass(t *testing.T) {
	for name, tc := range map[string]struct {
		hurried time.Duration // when somebody wants the next pass; 0: nobody
		least   int
		most    int
	}{
		"nobody": {0, 9, 9}, "somebody after two seconds": {2 * time.Second, 3, 5},
	} {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				s := &slow{takes: 500 * time.Millisecond}
				w := beside(t, s, "1", "2", "3", "4", "5", "6", "7", "8", "9", "0")
				w.executor.Trackers["slow"] = execute.Tracker{Tracker: turning{s}, Settle: time.Minute}
				began := time.Now()
				w.executor.Hurried = func() bool { return tc.hurried > 0 && time.Since(began) >= tc.hurried }
				r, _ := w.run(t, plan.Found{})
				open := 0
				for _, k := range r.Actions[1:] {
					if k.State == review.Open {
						open++
					}
				}
				if open < tc.least || open > tc.most {
					t.Errorf("%d are made in %s", open, time.Since(began))
				}
				if k := r.Actions[9]; tc.hurried > 0 && (k.State != review.Planned || !strings.Contains(k.Reason, "goes on with the next pass")) {
					t.Errorf("the last is %s: %s", k.State, k.Reason)
				}
				w.executor.Wait()
			})
		})
	}
}

// TestWhoeverWaitsForAllGetsAll: a pass without a grace, and one that is told to
// stop, wait for what is at hand.
func TestWhoeverWaitsForAllGetsAll(t *testing.T) {
	for name, change := range map[string]func(*world) context.Context{
		"without a grace": func(w *world) context.Context { w.executor.Grace = 0; return context.Background() },
		"told to stop": func(*world) context.Context {
			ctx, stop := context.WithTimeout(context.Background(), 500*time.Millisecond)
			context.AfterFunc(ctx, stop)
			return ctx
		},
	} {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				w := beside(t, &slow{takes: 20 * time.Second}, "1", "2")
				ctx := change(w)
				if _, _, err := w.executor.Run(ctx, w.plan, plan.Found{}); err != nil {
					t.Fatal(err)
				}
				if i := w.last("a2"); i.Outcome != plan.OutcomeMade {
					t.Errorf("it is %q", i.Outcome)
				}
			})
		})
	}
}

// slowFolder takes its time to write.
type slowFolder struct {
	folder
	takes time.Duration
}

func (f *slowFolder) WriteBack(ctx context.Context, e source.Entry, r review.WriteBack) (source.Written, error) {
	out, err := f.folder.WriteBack(ctx, e, r)
	slept(ctx, f.takes)
	return out, err
}

// TestAWritingThatIsLate: it holds nobody up, and what it did is known by the next
// pass, unless the document is another one by then.
func TestAWritingThatIsLate(t *testing.T) {
	for name, tc := range map[string]struct {
		revision string // that the store knows by then
		written  bool
	}{
		"as it was": {"1", true}, "as it is since": {"2", true}, "somebody changed it": {"3", false},
	} {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				w := newWorld("1")
				slow := &slowFolder{folder: folder{written: source.Written{Revision: "2", Changed: true, Ticked: []review.Key{"a1"}}}, takes: 5 * time.Second}
				w.executor.Now, w.executor.Grace = time.Now, time.Second
				w.executor.Sources["reviews"] = execute.Source{Writer: slow, Modes: []review.Mode{review.ModeBlock}}
				began := time.Now()
				r, steps := w.run(t, plan.Found{Digests: map[string]string{}})
				if took := time.Since(began); took > 1200*time.Millisecond || steps[1].Result != execute.ResultWaiting || r.Digest != "" || !r.Wake.Equal(plan.NextPass) && !r.Wake.IsZero() {
					t.Errorf("it took %s: %s, %q", took, steps[1].Result, r.Digest)
				}
				w.run(t, plan.Found{})
				if synctest.Wait(); len(slow.asked) != 1 {
					t.Errorf("written %d times at once", len(slow.asked))
				}
				pause(5 * time.Second)
				known := r
				known.Revision = tc.revision
				w.store.Wrote = []plan.Changes{{Reviews: []plan.Review{known}}}
				w.next(t)
				last := w.store.Wrote[len(w.store.Wrote)-1]
				if written := len(w.store.Wrote) > 1; written != tc.written || written && (last.Reviews[0].Digest == "" || last.Reviews[0].Revision != "2" || !last.Reviews[0].Actions[0].Ticked) {
					t.Errorf("written %v: %+v", written, last.Reviews)
				}
			})
		})
	}
}

// TestACommandAsksTheSilentNoMore: a tracker that left a creation unanswered costs a
// command one deadline, however many passes it runs.
func TestACommandAsksTheSilentNoMore(t *testing.T) {
	for once, requests := range map[bool]int{true: 1, false: 2} {
		synctest.Test(t, func(t *testing.T) {
			s := &slow{takes: time.Hour}
			w := beside(t, s, "1", "2", "3")
			w.executor.Once = once
			w.plan.Steps[2].Project = "OPS"
			first := w.plan
			w.run(t, plan.Found{})
			if !w.executor.Next(t.Context()) || len(w.executor.Behind()) > 0 {
				t.Error("nobody was waited for")
			}
			w.next(t)
			w.plan = first
			w.plan.Steps = first.Steps[2:3]
			w.run(t, plan.Found{})
			w.executor.Wait()
			if len(s.asked) != requests {
				t.Errorf("once %v: %d requests, want %d", once, len(s.asked), requests)
			}
		})
	}
}
