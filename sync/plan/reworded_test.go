package plan_test

import (
	"strings"
	"testing"

	"github.com/followthrough/followthrough/sync/plan"
	"github.com/followthrough/followthrough/sync/review"
)

// An action that may be a known one in other words is made by no way but a person's
// word about just this line.
func TestActionsInOtherWordsWaitForAPerson(t *testing.T) {
	yes := func(in *plan.Input, k *plan.Action) { in.Request.Yes = true }
	for name, tc := range map[string]struct {
		action review.Action
		change func(*plan.Input, *plan.Action)
		state  review.State
		asks   bool // still
	}{
		"asked":             {state: review.Held, asks: true},
		"without a team":    {action: review.Action{Owner: "nobody"}, state: review.Held, asks: true},
		"ticked":            {action: review.Action{Mark: review.Done}, state: review.Done, asks: true},
		"other words":       {change: func(_ *plan.Input, k *plan.Action) { k.Now += "s" }, state: review.Held, asks: true},
		"a yes to all":      {change: yes, state: review.Held, asks: true},
		"a yes to its team": {change: func(in *plan.Input, k *plan.Action) { yes(in, k); in.Request.Scope.Team = "payments" }, state: review.Held, asks: true},
		"a yes to its review": {change: func(in *plan.Input, k *plan.Action) {
			yes(in, k)
			in.Request.Scope.Reviews = []plan.Where{{Source: "reviews", Path: "a.md"}}
		}, state: review.Held, asks: true},
		"a yes to just this one": {change: func(in *plan.Input, k *plan.Action) { yes(in, k); in.Request.Scope.Actions = []review.Key{k.Key} }, state: review.Planned},
		"a yes to another": {change: func(in *plan.Input, k *plan.Action) {
			yes(in, k)
			in.Request.Scope.Actions = []review.Key{"ffffffffffff"}
		}, state: review.Held, asks: true},
		"another":              {action: review.Action{Answer: review.Answer{Separate: true}}, state: review.Planned},
		"may be no action too": {action: review.Action{Doubt: "in the past tense"}, state: review.Held, asks: true},
		"too old":              {change: func(in *plan.Input, _ *plan.Action) { old(in) }, state: review.Past, asks: true},
		"of an item not known": {change: func(_ *plan.Input, k *plan.Action) { k.Asks.Item = plan.Item{} }, state: review.Held, asks: true},
	} {
		t.Run(name, func(t *testing.T) {
			tc.action.Title = "Alert on queue depth"
			if tc.action.Owner == "" {
				tc.action.Owner = "payments"
			}
			in := input(t, tc.action)
			k := &in.Reviews[0].Actions[0]
			k.Asks = &plan.Asked{Action: "aaaaaaaaaaaa", Item: plan.Item{Tracker: "local", ID: "1", Key: "PAY-1"}, Reworded: true}
			if tc.change != nil {
				tc.change(&in, k)
			}
			p := plan.Make(in)
			got := p.Reviews[0].Actions[0]
			if got.State != tc.state || got.MayBeReworded() != tc.asks {
				t.Errorf("%s (%s), still asked: %v; want %s, %v", got.State, got.Reason, got.MayBeReworded(), tc.state, tc.asks)
			}
			if made := opOf(p, got.Key) == plan.OpCreate; made != (tc.state == review.Planned) {
				t.Errorf("an item is made: %v", made)
			}
			if asks := plan.AsksInOtherWords(got.State.Words() + ": " + got.Reason); asks != (got.HeldBy == plan.HeldByLookAlike) {
				t.Errorf("a block that says %q asks: %v", got.Reason, asks)
			}
		})
	}
}

// What it asks about is called as it is called now, and shown in its place.
func TestAQuestionNamesTheItemAsItIsCalledNow(t *testing.T) {
	in := input(t, review.Action{Title: "Alert on queue depth", Owner: "payments"}, review.Action{Title: "Warn early", Owner: "payments"})
	r := &in.Reviews[0]
	known, asks := &r.Actions[0], &r.Actions[1]
	known.Item = &plan.Item{Tracker: "local", ID: "1", Key: "PAY-2"}
	known.Position = plan.Stands
	asked := &plan.Asked{Action: known.Key, Item: plan.Item{Tracker: "local", ID: "1", Key: "PAY-1"}, Reworded: true}
	asks.Asks = asked
	p := plan.Make(in)
	k := p.Reviews[0].Find(asks.Key)
	if !strings.Contains(k.Reason, "(same: PAY-2)") || k.HeldBy != plan.HeldByLookAlike {
		t.Errorf("held by %q: %s", k.HeldBy, k.Reason)
	}
	if asked.Item.Key != "PAY-1" {
		t.Error("what came in was changed")
	}
	rows := plan.WriteBackOf(p.Reviews[0], nil, func(s string) string { return s }).Rows
	if len(rows) != 1 || rows[0].Action != asks.Key || rows[0].LinkKey != known.Key || rows[0].Item == nil || rows[0].Item.Key != "PAY-2" {
		t.Errorf("the review's block shows %+v", rows)
	}
}
