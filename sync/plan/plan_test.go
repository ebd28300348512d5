package plan_test

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/followthrough/followthrough/mapping"
	"github.com/followthrough/followthrough/sync/plan"
	"github.com/followthrough/followthrough/sync/plan/identity"
	"github.com/followthrough/followthrough/sync/review"
	"github.com/followthrough/followthrough/sync/tracker"
)

var day = time.Date(2026, 11, 22, 9, 0, 0, 0, time.UTC)

func meeting() identity.Meeting {
	return identity.Meeting{Instance: "followthrough", Now: day, Anonymise: func(s string) string { return s }}
}

func record() plan.Review {
	return plan.Review{Key: review.KeyOf("followthrough", "reviews", "a.md"), Source: "reviews", Path: "a.md", Published: true}
}

func teams(t *testing.T) *mapping.Mapping {
	t.Helper()
	team := func(name string, create mapping.Create) mapping.Team {
		return mapping.Team{Name: name, Create: create, Backlog: mapping.Backlog{Tracker: "local", Project: name}}
	}
	m, problems := mapping.New([]mapping.Team{
		team("payments", mapping.CreateAuto), team("search", mapping.CreateAsk), team("mail", mapping.CreateOff),
		{Name: "facilities", Backlog: mapping.Backlog{Tracker: mapping.NoTracker}},
	}, nil, "")
	if len(problems) > 0 {
		t.Fatal(problems)
	}
	return m
}

// input is one review with these actions, newly read now.
func input(t *testing.T, actions ...review.Action) plan.Input {
	t.Helper()
	for i := range actions {
		actions[i].Line = 10 + i
	}
	rec, _ := identity.Merge(record(), review.Review{Actions: actions}, meeting())
	rec.Age, rec.FirstRead = day, day
	return plan.Input{
		Now: day, Instance: "followthrough", Config: "1", Mapping: teams(t), Reviews: []plan.Review{rec},
		Sources:  map[string]plan.SourceRules{"reviews": {Modes: []review.Mode{review.ModeBlock}}},
		Trackers: map[string]plan.TrackerFacts{"local": {}, "other": {}}, Intents: map[review.Key]plan.Intent{},
		ItemFacts: plan.ItemFacts{Items: map[plan.ItemID]plan.ItemRow{}, Named: map[review.Key][]plan.Named{}},
	}
}

func TestVerdicts(t *testing.T) {
	for name, tc := range map[string]struct {
		action  review.Action
		change  func(*plan.Input)
		state   review.State
		op      plan.Op // of its step; "": none
		waiting bool    // for a person
	}{
		"planned":        {action: review.Action{Owner: "payments"}, state: review.Planned, op: plan.OpCreate},
		"soaking":        {action: review.Action{Owner: "payments"}, change: soak, state: review.Soaking, op: plan.OpWait},
		"no owner":       {action: review.Action{}, state: review.Unrouted, op: plan.OpWait, waiting: true},
		"unclear signs":  {action: review.Action{Owner: "payments", Mark: review.Open, Unclear: "one sign says open, another done"}, state: review.Unrouted, op: plan.OpWait, waiting: true},
		"ask":            {action: review.Action{Owner: "search"}, state: review.Held, op: plan.OpWait, waiting: true},
		"off":            {action: review.Action{Owner: "mail"}, state: review.Held, op: plan.OpWait},
		"no tracker":     {action: review.Action{Owner: "facilities"}, state: review.Open},
		"its box":        {action: review.Action{Owner: "facilities", Mark: review.InProgress}, state: review.InProgress},
		"done there":     {action: review.Action{Owner: "payments", Mark: review.Done}, state: review.Done},
		"declined there": {action: review.Action{Owner: "payments", Mark: review.Declined, Reason: "gone"}, state: review.Declined},
		"elsewhere":      {action: review.Action{Owner: "payments", Ticket: &review.Ticket{Text: "OPS-1"}}, state: review.Open},
		"past":           {action: review.Action{Owner: "payments"}, change: old, state: review.Past, op: plan.OpWait},
		"tracker down":   {action: review.Action{Owner: "payments"}, change: down, state: review.Planned, op: plan.OpWait},
		"new store":      {action: review.Action{Owner: "payments"}, change: young, state: review.Planned, op: plan.OpWait},
		"taken back":     {action: review.Action{Owner: "payments"}, change: func(in *plan.Input) { in.Reviews[0].Published = false }, state: ""},
	} {
		t.Run(name, func(t *testing.T) {
			tc.action.Title = "Alert on queue depth"
			in := input(t, tc.action)
			if tc.change != nil {
				tc.change(&in)
			}
			p := plan.Make(in)
			k := p.Reviews[0].Actions[0]
			if k.State != tc.state || k.WaitsForPerson() != tc.waiting {
				t.Errorf("%s (%s), waits for a person: %v; want %s, %v", k.State, k.Reason, k.WaitsForPerson(), tc.state, tc.waiting)
			}
			if got := opOf(p, k.Key); got != tc.op {
				t.Errorf("step %q, want %q", got, tc.op)
			}
		})
	}
}

func soak(in *plan.Input) { in.Sources["reviews"] = plan.SourceRules{Soak: time.Hour} }

func old(in *plan.Input) { in.Sources["reviews"] = plan.SourceRules{Since: day.AddDate(0, 0, 1)} }

func down(in *plan.Input) { in.Trackers["local"] = plan.TrackerFacts{Problem: "local can't be read"} }

func young(in *plan.Input) {
	in.Trackers["local"] = plan.TrackerFacts{NotBefore: day.Add(time.Minute)}
}

func opOf(p plan.Plan, action review.Key) plan.Op {
	for _, s := range p.Steps {
		if s.Action == action {
			return s.Op
		}
	}
	return ""
}

// TestNamedItems is who is believed when a line names an item.
func TestNamedItems(t *testing.T) {
	incident := day.AddDate(0, 0, -3)
	row := func(change func(*plan.ItemRow)) plan.Named {
		r := plan.ItemRow{Tracker: "local", Item: tracker.Item{ID: "1", Key: "PAY-1", State: review.Open, Project: "payments"}}
		if change != nil {
			change(&r)
		}
		return plan.Named{Tracker: r.Tracker, ID: r.ID, Row: r, Found: true}
	}
	made := func(action review.Key, text string) func(*plan.ItemRow) {
		return func(r *plan.ItemRow) {
			r.Marker = &tracker.Marker{Instance: "followthrough", Review: "0123456789ab", Action: action, Generation: 1, Text: text, Number: 1}
		}
	}
	for name, tc := range map[string]struct {
		found  []plan.Named
		answer review.Answer
		state  review.State
		op     plan.Op
	}{
		"somebody's":   {found: []plan.Named{row(nil)}, state: review.Open, op: plan.OpLink},
		"not there":    {found: []plan.Named{{Tracker: "local", ID: "1"}}, state: review.Unrouted, op: plan.OpWait},
		"tracker down": {found: []plan.Named{{Tracker: "local", ID: "1", Problem: "no answer"}}, state: review.Unrouted, op: plan.OpWait},
		"two trackers": {found: []plan.Named{row(nil), row(func(r *plan.ItemRow) { r.Tracker = "other" })}, state: review.Unrouted, op: plan.OpWait},
		"two accounts, one site": {
			found: []plan.Named{row(atSite("other")), row(atSite("local"))}, state: review.Open, op: plan.OpLink,
		},
		"copied, same words":  {found: []plan.Named{row(made("aaaaaaaaaaaa", "alert on queue depth"))}, state: review.Unrouted, op: plan.OpWait},
		"copied, other words": {found: []plan.Named{row(made("aaaaaaaaaaaa", "rotate the keys"))}, state: review.Planned, op: plan.OpCreate},
		"separate": {
			found: []plan.Named{row(made("aaaaaaaaaaaa", "alert on queue depth"))}, answer: review.Answer{Separate: true},
			state: review.Planned, op: plan.OpCreate,
		},
		"same": {
			found: []plan.Named{row(made("aaaaaaaaaaaa", "alert on queue depth"))}, answer: review.Answer{Same: "PAY-1"},
			state: review.Open, op: plan.OpLink,
		},
		"done before the incident": {
			found: []plan.Named{row(func(r *plan.ItemRow) { r.State, r.Settled = review.Done, incident.AddDate(-1, 0, 0) })},
			state: review.Unrouted, op: plan.OpWait,
		},
		"done since": {
			found: []plan.Named{row(func(r *plan.ItemRow) { r.State, r.Settled = review.Done, incident.AddDate(0, 0, 1) })},
			state: review.Done, op: plan.OpLink,
		},
	} {
		t.Run(name, func(t *testing.T) {
			in := input(t, review.Action{Title: "Alert on queue depth", Owner: "payments", Ticket: &review.Ticket{Text: "PAY-1"}, Answer: tc.answer})
			in.Reviews[0].Date = incident
			in.Named[in.Reviews[0].Actions[0].Key] = tc.found
			p := plan.Make(in)
			k := p.Reviews[0].Actions[0]
			if got := opOf(p, k.Key); k.State != tc.state || got != tc.op {
				t.Errorf("%s (%s), step %q; want %s, %q", k.State, k.Reason, got, tc.state, tc.op)
			}
		})
	}
}

func atSite(tracker string) func(*plan.ItemRow) {
	return func(r *plan.ItemRow) { r.Tracker, r.URL = tracker, "https://site.example/browse/PAY-1" }
}

// TestPlanIsPure plans the same reviews in every order: one plan comes out,
// sorted, and the input stays as it was.
func TestPlanIsPure(t *testing.T) {
	in := input(t)
	in.Reviews = nil
	rules := in.Sources["reviews"]
	rules.MaxNew = 7
	in.Sources["reviews"] = rules
	owners := []string{"payments", "search", "mail", "facilities", ""}
	for i := range 8 {
		rec := record()
		rec.Path, rec.Key = fmt.Sprintf("r%d.md", i), review.KeyOf("followthrough", "reviews", fmt.Sprint(i))
		var r review.Review
		for n := range 5 {
			r.Actions = append(r.Actions, review.Action{Title: fmt.Sprintf("Do thing %d of %d", n, i), Owner: owners[(n+i)%5], Line: n})
		}
		rec, _ = identity.Merge(rec, r, meeting())
		rec.Age = day.AddDate(0, 0, -i%3)
		in.Reviews = append(in.Reviews, rec)
	}
	want := plan.Make(in)
	if len(want.Steps) == 0 {
		t.Fatal("nothing is planned")
	}
	for range 20 {
		shuffled := in
		shuffled.Reviews = slices.Clone(in.Reviews)
		rand.Shuffle(len(shuffled.Reviews), func(i, j int) {
			shuffled.Reviews[i], shuffled.Reviews[j] = shuffled.Reviews[j], shuffled.Reviews[i]
		})
		before := slices.Clone(shuffled.Reviews)
		if diff := cmp.Diff(want, plan.Make(shuffled)); diff != "" {
			t.Fatalf("another order gives another plan:\n%s", diff)
		}
		if diff := cmp.Diff(before, shuffled.Reviews); diff != "" {
			t.Fatalf("planning changed its input:\n%s", diff)
		}
	}
}
