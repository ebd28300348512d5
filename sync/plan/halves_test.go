package plan_test

import (
	"strings"
	"testing"
	"time"

	"github.com/followthrough/followthrough/sync/plan"
	"github.com/followthrough/followthrough/sync/review"
	"github.com/followthrough/followthrough/sync/tracker"
)

// TestNotFound is what becomes of an item that was asked for and is not there.
func TestNotFound(t *testing.T) {
	asked := day.Add(-24 * time.Hour)
	later, before := asked.Add(time.Minute), asked.Add(-time.Minute)
	for name, tc := range map[string]struct {
		intent        plan.Intent
		shown         time.Time
		certain       bool
		state         review.State
		attempt, most int // of the next request; 0: none
		probe         bool
	}{
		"alone":                       {plan.Intent{Attempt: 1, Size: 1}, later, false, review.Planned, 2, 1, false},
		"alone, the fifth time":       {plan.Intent{Attempt: 5, Size: 1}, later, false, review.Blocked, 0, 0, false},
		"alone, by other words":       {plan.Intent{Attempt: 6, Size: 1}, later, false, review.Planned, 7, 1, false},
		"alone, the tenth time":       {plan.Intent{Attempt: 10, Size: 1}, later, false, review.Blocked, 0, 0, false},
		"absence is certain":          {plan.Intent{Attempt: 5, Size: 1}, time.Time{}, true, review.Planned, 6, 1, false},
		"of an earlier version":       {plan.Intent{Attempt: 1}, later, false, review.Planned, 2, 0, false},
		"of fifty":                    {plan.Intent{Attempt: 1, Size: 50}, later, false, review.Planned, 2, 10, false},
		"of ten":                      {plan.Intent{Attempt: 2, Size: 10}, later, false, review.Planned, 3, 3, false},
		"of three":                    {plan.Intent{Attempt: 3, Size: 3}, later, false, review.Planned, 4, 1, false},
		"of two":                      {plan.Intent{Attempt: 1, Size: 2}, later, false, review.Planned, 2, 1, false},
		"nothing later is shown":      {plan.Intent{Attempt: 1, Size: 50}, before, false, review.Creating, 2, 1, true},
		"nothing is shown":            {plan.Intent{Attempt: 4, Size: 1}, time.Time{}, false, review.Creating, 5, 1, true},
		"nothing shown for five asks": {plan.Intent{Attempt: 5, Size: 1}, time.Time{}, false, review.Blocked, 0, 0, false},
	} {
		t.Run(name, func(t *testing.T) {
			in := input(t, review.Action{Title: "Alert on queue depth", Owner: "payments"})
			k := in.Reviews[0].Actions[0]
			i := tc.intent
			i.Action, i.Review, i.Tracker, i.Asked = k.Key, in.Reviews[0].Key, "local", asked
			i.Backlog.Project, i.Marker.Text = "payments", "words of before"
			in.Intents[k.Key] = i
			in.Trackers["local"] = plan.TrackerFacts{Settle: time.Minute, Certain: tc.certain, Shown: map[string]time.Time{"payments": tc.shown}}
			p := plan.Make(in)
			if got := p.Reviews[0].Actions[0]; got.State != tc.state {
				t.Fatalf("%s: %s, want %s", got.State, got.Reason, tc.state)
			}
			if tc.attempt == 0 {
				if len(p.Intents) != 1 {
					t.Errorf("closed: %v", p.Intents)
				}
				return
			}
			s := p.Steps[0]
			if s.Op != plan.OpCreate || s.Most != tc.most || s.Intent.Attempt != tc.attempt || s.Probe != tc.probe {
				t.Errorf("%s of at most %d, attempt %d, probed %v", s.Op, s.Most, s.Intent.Attempt, s.Probe)
			}
			if s.New.Marker.Text != "alert on queue depth" {
				t.Errorf("the marker says %q", s.New.Marker.Text)
			}
			if len(p.Intents) > 0 || s.Instead.Attempt != tc.intent.Attempt || s.Instead.Outcome != plan.OutcomeNotFound {
				t.Errorf("closed: %v, and with the next one %v", p.Intents, s.Instead)
			}
		})
	}
}

// TestWhatWasRefusedTogetherIsAskedForInHalves: it is certainly not made, so nothing
// is waited for, and no attempt counted.
func TestWhatWasRefusedTogetherIsAskedForInHalves(t *testing.T) {
	in := input(t, review.Action{Title: "Alert on queue depth", Owner: "payments"})
	k := in.Reviews[0].Actions[0]
	in.Intents[k.Key] = plan.Intent{
		Action: k.Key, Review: in.Reviews[0].Key, Tracker: "local", Attempt: 2, Size: 7, Asked: day.Add(-time.Second), Whole: true, OutcomeAt: day,
	}
	in.Trackers["local"] = plan.TrackerFacts{Settle: time.Minute}
	p := plan.Make(in)
	s := p.Steps[0]
	if s.Op != plan.OpCreate || s.Most != 4 || s.Intent.Attempt != 2 || !s.Intent.OutcomeAt.IsZero() || s.Probe || s.Instead != nil || len(p.Intents) > 0 {
		t.Errorf("%+v, %+v", s, s.Intent)
	}
}

// TestOneIsTriedForAll: where a backlog shows nothing made later, one of those
// that were asked for is asked for again, the one that was least often.
func TestOneIsTriedForAll(t *testing.T) {
	asked := day.Add(-time.Hour)
	for name, tc := range map[string]struct {
		change func(*plan.Input, []review.Key)
		tried  int // which; -1: none
		says   string
	}{
		"the least often": {func(*plan.Input, []review.Key) {}, 1, "looked for until payments shows"},
		"one was asked for of late": {func(in *plan.Input, keys []review.Key) {
			i := in.Intents[keys[2]]
			i.Asked = day.Add(-time.Second)
			in.Intents[keys[2]] = i
		}, -1, "looked for until payments shows"},
		"the tracker is silent": {func(in *plan.Input, _ []review.Key) {
			facts := in.Trackers["local"]
			facts.Silent = map[string]time.Time{"payments": day.Add(time.Minute)}
			in.Trackers["local"] = facts
		}, -1, "local does not answer creations in payments: the next is tried at 2026-11-22T09:01:00Z"},
		"what is new will do": {func(in *plan.Input, keys []review.Key) {
			delete(in.Intents, keys[2])
		}, 2, "looked for until payments shows"},
	} {
		t.Run(name, func(t *testing.T) {
			in := input(t, review.Action{Title: "Alert on depth", Owner: "payments"}, review.Action{Title: "Add a runbook", Owner: "payments"}, review.Action{Title: "Raise the limit", Owner: "payments"})
			var keys []review.Key
			for n, k := range in.Reviews[0].Actions {
				keys = append(keys, k.Key)
				in.Intents[k.Key] = plan.Intent{
					Action: k.Key, Review: in.Reviews[0].Key, Tracker: "local", Attempt: 2 - n%2, Size: 3, Asked: asked, Backlog: tracker.Backlog{Project: "payments"},
				}
			}
			in.Trackers["local"] = plan.TrackerFacts{Settle: time.Minute}
			tc.change(&in, keys)
			p := plan.Make(in)
			for n, key := range keys {
				if creates := opOf(p, key) == plan.OpCreate; creates != (n == tc.tried) || creates && !p.Steps[n].Probe {
					t.Errorf("action %d: %v, %s", n, creates, p.Reviews[0].Actions[n].Reason)
				}
			}
			if k := p.Reviews[0].Actions[0]; k.State != review.Creating || !strings.Contains(k.Reason, tc.says) {
				t.Errorf("the first is %s: %s", k.State, k.Reason)
			}
		})
	}
}

// TestOtherWordsAreAskedForAgain: a line whose item was asked for in vain is
// asked for again when a person changed it, in its words of then, and no sooner.
func TestOtherWordsAreAskedForAgain(t *testing.T) {
	in := input(t, review.Action{Title: "Alert on queue depth", Owner: "payments"})
	k := in.Reviews[0].Actions[0]
	in.Intents[k.Key] = plan.Intent{Action: k.Key, Review: in.Reviews[0].Key, Tracker: "local", Attempt: 5, Size: 1, Asked: day.AddDate(0, 0, -1)}
	in.Trackers["local"] = plan.TrackerFacts{Settle: time.Minute, Shown: map[string]time.Time{"": day}}
	in.Reviews = plan.Make(in).Reviews
	in.Reviews[0].Actions[0].Attempts = 5
	delete(in.Intents, k.Key)
	in.Now, in.Request.Again = day.AddDate(0, 0, 30), true
	p := plan.Make(in)
	if got := p.Reviews[0].Actions[0]; got.State != review.Blocked || opOf(p, k.Key) == plan.OpCreate {
		t.Errorf("the same words: %s: %s", got.State, got.Reason)
	}
	in.Reviews = p.Reviews
	in.Reviews[0].Actions[0].Reading.Title, in.Reviews[0].Actions[0].Now = "Alert on depth of queues", "alert on depth of queues"
	p = plan.Make(in)
	if opOf(p, k.Key) != plan.OpCreate {
		t.Fatalf("other words: %s", p.Reviews[0].Actions[0].Reason)
	}
	if s := p.Steps[0]; s.New.Marker.Text != "alert on depth of queues" || s.Intent.Attempt != 6 || s.New.Marker.Action != k.Key {
		t.Errorf("%+v", s.Intent)
	}
}
