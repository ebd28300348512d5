package plan_test

import (
	"strings"
	"testing"
	"time"

	"github.com/followthrough/followthrough/sync/plan"
	"github.com/followthrough/followthrough/sync/plan/identity"
	"github.com/followthrough/followthrough/sync/review"
	"github.com/followthrough/followthrough/sync/tracker"
)

const doubt = "past tense below “Resolution”"

func unsureOf(title string) review.Action {
	return review.Action{Title: title, Owner: "payments", Doubt: doubt}
}

func TestDoubtfulLines(t *testing.T) {
	for name, tc := range map[string]struct {
		action  func(*review.Action)
		change  func(*plan.Input)
		state   review.State
		op      plan.Op
		waiting bool
	}{
		"held":            {state: review.Held, op: plan.OpWait, waiting: true},
		"called one":      {action: func(a *review.Action) { a.Answer.Action = true }, state: review.Planned, op: plan.OpCreate},
		"called separate": {action: func(a *review.Action) { a.Answer.Separate = true }, state: review.Planned, op: plan.OpCreate},
		"names a ticket":  {action: func(a *review.Action) { a.Ticket = &review.Ticket{Text: "OPS-1"} }, state: review.Held, op: plan.OpWait, waiting: true},
		"done":            {action: func(a *review.Action) { a.Mark = review.Done }, state: review.Held, op: plan.OpWait},
		"struck through":  {action: func(a *review.Action) { a.Struck, a.Mark = true, review.Declined }, state: review.Held, op: plan.OpWait},
		"no owner":        {action: func(a *review.Action) { a.Owner = "" }, state: review.Held, op: plan.OpWait, waiting: true},
		"team without tracker": {
			action: func(a *review.Action) { a.Owner = "facilities" }, state: review.Held, op: plan.OpWait, waiting: true,
		},
		"past":       {change: old, state: review.Past, op: plan.OpWait},
		"taken back": {change: func(in *plan.Input) { in.Reviews[0].Published = false }, state: ""},
		"a yes for all of it": {
			change: func(in *plan.Input) {
				in.Request.Yes, in.Request.Scope.Reviews = true, []plan.Where{{Source: "reviews", Path: "a.md"}}
			},
			state: review.Held, op: plan.OpWait, waiting: true,
		},
		"a yes for a past review": {
			change: func(in *plan.Input) {
				old(in)
				in.Request.Yes, in.Request.Scope.Reviews = true, []plan.Where{{Source: "reviews", Path: "a.md"}}
			},
			state: review.Past, op: plan.OpWait,
		},
		"a yes for the team": {
			change: func(in *plan.Input) { in.Request.Yes, in.Request.Scope.Team = true, "payments" },
			state:  review.Held, op: plan.OpWait, waiting: true,
		},
		"a yes for the source": {
			change: func(in *plan.Input) { in.Request.Yes, in.Request.Scope.Source = true, "reviews" },
			state:  review.Held, op: plan.OpWait, waiting: true,
		},
		"a yes for this one": {change: singled, state: review.Planned, op: plan.OpCreate},
		"a yes for this one of a past review": {
			change: func(in *plan.Input) { old(in); singled(in) }, state: review.Planned, op: plan.OpCreate,
		},
		"published a day short of 14 ago": {change: publishedAgo(13), state: review.Held, op: plan.OpWait, waiting: true},
		"published 14 days ago":           {change: publishedAgo(14), state: review.Held, op: plan.OpWait},
		"first read 14 days ago": {
			change: func(in *plan.Input) { in.Reviews[0].FirstRead = day.AddDate(0, 0, -14) }, state: review.Held, op: plan.OpWait,
		},
	} {
		t.Run(name, func(t *testing.T) {
			a := unsureOf("Drained the queue")
			if tc.action != nil {
				tc.action(&a)
			}
			in := input(t, a)
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
			if k.State == review.Held && (!strings.HasPrefix(k.Reason, "may be no action: write `(action)` or `(no action)` behind it") || !strings.Contains(k.Reason, doubt)) {
				t.Errorf("the reason is %q", k.Reason)
			}
			if k.Item != nil {
				t.Errorf("it has the item %v", k.Item)
			}
		})
	}
}

func singled(in *plan.Input) {
	in.Request.Yes = true
	in.Request.Scope.Reviews = []plan.Where{{Source: "reviews", Path: "a.md"}}
	in.Request.Scope.Actions = []review.Key{in.Reviews[0].Actions[0].Key}
}

func publishedAgo(days int) func(*plan.Input) {
	return func(in *plan.Input) { in.Reviews[0].PublishedAt = day.AddDate(0, 0, -days) }
}

// A doubtful line wakes its review once, when nobody waits for an answer any more.
func TestDoubtEndsByItself(t *testing.T) {
	in := input(t, unsureOf("Drained the queue"))
	in.Reviews[0].PublishedAt = day.AddDate(0, 0, -2)
	p := plan.Make(in)
	if want := day.AddDate(0, 0, 12); !p.Reviews[0].Wake.Equal(want) {
		t.Fatalf("the review wakes at %s, want %s", p.Reviews[0].Wake, want)
	}
	in.Now, in.Reviews = p.Reviews[0].Wake, p.Reviews
	p = plan.Make(in)
	if k := p.Reviews[0].Actions[0]; k.WaitsForPerson() || k.State != review.Held || !p.Reviews[0].Wake.IsZero() {
		t.Errorf("%s by %q, wakes at %s", k.State, k.HeldBy, p.Reviews[0].Wake)
	}
}

func TestADoubtfulLineWithAnItemIsFollowed(t *testing.T) {
	for name, change := range map[string]func(*review.Action){
		"becomes doubtful": func(a *review.Action) { a.Doubt = doubt },
		"is called none":   func(a *review.Action) { a.Answer.NoAction = true },
	} {
		t.Run(name, func(t *testing.T) {
			in := input(t, review.Action{Title: "Alert on depth", Owner: "payments"})
			row := plan.ItemRow{Tracker: "local", Item: tracker.Item{ID: "7", Key: "PAY-7", Project: "payments", State: review.Open}}
			in.Reviews[0].Actions[0].Item = plan.ItemOf(row)
			in.Items[row.ItemID()] = row
			again := in.Reviews[0].Actions[0].Reading
			change(&again)
			in.Reviews[0], _ = identity.Merge(in.Reviews[0], review.Review{Actions: []review.Action{again}}, meeting())
			p := plan.Make(in)
			k := p.Reviews[0].Actions[0]
			if k.State != review.Open || k.Item == nil || k.LeftAlone() || k.WaitsForPerson() {
				t.Errorf("%s, %v: %s", k.State, k.Item, k.Reason)
			}
			if w := plan.WriteBackOf(p.Reviews[0], in.Sources["reviews"].Modes, func(s string) string { return s }); len(w.Rows) != 1 || w.LeftAlone != 0 {
				t.Errorf("the review says %d rows and %d left alone", len(w.Rows), w.LeftAlone)
			}
			row.Gone = day
			in.Items[row.ItemID()] = row
			k = plan.Make(in).Reviews[0].Actions[0]
			if want := name == "becomes doubtful"; k.WaitsForPerson() != want {
				t.Errorf("deleted: %s (%s), waits for a person: %v, want %v", k.State, k.Reason, k.WaitsForPerson(), want)
			}
		})
	}
}

// What a person called none is not there; what was an action counts as taken out.
func TestCalledNoAction(t *testing.T) {
	none := review.Answer{NoAction: true}
	rec, events := identity.Merge(record(), review.Review{Actions: []review.Action{{Title: "The queue was drained", Answer: none}}}, meeting())
	if len(rec.Actions)+len(rec.TakenOut)+len(events) > 0 {
		t.Fatalf("%v, %v, %v", rec.Actions, rec.TakenOut, events)
	}
	in := input(t, unsureOf("Drained the queue"), review.Action{Title: "Alert on depth", Owner: "payments"})
	in.Reviews = plan.Make(in).Reviews
	rec, _ = identity.Merge(in.Reviews[0], review.Review{Actions: []review.Action{
		{Title: "Drained the queue", Owner: "payments", Answer: none}, {Title: "Alert on depth", Owner: "payments", Answer: none},
	}}, meeting())
	if len(rec.Actions) != 0 || len(rec.TakenOut) != 1 || rec.TakenOut[0].Team != "payments" {
		t.Errorf("%v, taken out %v", rec.Actions, rec.TakenOut)
	}
}

func TestDoubtfulLinesCauseNoWrite(t *testing.T) {
	writes := func(p plan.Plan) int {
		n := 0
		for _, s := range p.Steps {
			if s.Op == plan.OpWriteBack {
				n++
			}
		}
		return n
	}
	alone := input(t, unsureOf("Drained the queue"))
	alone.Reviews[0].MoreDoubtful = 4
	if p := plan.Make(alone); writes(p) > 0 {
		t.Error("doubtful lines alone make a block")
	}
	in := input(t, unsureOf("Drained the queue"), review.Action{Title: "Alert on depth", Owner: "search"})
	p := plan.Make(in)
	if writes(p) != 1 {
		t.Fatal("an action that asks makes no block")
	}
	modes := in.Sources["reviews"].Modes
	w := plan.WriteBackOf(p.Reviews[0], modes, func(s string) string { return s })
	if len(w.Rows) != 1 || w.Rows[0].Index != 1 || w.LeftAlone != 1 {
		t.Errorf("rows %v, %d left alone", w.Rows, w.LeftAlone)
	}
	in.Reviews = p.Reviews
	in.Reviews[0].Digest = plan.Digest(p.Reviews[0], modes)
	more := []review.Action{in.Reviews[0].Actions[0].Reading, in.Reviews[0].Actions[1].Reading, unsureOf("Restarted the workers")}
	in.Reviews[0], _ = identity.Merge(in.Reviews[0], review.Review{Actions: more}, meeting())
	in.Reviews[0].MoreDoubtful = 3
	if p = plan.Make(in); writes(p) > 0 {
		t.Error("further doubtful lines make a write")
	}
	if got := p.Reviews[0].LeftAlone(); got != 5 {
		t.Errorf("%d left alone, want 5", got)
	}
	in.Now = day.Add(15 * 24 * time.Hour)
	if p = plan.Make(in); writes(p) > 0 {
		t.Error("old doubts make a write")
	}
}

// A line that was announced and may be no action after all is announced no more.
func TestAnAnnouncementThatIsDoubtedIsTakenBack(t *testing.T) {
	in := input(t, review.Action{Title: "Alert on depth", Owner: "payments"})
	in.Sources["reviews"] = plan.SourceRules{Modes: []review.Mode{review.ModeBlock}, Soak: time.Hour}
	p := plan.Make(in)
	in.Reviews = p.Reviews
	in.Reviews[0].Digest = plan.Digest(p.Reviews[0], in.Sources["reviews"].Modes)
	again := in.Reviews[0].Actions[0].Reading
	again.Doubt = doubt
	in.Reviews[0], _ = identity.Merge(in.Reviews[0], review.Review{Actions: []review.Action{again}}, meeting())
	p = plan.Make(in)
	w := plan.WriteBackOf(p.Reviews[0], in.Sources["reviews"].Modes, func(s string) string { return s })
	if p.Steps[len(p.Steps)-1].Op != plan.OpWriteBack || len(w.Rows) != 0 {
		t.Errorf("steps %v, rows %v", p.Steps, w.Rows)
	}
}

// What was done before a later version doubted it stays done: nobody is asked.
func TestWhatWasDoneStaysDone(t *testing.T) {
	in := input(t, review.Action{Title: "Alert on depth", Owner: "payments", Mark: review.Done})
	in.Reviews = plan.Make(in).Reviews
	again := in.Reviews[0].Actions[0].Reading
	again.Doubt = doubt
	in.Reviews[0], _ = identity.Merge(in.Reviews[0], review.Review{Actions: []review.Action{again}}, meeting())
	if k := plan.Make(in).Reviews[0].Actions[0]; k.State != review.Done || k.LeftAlone() {
		t.Errorf("%s: %s", k.State, k.Reason)
	}
}

// An item that bears a line's marker says more of it than any reading.
func TestAClaimAsksBeforeADoubt(t *testing.T) {
	in := input(t, unsureOf("Drained the queue"))
	in.Reviews[0].Actions[0].Claimed = &plan.Claimed{Tracker: "local", ID: "7", Key: "PAY-7", Unproven: true}
	if k := plan.Make(in).Reviews[0].Actions[0]; k.HeldBy != plan.HeldByClaim {
		t.Errorf("held by %q: %s", k.HeldBy, k.Reason)
	}
}

// It says more than signs that contradict each other, too.
func TestAClaimAsksBeforeWhatIsUnclear(t *testing.T) {
	in := input(t, review.Action{Title: "Drain the queue", Owner: "payments", Unclear: "its ticket's cell can't be read"})
	k := &in.Reviews[0].Actions[0]
	k.Claimed = &plan.Claimed{Tracker: "local", ID: "7", Key: "PAY-7", Unproven: true}
	if k := plan.Make(in).Reviews[0].Actions[0]; k.HeldBy != plan.HeldByClaim {
		t.Errorf("%s, held by %q: %s", k.State, k.HeldBy, k.Reason)
	}
	k.Reading.Answer.Separate = true
	if k := plan.Make(in).Reviews[0].Actions[0]; k.State != review.Unrouted {
		t.Errorf("%s, held by %q: %s", k.State, k.HeldBy, k.Reason)
	}
}

// An open question whether an item was made is no reason to ask for one again.
func TestADoubtfulLineIsNotAskedForAgain(t *testing.T) {
	in := input(t, unsureOf("Drained the queue"))
	k := &in.Reviews[0].Actions[0]
	k.Attempts = 1
	in.Intents[k.Key] = plan.Intent{Action: k.Key, Review: in.Reviews[0].Key, Attempt: 1, Tracker: "local", Team: "payments",
		Backlog: tracker.Backlog{Project: "payments"}, Asked: day.Add(-time.Hour), Size: 1}
	p := plan.Make(in)
	if opOf(p, k.Key) != plan.OpWait || p.Reviews[0].Actions[0].State != review.Held || len(p.Intents) != 1 {
		t.Errorf("%s: %s", p.Reviews[0].Actions[0].State, p.Reviews[0].Actions[0].Reason)
	}
}
