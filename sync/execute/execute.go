// Package execute turns a plan's steps into effects, those of one tracker or source
// one after the other, and of different ones beside each other: the intent is
// durable before the request goes out, and what is not known to have happened is
// never done again on a guess. It decides nothing: what the outcome means for the
// next pass is the planner's to say.
package execute

import (
	"context"
	"maps"
	"reflect"
	"slices"
	"sync"
	"time"

	"github.com/followthrough/followthrough/sync/plan"
	"github.com/followthrough/followthrough/sync/review"
	"github.com/followthrough/followthrough/sync/source"
	"github.com/followthrough/followthrough/sync/tracker"
)

// Store is what execution writes.
type Store interface {
	// Apply writes all of c in one durable transaction.
	Apply(ctx context.Context, c plan.Changes) error
	// Reviews, Intents, Unfinished and SourceMark are what is read of it where an
	// answer came that no pass had waited for.
	Reviews(ctx context.Context, keys []review.Key) ([]plan.Review, error)
	Intents(ctx context.Context) ([]plan.Intent, error)
	Unfinished(ctx context.Context) ([]plan.Intent, error)
	SourceMark(ctx context.Context, source string) (plan.SourceMark, error)
}

// Source is a source as execution needs it.
type Source struct {
	source.Writer // nil: can't be written to
	Modes         []review.Mode
}

// Tracker is a tracker as execution needs it.
type Tracker struct {
	tracker.Tracker
	Settle time.Duration
}

// Executor executes for one configuration.
type Executor struct {
	Store    Store
	Sources  map[string]Source
	Trackers map[string]Tracker
	Config   string // digest
	// Backoff remembers which trackers ask to be left alone; nil: nobody does.
	Backoff *tracker.Backoff
	// Restate puts teams in the place of people's names.
	Restate func(string) string
	Now     func() time.Time
	// Batch makes a name for the items asked for in one request.
	Batch func() string
	// Secret signs the markers of what is made; nil: nothing is signed.
	Secret func() (string, error)
	// May is asked after an intent, just before it is acted on, and before a document is
	// written to: its error ends that. nil: nobody is.
	May func() error
	// Audit is told of each effect; nil: nobody is. By is for whom the next pass works;
	// "": for nobody who asked for it.
	Audit func(Effect)
	By    string
	// Progress is told how many of the steps are done; nil: nobody.
	Progress func(done, total int)
	// Grace is how long a pass waits for a tracker or source that does not answer;
	// 0: to the deadline. Poke is called when it has, and Hurried tells whether
	// somebody wants the next pass; nil: nobody is told, nobody does.
	Grace   time.Duration
	Poke    func()
	Hurried func() bool
	// Once says that a tracker which left a creation unanswered is asked for no more
	// by this executor, and not only by this pass: a command ends some time.
	Once bool

	beside *kept
}

// Done is an executed step.
type Done struct {
	plan.Step
	Result Result
	Err    error // for Failed; names the thing, the cause and the next step
}

// Result is what became of a step.
type Result string

// The results.
const (
	ResultDone    Result = "done"
	ResultWaiting Result = "waiting"
	ResultFailed  Result = "failed"
)

// Run writes what was found, then does the steps: creations first, then the
// reports that tell of them. When ctx ends, the step at hand is finished and
// no other begun. What has no answer within the grace goes on beside the next
// passes. An error means that the store failed.
func (e *Executor) Run(ctx context.Context, p plan.Plan, found plan.Found) ([]Done, []plan.Review, error) {
	x := e.begin(ctx, p, found)
	x.mu.Lock()
	defer x.mu.Unlock()
	first := toWrite(p, found)
	if x.write(first); x.err == nil {
		x.tellFound(first)
	}
	x.creates()
	x.writeBacks()
	x.tidy()
	if x.err != nil {
		return nil, nil, x.err
	}
	return x.done(), p.Reviews, nil
}

// begin is an execution of which nothing is done yet.
func (e *Executor) begin(ctx context.Context, p plan.Plan, found plan.Found) *execution {
	x := &execution{
		Executor: e, by: e.By, ctx: ctx, steps: p.Steps, calm: p.Calm, digests: found.Digests, wrote: found.Wrote,
		reviews: map[review.Key]*plan.Review{}, results: map[int]Done{}, due: map[review.Key]int{}, began: map[string]time.Time{}, silent: map[string]bool{},
	}
	if x.wrote == nil {
		x.wrote = map[string]time.Time{}
	}
	for _, action := range slices.Sorted(maps.Keys(found.Unfinished)) {
		x.unfinished = append(x.unfinished, found.Unfinished[action])
	}
	for i := range p.Reviews {
		x.reviews[p.Reviews[i].Key] = &p.Reviews[i]
	}
	for _, s := range x.steps {
		if s.Op == plan.OpCreate || s.Op == plan.OpWriteBack {
			x.due[s.Review]++
		}
	}
	return x
}

// toWrite is what is to be written before anything is done: of the reviews only
// those that are not as the store has them.
func toWrite(p plan.Plan, found plan.Found) plan.Changes {
	c := found.Changes
	c.Intents = slices.Concat(c.Intents, p.Intents)
	c.Events = slices.Concat(c.Events, p.Events)
	for _, r := range p.Reviews {
		if !reflect.DeepEqual(r, found.Before[r.Key]) {
			c.Reviews = append(c.Reviews, r)
		}
	}
	return c
}

type execution struct {
	*Executor
	by      string     // for whom it works
	mu      sync.Mutex // over all that follows, and what it points to
	ctx     context.Context
	err     error // the store's first: nothing is begun after it
	reviews map[review.Key]*plan.Review
	steps   []plan.Step
	results map[int]Done // by the step's index
	calm    map[review.Key]time.Time
	digests map[string]string    // by source
	wrote   map[string]time.Time // by source
	// unfinished are the made items that still lack something.
	unfinished []plan.Intent
	// postponed are the creations that were left for the next pass.
	postponed []int
	// silent are the trackers of which an answer was lost.
	silent map[string]bool
	// began is when the first creation of a tracker came to its turn.
	began map[string]time.Time
	due   map[review.Key]int // steps that are not done, by review
	// unsigned is why the batch at hand can't be signed; nil: it can.
	unsigned error
}

// write survives the end of ctx: what was done must be known.
func (x *execution) write(c plan.Changes) {
	if x.err == nil && !c.Empty() {
		x.err = x.Store.Apply(context.WithoutCancel(x.ctx), c)
	}
}

// stopped tells that nothing more is to be begun.
func (x *execution) stopped() bool { return x.err != nil || x.ctx.Err() != nil || x.mayNot() != nil }

// mayNot is why nothing may be done elsewhere any more; nil: it may.
func (e *Executor) mayNot() error {
	if e.May == nil {
		return nil
	}
	return e.May()
}

// note notes what became of a step. With the last one done the review is not
// due any more; it is written after that.
func (x *execution) note(i int, result Result, err error) {
	if result == ResultDone {
		x.stepDone(x.steps[i].Review)
	}
	x.results[i] = Done{Step: x.steps[i], Result: result, Err: err}
	if x.Progress != nil {
		x.Progress(len(x.results), len(x.steps))
	}
}

// stepDone notes that there is nothing more to be done now for one of a review's
// steps.
func (x *execution) stepDone(key review.Key) {
	if x.due[key]--; x.due[key] == 0 {
		x.reviews[key].Wake = x.calm[key]
	}
}

// done are the steps in their order: links were done by writing the records,
// and what was not begun waits.
func (x *execution) done() []Done {
	out := make([]Done, len(x.steps))
	for i, step := range x.steps {
		d, ok := x.results[i]
		switch {
		case ok:
		case step.Op == plan.OpLink:
			d = Done{Step: step, Result: ResultDone}
		default:
			d = Done{Step: step, Result: ResultWaiting}
		}
		out[i] = d
	}
	return out
}

// of is whose step it is.
func (x *execution) of(s plan.Step) (*plan.Review, *plan.Action) {
	r := x.reviews[s.Review]
	return r, r.Find(s.Action)
}

func (x *execution) event(r *plan.Review, k *plan.Action, what, why string) plan.Event {
	e := plan.Event{At: x.Now().UTC(), Source: r.Source, Path: r.LogName(), Review: r.Key, What: what, Why: why}
	if k != nil {
		e.Action = k.Key
		if k.Item != nil {
			e.Item = k.Item.Key
		}
	}
	return e
}

// requeue makes the review due at a time, if it is not due earlier.
func requeue(r *plan.Review, at time.Time) {
	if r.Wake.IsZero() || at.Before(r.Wake) {
		r.Wake = at
	}
}

// tidy lets the places in which we write remove what a killed process of ours
// left there.
func (x *execution) tidy() {
	for _, name := range slices.Sorted(maps.Keys(x.Sources)) {
		s := x.Sources[name]
		if t, ok := s.Writer.(source.Tidier); ok && len(s.Modes) > 0 && !x.stopped() {
			t.Tidy(x.ctx)
		}
	}
	for _, name := range slices.Sorted(maps.Keys(x.Trackers)) {
		if t, ok := x.Trackers[name].Tracker.(tracker.Tidier); ok && !x.stopped() {
			t.Tidy(x.ctx)
		}
	}
}
