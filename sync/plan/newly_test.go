package plan_test

import (
	"strings"
	"testing"
	"time"

	"github.com/followthrough/followthrough/sync/plan"
	"github.com/followthrough/followthrough/sync/review"
)

// What is read only now in a review that nobody changed is held, whatever its line
// says, until a person says yes; what nothing would be made for says what it is.
func TestNewlyReadLines(t *testing.T) {
	yes := func(s plan.Scope) func(*plan.Input) {
		return func(in *plan.Input) { in.Request.Yes, in.Request.Scope = true, s }
	}
	here := []plan.Where{{Source: "reviews", Path: "a.md"}}
	for name, tc := range map[string]struct {
		action  func(*review.Action)
		change  func(*plan.Input)
		state   review.State
		heldBy  plan.HeldBy
		waiting bool
	}{
		"held":                    {state: review.Held, heldBy: plan.HeldByNewly, waiting: true},
		"no owner":                {action: func(a *review.Action) { a.Owner = "" }, state: review.Held, heldBy: plan.HeldByNewly, waiting: true},
		"names a ticket":          {action: func(a *review.Action) { a.Ticket = &review.Ticket{Text: "OPS-1"} }, state: review.Held, heldBy: plan.HeldByNewly, waiting: true},
		"unclear":                 {action: func(a *review.Action) { a.Unclear = "one sign says open, another done" }, state: review.Held, heldBy: plan.HeldByNewly, waiting: true},
		"the team takes no part":  {action: func(a *review.Action) { a.Owner = "mail" }, state: review.Held, heldBy: plan.HeldByOff},
		"the team is asked first": {action: func(a *review.Action) { a.Owner = "search" }, state: review.Held, heldBy: plan.HeldByNewly, waiting: true},
		"may be no action":        {action: func(a *review.Action) { a.Doubt = doubt }, state: review.Held, heldBy: plan.HeldByDoubt, waiting: true},
		"done":                    {action: func(a *review.Action) { a.Mark = review.Done }, state: review.Done},
		"past":                    {change: old, state: review.Past},
		"a yes for the review":    {change: yes(plan.Scope{Reviews: here}), state: review.Planned},
		"a yes for the team":      {change: yes(plan.Scope{Team: "payments"}), state: review.Planned},
		"a yes for the source":    {change: yes(plan.Scope{Source: "reviews"}), state: review.Planned},
		"a yes for another team":  {change: yes(plan.Scope{Team: "search"}), state: review.Held, heldBy: plan.HeldByNewly, waiting: true},
		"a yes while it is past":  {change: func(in *plan.Input) { old(in); yes(plan.Scope{Team: "payments"})(in) }, state: review.Past},
		"a yes for a past review": {change: func(in *plan.Input) { old(in); yes(plan.Scope{Reviews: here})(in) }, state: review.Planned},
		"more than max_new": {change: func(in *plan.Input) {
			yes(plan.Scope{Reviews: here})(in)
			in.Sources["reviews"] = plan.SourceRules{MaxNew: 1}
			in.Admitted = map[string]int{"reviews": 1}
		}, state: review.Planned},
	} {
		t.Run(name, func(t *testing.T) {
			a := review.Action{Title: "Alert on queue depth", Owner: "payments"}
			if tc.action != nil {
				tc.action(&a)
			}
			in := input(t, a)
			in.Reviews[0].Actions[0].Newly = true
			if tc.change != nil {
				tc.change(&in)
			}
			p := plan.Make(in)
			k := p.Reviews[0].Actions[0]
			if k.State != tc.state || k.HeldBy != tc.heldBy || k.WaitsForPerson() != tc.waiting || k.Item != nil {
				t.Errorf("%s by %q (%s), waits for a person: %v; want %s by %q, %v", k.State, k.HeldBy, k.Reason, k.WaitsForPerson(), tc.state, tc.heldBy, tc.waiting)
			}
			if named := strings.HasPrefix(k.Reason, plan.NewlyReadWords+": "); named != (tc.heldBy == plan.HeldByNewly) {
				t.Errorf("the reason is %q", k.Reason)
			}
			if op := opOf(p, ""); k.State != review.Planned && op != "" {
				t.Errorf("the review is %sed for it", op)
			}
		})
	}
}

// A yes lets it soak anew: its author read none of it in the review so far.
func TestNewlyReadSoaksFromTheYes(t *testing.T) {
	in := input(t, review.Action{Title: "Alert on queue depth", Owner: "payments"})
	in.Reviews[0].Actions[0].Newly = true
	in.Now = day.AddDate(0, 0, 9)
	in.Sources["reviews"] = plan.SourceRules{Soak: time.Hour, Modes: []review.Mode{review.ModeBlock}}
	in.Request.Yes, in.Request.Scope.Source = true, "reviews"
	p := plan.Make(in)
	if k := p.Reviews[0].Actions[0]; k.State != review.Soaking || !k.Until.After(in.Now) {
		t.Errorf("%s until %s", k.State, k.Until)
	}
	if opOf(p, "") != plan.OpWriteBack {
		t.Error("it is not announced")
	}
}

// A block that stands says in a number what is held beside its rows, and is not
// written for that alone.
func TestNewlyReadIsNoReasonToWrite(t *testing.T) {
	in := input(t, review.Action{Title: "Alert on queue depth", Owner: "payments"}, review.Action{Title: "Drain the queue", Owner: "payments"})
	modes := in.Sources["reviews"].Modes
	r := in.Reviews[0]
	r.Actions = r.Actions[:1]
	in.Reviews = []plan.Review{r}
	in.Sources["reviews"] = plan.SourceRules{Soak: time.Hour, Modes: modes}
	before := plan.Make(in).Reviews[0]
	with := before
	with.Digest = plan.Digest(before, modes)
	more := input(t, review.Action{Title: "Alert on queue depth", Owner: "payments"}, review.Action{Title: "Drain the queue", Owner: "payments"}).Reviews[0].Actions[1]
	more.Newly = true
	with.Actions = append(with.Actions, more)
	in.Reviews = []plan.Review{with}
	p := plan.Make(in)
	if got := opOf(p, ""); got != "" {
		t.Errorf("the review is to be written: %s", got)
	}
	if wb := plan.WriteBackOf(p.Reviews[0], modes, func(s string) string { return s }); len(wb.Rows) != 1 || wb.NewlyRead != 1 {
		t.Errorf("%d rows, %d newly read", len(wb.Rows), wb.NewlyRead)
	}
}
