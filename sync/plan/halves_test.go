package plan_test

import (
	"testing"
	"time"

	"github.com/followthrough/followthrough/sync/plan"
	"github.com/followthrough/followthrough/sync/review"
)

// TestNotFound is what becomes of an item that was asked for and is not there.
func TestNotFound(t *testing.T) {
	for name, tc := range map[string]struct {
		intent         plan.Intent
		shown, certain bool
		state          review.State
		attempt, most  int // of the next request
	}{
		"alone":                            {plan.Intent{Attempt: 1, Size: 1}, true, false, review.Planned, 2, 1},
		"alone, the fifth time":            {plan.Intent{Attempt: 5, Size: 1}, true, false, review.Blocked, 0, 0},
		"alone, by other words":            {plan.Intent{Attempt: 6, Size: 1}, true, false, review.Planned, 7, 1},
		"alone, the tenth time":            {plan.Intent{Attempt: 10, Size: 1}, true, false, review.Blocked, 0, 0},
		"never shown, the second time":     {plan.Intent{Attempt: 2, Size: 1}, false, false, review.Blocked, 0, 0},
		"absence is certain":               {plan.Intent{Attempt: 5, Size: 1}, false, true, review.Planned, 6, 1},
		"of an earlier version":            {plan.Intent{Attempt: 1}, true, false, review.Planned, 2, 0},
		"of fifty":                         {plan.Intent{Attempt: 1, Size: 50}, true, false, review.Planned, 1, 25},
		"of three":                         {plan.Intent{Attempt: 1, Size: 3}, true, false, review.Planned, 1, 2},
		"of two":                           {plan.Intent{Attempt: 1, Size: 2}, true, false, review.Planned, 1, 1},
		"of two, never shown":              {plan.Intent{Attempt: 1, Size: 2}, false, false, review.Planned, 2, 1},
		"of two, never shown, once more":   {plan.Intent{Attempt: 2, Size: 2}, false, false, review.Blocked, 0, 0},
		"of two, never shown, but refused": {plan.Intent{Attempt: 2, Size: 2, Whole: true}, false, false, review.Planned, 2, 1},
	} {
		t.Run(name, func(t *testing.T) {
			in := input(t, review.Action{Title: "Alert on queue depth", Owner: "payments"})
			k := in.Reviews[0].Actions[0]
			i := tc.intent
			i.Action, i.Review, i.Tracker, i.Asked = k.Key, in.Reviews[0].Key, "local", day.Add(-time.Hour*24)
			i.Backlog.Project, i.Marker.Text = "payments", "words of before"
			in.Intents[k.Key] = i
			in.Trackers["local"] = plan.TrackerFacts{Settle: time.Minute, Certain: tc.certain, Shown: map[string]bool{"payments": tc.shown}}
			p := plan.Make(in)
			if got := p.Reviews[0].Actions[0]; got.State != tc.state {
				t.Fatalf("%s: %s, want %s", got.State, got.Reason, tc.state)
			}
			if tc.state == review.Blocked {
				return
			}
			s := p.Steps[0]
			if s.Op != plan.OpCreate || s.Most != tc.most || s.Intent.Attempt != tc.attempt {
				t.Errorf("%s of at most %d, attempt %d; want %d and %d", s.Op, s.Most, s.Intent.Attempt, tc.most, tc.attempt)
			}
			if s.New.Marker.Text != "alert on queue depth" {
				t.Errorf("the marker says %q", s.New.Marker.Text)
			}
			if open := len(p.Intents) == 0; open != (tc.attempt == tc.intent.Attempt) {
				t.Errorf("closed: %v", p.Intents)
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
	in.Trackers["local"] = plan.TrackerFacts{Settle: time.Minute, Shown: map[string]bool{"": true}}
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
