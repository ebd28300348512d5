package execute_test

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"github.com/followthrough/followthrough/sync/execute"
	"github.com/followthrough/followthrough/sync/plan"
	"github.com/followthrough/followthrough/sync/review"
	"github.com/followthrough/followthrough/sync/tracker"
)

// probed can be asked for what can't be made.
type probed struct {
	*jira
	err    error
	probes []string // where
}

func (p *probed) Probe(_ context.Context, b tracker.Backlog) error {
	p.probes = append(p.probes, b.Project)
	return p.err
}

// across is a world in which each action goes to a project of its own.
func across(actions ...string) (*world, *probed) {
	w := newWorld(actions...)
	p := &probed{jira: w.jira}
	w.executor.Trackers["jira"] = execute.Tracker{Tracker: p, Settle: time.Minute}
	for i := range actions {
		s := &w.plan.Steps[i]
		s.Project, s.New.Backlog.Project = "P"+actions[i], "P"+actions[i]
	}
	return w, p
}

// TestOneDeadlineAPass: a tracker that takes requests and never answers costs one
// deadline, however many projects it has.
func TestOneDeadlineAPass(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var all []string
		for n := range 50 {
			all = append(all, fmt.Sprintf("%02d", n))
		}
		w, p := across(all...)
		w.executor.Now = time.Now
		w.executor.Trackers["jira"] = execute.Tracker{Tracker: &hanging{p}, Settle: time.Minute}
		began := time.Now()
		r, _ := w.run(t, plan.Found{})
		if took := time.Since(began); took != 30*time.Second || len(w.jira.asked) != 1 {
			t.Errorf("it took %s and %d requests, want one deadline of 30s", took, len(w.jira.asked))
		}
		if k := r.Actions[0]; k.State != review.Creating {
			t.Errorf("what was asked for is %s: %s", k.State, k.Reason)
		}
		for _, k := range r.Actions[1:] {
			if k.State != review.Planned || k.Attempts != 0 || !strings.Contains(k.Reason, "jira left a creation unanswered") {
				t.Fatalf("another is %s: %s", k.State, k.Reason)
			}
		}
	})
}

// hanging never answers.
type hanging struct{ *probed }

func (h *hanging) Create(ctx context.Context, items []tracker.NewItem) []tracker.Outcome {
	h.asked = append(h.asked, items)
	<-ctx.Done()
	return refused(&tracker.Error{Err: ctx.Err()})(items)
}

// TestCreationsThatMayNotBeAnsweredAreProbed is what goes out where the last
// creation had no answer, or nothing shows that they have one.
func TestCreationsThatMayNotBeAnsweredAreProbed(t *testing.T) {
	asked := start.Add(-time.Hour)
	for name, tc := range map[string]struct {
		lost   bool // the last one in this project
		probe  bool // the plan wants it
		err    error
		answer func([]tracker.NewItem) []tracker.Outcome
		probes int
		sizes  string // of the requests
		silent bool   // after it
		state  review.State
	}{
		"all is well":                    {answer: made, sizes: "[3]", state: review.Open},
		"silent, and answers now":        {lost: true, answer: made, probes: 1, sizes: "[1 2]", state: review.Open},
		"silent, and still is":           {lost: true, err: errors.New("500"), probes: 1, sizes: "[]", silent: true, state: review.Planned},
		"silent for more than the probe": {lost: true, answer: refused(&tracker.Error{}), probes: 1, sizes: "[1]", silent: true, state: review.Creating},
		"silent, and refuses now":        {lost: true, answer: refused(&tracker.Error{Kind: tracker.Rejected}), probes: 1, sizes: "[1 2]", state: review.Blocked},
		"throttled":                      {lost: true, err: &tracker.Error{Kind: tracker.Throttled, Until: start.Add(time.Hour)}, probes: 1, sizes: "[]", silent: true, state: review.Planned},
		"nothing shows it":               {probe: true, answer: made, probes: 1, sizes: "[1]", state: review.Open},
		"nothing shows it, and no probe": {probe: true, err: errors.New("reset"), probes: 1, sizes: "[]", silent: true, state: review.Creating},
	} {
		t.Run(name, func(t *testing.T) {
			w, p := across("1", "2", "3")
			w.jira.answer, p.err = tc.answer, tc.err
			for i := range 3 {
				w.plan.Steps[i].Project, w.plan.Steps[i].New.Backlog.Project = "PAY", "PAY"
			}
			if tc.lost {
				w.executor.Backoff.Lost("jira", "PAY", asked)
			}
			if tc.probe {
				s := &w.plan.Steps[0]
				s.Probe, s.Most, s.Instead = true, 1, &plan.Intent{Action: s.Action, Attempt: 1, Asked: asked, Outcome: plan.OutcomeNotFound, Why: "not there"}
				s.Intent.Attempt = 2
				w.plan.Reviews[0].Actions[0].State, w.plan.Reviews[0].Actions[0].Attempts = review.Creating, 1
				w.plan.Steps = append(w.plan.Steps[:1], w.plan.Steps[3:]...)
			}
			r, _ := w.run(t, plan.Found{})
			sizes := []int{}
			for _, a := range w.jira.asked {
				sizes = append(sizes, len(a))
			}
			if len(p.probes) != tc.probes || fmt.Sprint(sizes) != tc.sizes {
				t.Errorf("%d probes, requests for %v; want %d and %s", len(p.probes), sizes, tc.probes, tc.sizes)
			}
			if k := r.Actions[0]; k.State != tc.state {
				t.Errorf("it is %s: %s, want %s", k.State, k.Reason, tc.state)
			}
			if _, silent := w.executor.Backoff.Silent("jira")["PAY"]; silent != tc.silent {
				t.Errorf("silent: %v", silent)
			}
			if tc.probe && tc.err != nil && (w.last("a1").Attempt != 0 || r.Actions[0].Attempts != 1) {
				t.Errorf("what is still looked for was closed: %v", w.last("a1"))
			}
		})
	}
}

// TestTheIntentOfBeforeEndsWithTheNext: until the item is asked for again it is
// looked for.
func TestTheIntentOfBeforeEndsWithTheNext(t *testing.T) {
	w := newWorld("1")
	s := &w.plan.Steps[0]
	s.Intent.Attempt, s.Instead = 2, &plan.Intent{Action: "a1", Attempt: 1, Outcome: plan.OutcomeNotFound, Why: "not there"}
	w.run(t, plan.Found{})
	for _, c := range w.store.Wrote {
		if len(c.Intents) == 0 {
			continue
		}
		if len(c.Intents) != 2 || c.Intents[0].Outcome != plan.OutcomeNotFound || c.Intents[1].Attempt != 2 || c.Events[0].What != "not found" {
			t.Errorf("written together were %v, %v", c.Intents, c.Events)
		}
		return
	}
	t.Error("no intent was written")
}
