package execute_test

import (
	"context"
	"errors"
	"strings"
	"testing"
	"time"

	"github.com/followthrough/followthrough/sync/execute"
	"github.com/followthrough/followthrough/sync/gather/gathertest"
	"github.com/followthrough/followthrough/sync/plan"
	"github.com/followthrough/followthrough/sync/review"
	"github.com/followthrough/followthrough/sync/source"
	"github.com/followthrough/followthrough/sync/tracker"
)

var start = time.Date(2026, 11, 22, 9, 0, 0, 0, time.UTC)

// jira is a tracker that only creates, finishes and writes down what it was asked.
type jira struct {
	tracker.Tracker
	answer func(items []tracker.NewItem) []tracker.Outcome
	finish tracker.Finished
	asked  [][]tracker.NewItem
}

func (j *jira) Create(_ context.Context, items []tracker.NewItem) []tracker.Outcome {
	j.asked = append(j.asked, items)
	return j.answer(items)
}

func (j *jira) Finish(context.Context, tracker.Unfinished) tracker.Finished { return j.finish }

// paced takes one creation at a time, when it is time.
type paced struct {
	*jira
	err error
}

func (p paced) Wait(context.Context) error { return p.err }

// made answers that all is made.
func made(items []tracker.NewItem) []tracker.Outcome {
	out := make([]tracker.Outcome, len(items))
	for i, n := range items {
		out[i].Item = tracker.Item{ID: n.Title, Key: "PAY-" + n.Title, Project: "PAY", State: review.Open, Marker: &n.Marker}
	}
	return out
}

func refused(err *tracker.Error) func([]tracker.NewItem) []tracker.Outcome {
	return func(items []tracker.NewItem) []tracker.Outcome {
		out := make([]tracker.Outcome, len(items))
		for i := range out {
			out[i].Err = err
		}
		return out
	}
}

// folder is a source that writes down what it was asked to write.
type folder struct {
	written source.Written
	err     error
	asked   []review.WriteBack
}

func (f *folder) WriteBack(_ context.Context, _ source.Entry, r review.WriteBack) (source.Written, error) {
	f.asked = append(f.asked, r)
	return f.written, f.err
}

// world is what an execution works on.
type world struct {
	store    *gathertest.Store
	jira     *jira
	folder   *folder
	executor *execute.Executor
	plan     plan.Plan
}

// newWorld is the plan of a review with as many actions to be created, and to be
// written to.
func newWorld(actions ...string) *world {
	w := &world{store: &gathertest.Store{}, jira: &jira{answer: made}, folder: &folder{written: source.Written{Revision: "2", Changed: true}}}
	w.executor = &execute.Executor{
		Store: w.store, Config: "1", Backoff: &tracker.Backoff{}, Restate: func(s string) string { return s },
		Now: func() time.Time { return start }, Batch: func() string { return "b" },
		Sources:  map[string]execute.Source{"reviews": {Writer: w.folder, Modes: []review.Mode{review.ModeBlock}}},
		Trackers: map[string]execute.Tracker{"jira": {Tracker: w.jira, Settle: time.Minute}},
	}
	r := plan.Review{Key: "r", Source: "reviews", Path: "a.md", Document: plan.Document{Revision: "1"}, Published: true}
	step := plan.Step{Where: plan.Where{Source: "reviews", Path: "a.md"}, Name: "a.md", Review: "r"}
	for i, title := range actions {
		key, m := review.Key("a"+title), tracker.Marker{Review: "r", Action: review.Key("a" + title), Generation: 1}
		r.Actions = append(r.Actions, plan.Action{Key: key, Wording: plan.Wording{Position: i, Reading: review.Action{Title: title}}, State: review.Planned, Creation: plan.Creation{Generation: 1}})
		s := step
		s.Op, s.Action, s.Tracker, s.Project = plan.OpCreate, key, "jira", "PAY"
		s.New = &tracker.NewItem{Title: title, Marker: m}
		s.Intent = &plan.Intent{Action: key, Review: "r", Attempt: 1, Marker: m, Tracker: "jira"}
		w.plan.Steps = append(w.plan.Steps, s)
	}
	step.Op = plan.OpWriteBack
	w.plan.Steps = append(w.plan.Steps, step)
	w.plan.Reviews, w.plan.Calm = []plan.Review{r}, map[review.Key]time.Time{"r": start.AddDate(0, 0, 1)}
	return w
}

// run carries the plan out, and is its review and what became of each step.
func (w *world) run(t *testing.T, found plan.Found) (plan.Review, []execute.Done) {
	t.Helper()
	steps, reviews, err := w.executor.Run(context.Background(), w.plan, found)
	if err != nil {
		t.Fatal(err)
	}
	return reviews[0], steps
}

// last is the last that was written of an action's intent.
func (w *world) last(action review.Key) (last plan.Intent) {
	for _, c := range w.store.Wrote {
		for _, i := range c.Intents {
			if i.Action == action {
				last = i
			}
		}
	}
	return last
}

// Who lost the right to it asks for nothing, also where that shows only after the
// intent, which is refused then; and writes into no document.
func TestNothingIsDoneWithoutTheRight(t *testing.T) {
	for _, before := range []int{0, 1} { // looks that still found it
		w := newWorld("x")
		intended := func() bool { return w.last("ax").Action != "" }
		w.executor.May = func() error {
			if before == 0 || intended() {
				return errors.New("the lease is not held")
			}
			return nil
		}
		_, steps := w.run(t, plan.Found{})
		if len(w.jira.asked) > 0 || len(w.folder.asked) > 0 {
			t.Errorf("%d: asked for %v, wrote %v", before, w.jira.asked, w.folder.asked)
		}
		if intended() != (before == 1) || before == 1 && w.last("ax").Outcome != plan.OutcomeRefused {
			t.Errorf("%d: the intent is %+v", before, w.last("ax"))
		}
		for _, d := range steps {
			if d.Result == execute.ResultDone {
				t.Errorf("%d: done: %+v", before, d)
			}
		}
	}
}

func TestCreate(t *testing.T) {
	later := start.Add(time.Hour)
	for name, tc := range map[string]struct {
		answer  func([]tracker.NewItem) []tracker.Outcome
		result  execute.Result
		state   review.State
		outcome plan.Outcome
		wake    time.Time
		asked   int // again, attempts that count
	}{
		"made":          {made, execute.ResultDone, review.Open, plan.OutcomeMade, start.AddDate(0, 0, 1), 1},
		"no answer":     {refused(&tracker.Error{Err: errors.New("reset")}), execute.ResultWaiting, review.Creating, plan.OutcomeOpen, start.Add(plan.Patience(time.Minute, 1)), 1},
		"overloaded":    {refused(&tracker.Error{Until: later, Err: errors.New("503")}), execute.ResultWaiting, review.Creating, plan.OutcomeOpen, start.Add(plan.Patience(time.Minute, 1)), 1},
		"no outcome":    {func([]tracker.NewItem) []tracker.Outcome { return nil }, execute.ResultWaiting, review.Creating, plan.OutcomeOpen, start.Add(plan.Patience(time.Minute, 1)), 1},
		"rejected":      {refused(&tracker.Error{Kind: tracker.Rejected}), execute.ResultFailed, review.Blocked, plan.OutcomeRefused, start.AddDate(0, 0, 1), 0},
		"not known":     {refused(&tracker.Error{Kind: tracker.Auth}), execute.ResultFailed, review.Blocked, plan.OutcomeRefused, start.Add(plan.RefusedFor(plan.Action{Creation: plan.Creation{Refused: plan.RefusedAuth}})), 0},
		"throttled":     {refused(&tracker.Error{Kind: tracker.Throttled, Until: later}), execute.ResultWaiting, review.Planned, plan.OutcomeRefused, later, 0},
		"no connection": {refused(&tracker.Error{Kind: tracker.Unavailable}), execute.ResultFailed, review.Planned, plan.OutcomeRefused, plan.NextPass, 0},
	} {
		t.Run(name, func(t *testing.T) {
			w := newWorld("1")
			w.jira.answer = tc.answer
			w.executor.Backoff.Extend("jira", tracker.Making, start.Add(-time.Second)) // is over
			r, steps := w.run(t, plan.Found{})
			k := r.Actions[0]
			if steps[0].Result != tc.result || k.State != tc.state || k.Attempts != tc.asked {
				t.Errorf("%s: %s (%s), %d attempts", steps[0].Result, k.State, k.Reason, k.Attempts)
			}
			if i := w.last("a1"); i.Outcome != tc.outcome || i.Batch != "b" || i.Size != 1 {
				t.Errorf("the intent is %v", i)
			}
			if !r.Wake.Equal(tc.wake) {
				t.Errorf("it wakes at %s, want %s", r.Wake, tc.wake)
			}
			asks := map[string]time.Time{"throttled": later, "overloaded": later, "made": {}}
			until := w.executor.Backoff.Until("jira", tracker.Making)
			if want, told := asks[name]; told && !until.Equal(want) || !told && until.After(start) {
				t.Errorf("left alone until %s", until)
			}
		})
	}
}

func TestIntentComesBeforeTheRequest(t *testing.T) {
	w := newWorld("1")
	w.jira.answer = func(items []tracker.NewItem) []tracker.Outcome {
		c := w.store.Wrote[len(w.store.Wrote)-1]
		if len(c.Intents) != 1 || c.Intents[0].Asked != start || c.Parts[0].Actions[0].State != review.Creating {
			t.Errorf("before the request was written %v", c)
		}
		return made(items)
	}
	w.run(t, plan.Found{})
	w = newWorld("1")
	w.store.Err = errors.New("disk full")
	if _, _, err := w.executor.Run(context.Background(), w.plan, plan.Found{}); err == nil || len(w.jira.asked) > 0 {
		t.Errorf("an intent that is not written was asked for: %v", err)
	}
}

func TestNothingIsSent(t *testing.T) {
	for name, tc := range map[string]struct {
		change func(*world)
		why    string
	}{
		"after a pause": {func(w *world) {
			clock := start
			w.executor.Now = func() time.Time { clock = clock.Add(20 * time.Second); return clock }
		}, "not sent: "},
		"without its signature": {func(w *world) {
			w.executor.Secret = func() (string, error) { return "", errors.New("no such file") }
		}, "not sent: marker_secret: no such file"},
		"before its turn": {func(w *world) {
			w.executor.Trackers["jira"] = execute.Tracker{Tracker: paced{w.jira, errors.New("the hourly limit is used up")}}
		}, "the hourly limit is used up"},
		"to who wants to be left alone": {func(w *world) { w.executor.Backoff.Extend("jira", tracker.Making, start.Add(time.Minute)) }, ""},
	} {
		w := newWorld("1")
		tc.change(w)
		r, steps := w.run(t, plan.Found{})
		if len(w.jira.asked) > 0 || steps[0].Result == execute.ResultDone || r.Actions[0].Attempts != 0 || !strings.Contains(r.Actions[0].Reason, tc.why) {
			t.Errorf("%s: %v, %s: %s", name, w.jira.asked, steps[0].Result, r.Actions[0].Reason)
		}
	}
}

func TestWhatIsRefusedAsAWholeIsHalved(t *testing.T) {
	w := newWorld("1", "bad", "3", "4")
	w.jira.answer = func(items []tracker.NewItem) []tracker.Outcome {
		for _, n := range items {
			if n.Title == "bad" {
				return refused(&tracker.Error{Kind: tracker.Rejected, Whole: len(items) > 1})(items)
			}
		}
		return made(items)
	}
	r, _ := w.run(t, plan.Found{})
	for i, want := range []review.State{review.Open, review.Blocked, review.Open, review.Open} {
		if k := r.Actions[i]; k.State != want {
			t.Errorf("%s is %s (%s)", k.Reading.Title, k.State, k.Reason)
		}
	}
	if len(w.jira.asked) != 5 {
		t.Errorf("%d requests", len(w.jira.asked))
	}
}

func TestWriteBack(t *testing.T) {
	for name, tc := range map[string]struct {
		change  func(*world)
		result  execute.Result
		problem string
		unfit   string
		holds   func(plan.Review) bool
	}{
		"written": {func(w *world) { w.folder.written.Ticked = []review.Key{"a1"} }, execute.ResultDone, "", "", func(r plan.Review) bool {
			return r.Digest != "" && r.Revision == "2" && r.Reported.Equal(start) && r.Actions[0].Ticked && r.Wake.Equal(start.AddDate(0, 0, 1))
		}},
		"changed meanwhile": {func(w *world) { w.folder.err = source.ErrChanged }, execute.ResultWaiting, "", "", func(r plan.Review) bool { return r.Wake.Equal(plan.NextPass) }},
		"no permission": {func(w *world) { w.folder.err = errors.New("permission denied") }, execute.ResultFailed, "report to reviews:a.md: permission denied", "", func(r plan.Review) bool {
			return r.Digest == "" && r.Wake.Equal(plan.NextPass)
		}},
		"left alone": {func(w *world) { w.folder.err = asks(start.Add(time.Minute)) }, execute.ResultWaiting, "report to reviews:a.md: the source asks to be left alone for a while", "", func(r plan.Review) bool {
			return r.Digest == "" && r.Wake.Equal(start.Add(time.Minute))
		}},
		"unfit": {func(w *world) { w.folder.err = source.ErrUnfit }, execute.ResultFailed, "report to reviews:a.md: " + source.ErrUnfit.Error(), "1", func(plan.Review) bool { return true }},
		"proposed": {func(w *world) {
			w.folder.written.Proposed, w.folder.written.Ticked = "in pull request 7", []review.Key{"a1"}
		}, execute.ResultWaiting, "", "", func(r plan.Review) bool {
			return r.Digest == "" && r.Proposed != "" && *r.Actions[0].Proposed.Ticked && !r.Actions[0].Ticked
		}},
		"no writer": {func(w *world) { w.executor.Sources = nil }, execute.ResultFailed, "", "", func(r plan.Review) bool { return r.Digest == "" }},
		"nothing to say": {func(w *world) {
			w.plan.Reviews[0].Digest = plan.Digest(w.plan.Reviews[0], []review.Mode{review.ModeBlock})
			w.executor.Backoff.Extend("jira", tracker.Making, start.Add(time.Minute))
		}, execute.ResultWaiting, "", "", func(r plan.Review) bool { return r.Revision == "1" }},
	} {
		t.Run(name, func(t *testing.T) {
			w := newWorld("1")
			tc.change(w)
			r, steps := w.run(t, plan.Found{Digests: map[string]string{}})
			if step := steps[1]; step.Result != tc.result || r.Problem != tc.problem || r.Unfit != tc.unfit || !tc.holds(r) {
				t.Errorf("%s (%v): %+v", step.Result, step.Err, r)
			}
		})
	}
}

// asks is the error of a source that wants to be left alone until a moment.
type asks time.Time

func (a asks) Error() string      { return "not asked again before " + time.Time(a).String() }
func (a asks) RetryAt() time.Time { return time.Time(a) }

// A source that wants to be left alone is told so much once, and is written to by
// nobody until then; what is written ends its wait.
func TestSourceIsLeftAlone(t *testing.T) {
	w := newWorld("1")
	now := start
	w.executor.Now = func() time.Time { return now }
	w.folder.err = asks(start.Add(time.Hour))
	events := 0
	for range 3 {
		w.run(t, plan.Found{Digests: map[string]string{}})
		now = now.Add(20 * time.Minute)
	}
	for _, c := range w.store.Wrote {
		for _, e := range c.Events {
			if e.What == "not reported" {
				events++
			}
		}
	}
	if len(w.folder.asked) != 1 || events != 1 {
		t.Errorf("asked %d times, told %d times", len(w.folder.asked), events)
	}
	w.folder.err = nil
	r, steps := w.run(t, plan.Found{Digests: map[string]string{}})
	if until := w.executor.Backoff.Until(execute.InSource("reviews"), tracker.Making); steps[1].Result != execute.ResultDone || r.Problem != "" || !until.IsZero() {
		t.Errorf("%s (%s), left alone until %v", steps[1].Result, r.Problem, until)
	}
}

func TestOnlyWhatChangedIsWritten(t *testing.T) {
	w := newWorld()
	w.plan.Steps = nil
	w.run(t, plan.Found{Before: map[review.Key]plan.Review{"r": w.plan.Reviews[0]}})
	if len(w.store.Wrote) > 0 {
		t.Errorf("a quiet pass wrote %v", w.store.Wrote)
	}
	w.plan.Reviews[0].Title = "Queue"
	w.plan.Events = []plan.Event{{What: "first read"}}
	w.run(t, plan.Found{Changes: plan.Changes{Events: []plan.Event{{What: "moved"}}}})
	if c := w.store.Wrote; len(c) != 1 || len(c[0].Reviews) != 1 || len(c[0].Events) != 2 {
		t.Errorf("written was %v", c)
	}
}

func TestWhatACreationLeft(t *testing.T) {
	for name, tc := range map[string]struct {
		asked  time.Time
		answer tracker.Finished
		left   int
		reason string
	}{
		"is set":                     {asked: start},
		"is tried again":             {asked: start, answer: tracker.Finished{Left: []string{"parent"}, Err: errors.New("down")}, left: 1, reason: plan.StillToBeSet + "parent (no clear answer)"},
		"is the team's by to-morrow": {asked: start.AddDate(0, 0, -2), answer: tracker.Finished{Left: []string{"parent"}}},
	} {
		w := newWorld("1")
		w.plan.Steps = nil
		w.plan.Reviews[0].Actions[0].Item, w.plan.Reviews[0].Actions[0].Reason = &plan.Item{Tracker: "jira", ID: "1"}, plan.StillToBeSet+"parent"
		w.jira.finish = tc.answer
		intent := plan.Intent{Action: "a1", Review: "r", Tracker: "jira", Asked: tc.asked, Left: []string{"parent"}}
		r, _ := w.run(t, plan.Found{Unfinished: map[review.Key]plan.Intent{"a1": intent}})
		if left := w.last("a1").Left; len(left) != tc.left || r.Actions[0].Reason != tc.reason {
			t.Errorf("%s: %v is left, %q", name, left, r.Actions[0].Reason)
		}
	}
}

func TestWhoIsToldToStopBeginsNothing(t *testing.T) {
	w := newWorld("1")
	ctx, stop := context.WithCancel(context.Background())
	stop()
	steps, _, err := w.executor.Run(ctx, w.plan, plan.Found{})
	if err != nil || len(w.jira.asked)+len(w.folder.asked) > 0 || steps[0].Result != execute.ResultWaiting || len(w.store.Wrote) != 1 {
		t.Errorf("asked %v, wrote %v: %v", w.jira.asked, w.store.Wrote, err)
	}
}
