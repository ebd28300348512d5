package execute

import (
	"context"
	"maps"
	"slices"
	"sync"
	"time"

	"github.com/followthrough/followthrough/sync/plan"
	"github.com/followthrough/followthrough/sync/review"
	"github.com/followthrough/followthrough/sync/source"
	"github.com/followthrough/followthrough/sync/tracker"
)

// kept is what goes on beside the passes of one process, and what it came to. What
// a process does not live to write is as an answer that was lost.
type kept struct {
	jobs sync.WaitGroup

	mu     sync.Mutex
	mute   map[string]bool      // trackers that left a creation unanswered
	absent map[string]time.Time // the lines that passes went on without, and since when
	came   bool                 // one of them came back since the last pass began
	comes  chan struct{}        // closed when one does; nil: nobody waits
	late   []late
	turns  map[string]time.Time           // the leave of trackers that came late
	probed map[plan.Destination]time.Time // the probes that were answered late
}

// late is an answer for which no pass waited: write writes what it says into the
// reviews as the store has them by then.
type late struct {
	steps   []plan.Step
	reviews []review.Key
	write   func(*execution)
}

// lateFor is how long a leave or a probe holds that came late.
const lateFor = 5 * time.Minute

func (e *Executor) kept() *kept {
	if e.beside == nil {
		e.beside = &kept{mute: map[string]bool{}, absent: map[string]time.Time{}, turns: map[string]time.Time{}, probed: map[plan.Destination]time.Time{}}
	}
	return e.beside
}

func (k *kept) leave(name string, now time.Time) {
	k.mu.Lock()
	defer k.mu.Unlock()
	k.absent[name] = now
}

func (k *kept) back(name string) {
	k.mu.Lock()
	defer k.mu.Unlock()
	delete(k.absent, name)
	if k.came = true; k.comes != nil {
		close(k.comes)
		k.comes = nil
	}
}

// since is since when passes go on without a line; false: they do not.
func (k *kept) since(name string) (time.Time, bool) {
	k.mu.Lock()
	defer k.mu.Unlock()
	at, absent := k.absent[name]
	return at, absent
}

func (k *kept) keep(l late) {
	k.mu.Lock()
	defer k.mu.Unlock()
	k.late = append(k.late, l)
}

func (k *kept) take() []late {
	k.mu.Lock()
	defer k.mu.Unlock()
	all := k.late
	k.late, k.came = nil, false
	return all
}

func (k *kept) mutes(name string) {
	k.mu.Lock()
	defer k.mu.Unlock()
	k.mute[name] = true
}

func (k *kept) isMute(name string) bool {
	k.mu.Lock()
	defer k.mu.Unlock()
	return k.mute[name]
}

// granted keeps a leave, and given gives it once.
func (k *kept) granted(name string, now time.Time) {
	k.mu.Lock()
	defer k.mu.Unlock()
	k.turns[name] = now
}

func (k *kept) given(name string, now time.Time) bool {
	k.mu.Lock()
	defer k.mu.Unlock()
	at, ok := k.turns[name]
	delete(k.turns, name)
	return ok && now.Sub(at) < lateFor
}

// answers keeps that a probe was answered, answered tells it, and used forgets it:
// a creation went out.
func (k *kept) answers(at plan.Destination, now time.Time) {
	k.mu.Lock()
	defer k.mu.Unlock()
	k.probed[at] = now
}

func (k *kept) answered(at plan.Destination, now time.Time) bool {
	k.mu.Lock()
	defer k.mu.Unlock()
	when, ok := k.probed[at]
	return ok && now.Sub(when) < lateFor
}

func (k *kept) used(at plan.Destination) {
	k.mu.Lock()
	defer k.mu.Unlock()
	delete(k.probed, at)
}

// TakeIn writes what came of the requests that earlier passes did not wait for,
// where the store still waits for it, and gives what became of their steps. A pass
// does that under the lock before it gathers.
func (e *Executor) TakeIn(ctx context.Context) (done []Done, err error) {
	own := *e
	own.Progress = nil
	all := e.kept().take()
	for n, l := range all {
		reviews, err := e.Store.Reviews(ctx, l.reviews)
		if err == nil {
			done, err = own.takeIn(ctx, l, reviews, done)
		}
		if err != nil {
			for _, left := range all[n:] {
				e.kept().keep(left)
			}
			return done, err
		}
	}
	return done, nil
}

func (e *Executor) takeIn(ctx context.Context, l late, reviews []plan.Review, done []Done) ([]Done, error) {
	due := map[review.Key]time.Time{}
	for _, r := range reviews {
		due[r.Key] = plan.NextPass // and so looked at by the pass that begins
	}
	x := e.begin(ctx, plan.Plan{Steps: l.steps, Reviews: reviews, Calm: due}, plan.Found{Digests: map[string]string{}})
	l.write(x)
	for _, i := range slices.Sorted(maps.Keys(x.results)) {
		done = append(done, x.results[i])
	}
	return done, x.err
}

// Behind are the trackers and sources, each with that word before its name, that
// passes went on without and that have not answered yet, sorted.
func (e *Executor) Behind() []string {
	k := e.kept()
	k.mu.Lock()
	defer k.mu.Unlock()
	return slices.Sorted(maps.Keys(k.absent))
}

// Next waits until one of those has answered, so that the next pass has something to
// do; false: there is none, or ctx ended.
func (e *Executor) Next(ctx context.Context) bool {
	k := e.kept()
	k.mu.Lock()
	if k.came || len(k.absent) == 0 {
		defer k.mu.Unlock()
		return k.came
	}
	if k.comes == nil {
		k.comes = make(chan struct{})
	}
	comes := k.comes
	k.mu.Unlock()
	select {
	case <-comes:
		return true
	case <-ctx.Done():
		return false
	}
}

// Wait waits until nothing goes on beside passes any more: to the deadlines of the
// requests at hand. It tells whether TakeIn has something to write then.
func (e *Executor) Wait() (late bool) {
	k := e.kept()
	k.jobs.Wait()
	k.mu.Lock()
	defer k.mu.Unlock()
	return len(k.late) > 0
}

// lateCreation keeps the answer to a creation.
func (l *line) lateCreation(batch []int, outcomes []tracker.Outcome) {
	var kept late
	for _, i := range batch {
		s := l.steps[i]
		kept.steps = append(kept.steps, s)
		if !slices.Contains(kept.reviews, s.Review) {
			kept.reviews = append(kept.reviews, s.Review)
		}
	}
	kept.write = func(x *execution) {
		open, err := x.Store.Intents(x.ctx)
		if x.fail(err) {
			return
		}
		var still []int
		var answers []tracker.Outcome
		for i, s := range x.steps {
			waits := slices.ContainsFunc(open, func(i plan.Intent) bool {
				return i.Action == s.Action && i.Attempt == s.Intent.Attempt && i.Marker.Generation == s.Intent.Marker.Generation
			})
			if r := x.reviews[s.Review]; waits && i < len(outcomes) && r != nil && r.Find(s.Action) != nil {
				still, answers = append(still, i), append(answers, outcomes[i])
			}
		}
		if len(still) > 0 {
			x.answered(still, answers)
		}
	}
	l.kept().keep(kept)
}

// lateFinish keeps what is left of a creation by now.
func (l *line) lateFinish(intent plan.Intent, f tracker.Finished) {
	l.kept().keep(late{reviews: []review.Key{intent.Review}, write: func(x *execution) {
		all, err := x.Store.Unfinished(x.ctx)
		if x.fail(err) {
			return
		}
		r := x.reviews[intent.Review]
		for _, now := range all {
			if now.Action == intent.Action && now.Attempt == intent.Attempt && now.Marker.Generation == intent.Marker.Generation && r != nil {
				if k := r.Find(now.Action); k != nil && k.Item != nil {
					x.tellFinish(r, k, now, f)
					x.remains(r, k, now, f)
				}
			}
		}
	}})
}

// lateWriting keeps what came of writing into a review. It counts as long as the
// store knows the document as it was before, or as it is since.
func (l *line) lateWriting(w writing, o source.Outcome) {
	kept := late{steps: []plan.Step{l.steps[w.step]}, reviews: []review.Key{w.review.Key}}
	kept.write = func(x *execution) {
		r := x.reviews[w.review.Key]
		if r == nil || r.Path != w.Entry.Path || r.Revision != w.Entry.Revision && (o.Err != nil || r.Revision != o.Written.Revision) {
			return
		}
		mark, err := x.Store.SourceMark(x.ctx, r.Source)
		if x.fail(err) {
			return
		}
		if x.wrote[r.Source] = mark.Wrote; r.Revision == w.Entry.Revision {
			x.digests[r.Source] = mark.Digest
		}
		x.took(writing{0, r, w.Job}, o)
	}
	l.kept().keep(kept)
}

func (x *execution) fail(err error) bool {
	if x.err == nil {
		x.err = err
	}
	return x.err != nil
}
