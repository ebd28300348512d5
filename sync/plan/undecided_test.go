package plan_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/followthrough/followthrough/sync/plan"
	"github.com/followthrough/followthrough/sync/review"
	"github.com/followthrough/followthrough/sync/tracker"
)

// An action of which nobody can tell whether it is new is made by no way but a
// person's word.
func TestUndecidedActionsWaitForAPerson(t *testing.T) {
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
		"a copied line too": {change: func(_ *plan.Input, k *plan.Action) { k.Asks.Text, k.Asks.Item.Key = k.Now, "PAY-1" }, state: review.Held, asks: true},
		"a wrong answer":    {action: review.Action{Answer: review.Answer{Same: "PAY-1"}}, state: review.Unrouted, asks: true},
		"another":           {action: review.Action{Answer: review.Answer{Separate: true}}, state: review.Planned},
		"released":          {change: func(in *plan.Input, _ *plan.Action) { in.Request.Yes = true }, state: review.Planned},
		"the team's no": {action: review.Action{Owner: "mail"}, change: func(in *plan.Input, _ *plan.Action) { in.Request.Yes = true },
			state: review.Held},
	} {
		t.Run(name, func(t *testing.T) {
			tc.action.Title = "Alert on queue depth"
			if tc.action.Owner == "" {
				tc.action.Owner = "payments"
			}
			in := input(t, tc.action)
			k := &in.Reviews[0].Actions[0]
			k.Asks = &plan.Asked{Undecided: true}
			if tc.change != nil {
				tc.change(&in, k)
			}
			p := plan.Make(in)
			got := p.Reviews[0].Actions[0]
			if got.State != tc.state || got.Undecided() != tc.asks {
				t.Errorf("%s (%s), still asked: %v; want %s, %v", got.State, got.Reason, got.Undecided(), tc.state, tc.asks)
			}
			if made := opOf(p, got.Key) == plan.OpCreate; made != (tc.state == review.Planned) {
				t.Errorf("an item is made: %v", made)
			}
		})
	}
}

// Titles in a backlog that are too many and too long to compare hold nothing
// up: equal ones are found by their words, and the reason says the rest.
func TestLookAlikesKeepToTheirBudget(t *testing.T) {
	long := func(i int) string {
		return strings.Repeat("the alert on it ", 15) + fmt.Sprintf("x%c%c", 'a'+i/26%26, 'a'+i%26)
	}
	var actions []review.Action
	for i := range 400 {
		actions = append(actions, review.Action{Title: long(i), Owner: "payments"})
	}
	in := input(t, actions...)
	var others []tracker.Other
	for i := range 300 {
		others = append(others, tracker.Other{Key: fmt.Sprint("PAY-", i), Title: long(i+5) + " soon"})
	}
	others = append(others, tracker.Other{Key: "PAY-999", Title: long(3)})
	in.Alike = map[plan.Destination][]tracker.Other{{Tracker: "local", Project: "payments"}: others}
	p := plan.Make(in)
	held, told := 0, 0
	for _, k := range p.Reviews[0].Actions {
		if k.State == review.Held && strings.Contains(k.Reason, "PAY-999") {
			held++
		}
		if strings.HasPrefix(k.Reason, "too much to compare") {
			told++
		}
	}
	if held != 1 || told == 0 {
		t.Errorf("%d are held by the equal title, want 1; %d say that not all was compared", held, told)
	}
}
