package pace

import (
	"context"
	"fmt"
	"time"

	"github.com/followthrough/followthrough/internal/panics"
)

// Vendor is one whom passes ask: a source, or a tracker.
type Vendor struct {
	desk      *Desk
	key, name string
	// reading is what was asked by Read and no pass has taken yet, calls what was
	// asked by Ask, by question.
	reading *job
	calls   map[string]*job
	// slow says that it failed, or took longer than the grace, when it was last
	// read, and took is how long its readings took lately; 0: there was none.
	slow bool
	took time.Duration
	// since is when the first reading began after which none could be taken; zero:
	// the last one could.
	since time.Time
	// failed is why the last reading failed, failures how many did since one did
	// not, and next when it is to be asked again.
	failed   error
	failures int
	next     time.Time
	// alone is until when it wants to be left alone; zero: it did not say.
	alone time.Time
	// spent is how long this pass has waited for its answers, and shut why it is
	// asked nothing more.
	spent time.Duration
	shut  error
}

// job is one question on its way.
type job struct {
	callOff func()
	began   time.Time // by the desk's clock
	from    time.Time // by this machine's
	done    chan struct{}
	value   any
	err     error
	late    bool // a pass went on without it
	passed  bool // a pass that could take it has been
	told    bool // Desk.Next has told of its end
}

func (j *job) ended() bool {
	select {
	case <-j.done:
		return true
	default:
		return false
	}
}

// Late is the error of one that has not answered yet.
type Late struct {
	Name  string
	Since time.Time
}

// Error says since when.
func (l *Late) Error() string {
	return fmt.Sprintf("%s has not answered since %s", l.Name, l.Since.UTC().Format(time.RFC3339))
}

// Answer is what came of a question.
type Answer[T any] struct {
	Value T
	Err   error
	// Began is when it was asked: nothing that happened after that is in it.
	Began time.Time
}

// Free tells whether the next reading may begin: none is on its way or waits to be
// taken, and the pause after a failure is over.
func (v *Vendor) Free() bool {
	v.desk.mu.Lock()
	defer v.desk.mu.Unlock()
	return v.reading == nil && !v.desk.Now().Before(v.next)
}

// Asked is since when its reading is not answered; zero: there is none on its way.
func (v *Vendor) Asked() (at time.Time) {
	v.desk.mu.Lock()
	defer v.desk.mu.Unlock()
	if v.reading != nil && !v.reading.ended() {
		at = v.reading.began
	}
	return at
}

// Since is since when it could not be read; zero: it could.
func (v *Vendor) Since() time.Time {
	v.desk.mu.Lock()
	defer v.desk.mu.Unlock()
	return v.since
}

// Read begins a reading of one that is free. until tells of an error until when its
// vendor wants to be left alone; zero: it did not say.
func Read[T any](ctx context.Context, v *Vendor, until func(error) time.Time, read func(context.Context) (T, error)) {
	v.desk.mu.Lock()
	defer v.desk.mu.Unlock()
	v.reading = start(ctx, v, read, func(j *job) {
		took := time.Since(j.from)
		if v.slow = j.err != nil || took > v.desk.Grace; j.err == nil {
			v.failed, v.failures, v.next = nil, 0, time.Time{}
			if !v.slow {
				v.took = max(1, took, v.took*3/4)
			}
			return
		}
		v.fail(j, until(j.err))
	})
}

// Take takes what the vendor's last reading came to. Where there is none the error
// is a *Late, or that of the one before.
func Take[T any](v *Vendor) (a Answer[T]) {
	v.desk.mu.Lock()
	defer v.desk.mu.Unlock()
	j := v.reading
	switch {
	case j == nil && v.failed == nil:
		a.Err = fmt.Errorf("%s was not asked", v.name)
	case j == nil, !j.ended() && v.failed != nil:
		a.Err = v.failed
	case !j.ended():
		a.Err = &Late{v.name, v.since}
	default:
		v.reading, a.Err, a.Began = nil, j.err, j.began
		if a.Err == nil {
			a.Value, _ = j.value.(T)
			v.since = time.Time{}
			for _, call := range v.calls {
				call.passed = call.ended()
			}
		}
	}
	if a.Err != nil {
		v.shut = a.Err
	}
	return a
}

// Ask asks for what a pass wants to know beside the readings, and waits for it as
// long as the grace allows. An answer that comes later is kept for who asks the
// same in the next pass; until it has come, and after a failure in this pass,
// nothing more is asked.
func Ask[T any](ctx context.Context, v *Vendor, question string, ask func(context.Context) (T, error)) Answer[T] {
	j, err := v.call(question, func() *job { return start(ctx, v, ask, func(*job) {}) })
	if err != nil {
		return Answer[T]{Err: err}
	}
	began, over := time.Now(), v.over()
	select {
	case <-j.done:
	case <-over:
	}
	v.desk.mu.Lock()
	defer v.desk.mu.Unlock()
	v.spent += time.Since(began)
	if !j.ended() {
		v.desk.lost += time.Since(began)
		j.late = true
		v.shut = &Late{v.name, j.began}
		return Answer[T]{Err: v.shut, Began: j.began}
	}
	delete(v.calls, question)
	a := Answer[T]{Err: j.err, Began: j.began}
	a.Value, _ = j.value.(T)
	if j.err != nil {
		v.shut = j.err
	}
	return a
}

// Kept are the answers that came late, of one kind.
func Kept[T any](v *Vendor) (out []Answer[T]) {
	v.desk.mu.Lock()
	defer v.desk.mu.Unlock()
	for _, j := range v.calls {
		if value, is := j.kept().(T); is {
			out = append(out, Answer[T]{Value: value, Began: j.began})
		}
	}
	return out
}

// kept is what came of a question, if that is known and no error.
func (j *job) kept() any {
	if !j.ended() || j.err != nil {
		return nil
	}
	return j.value
}

// call is the question on its way, or a new one; an error says why it is not asked.
func (v *Vendor) call(question string, start func() *job) (*job, error) {
	v.desk.mu.Lock()
	defer v.desk.mu.Unlock()
	if j := v.calls[question]; j != nil && j.ended() {
		return j, nil
	}
	if v.shut != nil {
		return nil, v.shut
	}
	for _, j := range v.calls {
		if !j.ended() {
			v.shut = &Late{v.name, j.began}
			return nil, v.shut
		}
	}
	j := start()
	v.calls[question] = j
	return j, nil
}

// over is when an answer is waited for no more; nil: never.
func (v *Vendor) over() <-chan time.Time {
	v.desk.mu.Lock()
	defer v.desk.mu.Unlock()
	grace := v.desk.Grace
	if grace == 0 {
		return nil
	}
	left := max(0, min(grace-v.spent, 2*grace-v.desk.lost)) // of all together no more than two
	if v.slow {
		left = 0
	}
	return time.After(left)
}

// start begins a job; ended is called with the lock held.
func start[T any](ctx context.Context, v *Vendor, ask func(context.Context) (T, error), ended func(*job)) *job {
	d := v.desk
	ctx, callOff := context.WithCancel(ctx)
	j := &job{callOff: callOff, began: d.Now(), from: time.Now(), done: make(chan struct{})}
	d.jobs.Go(func() {
		defer callOff()
		value, err := answer(ctx, ask)
		d.mu.Lock()
		defer d.mu.Unlock()
		j.value, j.err = value, err
		ended(j)
		close(j.done)
		if d.ends != nil {
			close(d.ends)
			d.ends = nil
		}
		if j.late && err == nil && d.Poke != nil && d.vendors[v.key] == v {
			d.Poke()
		}
	})
	return j
}

// answer is what a question came to. One that panics is one that failed: who breaks
// stops nobody else.
func answer[T any](ctx context.Context, ask func(context.Context) (T, error)) (value T, err error) {
	defer panics.Into(&err)
	return ask(ctx)
}

// fail takes down that a reading failed, and when the next may begin.
func (v *Vendor) fail(j *job, until time.Time) {
	now := v.desk.Now()
	v.failed, v.next, v.alone = j.err, time.Time{}, time.Time{}
	v.failures++
	if v.since.IsZero() {
		v.since = j.began
	}
	if pause := v.desk.Pause; pause > 0 {
		v.next = now.Add(pause * 9 / 10) // so that the next poll, spread as it is, asks
		if v.failures > 1 {
			v.next = now.Add(pause * 7 / 4)
		}
		if v.alone = earlier(until, now.Add(longest)); v.alone.After(v.next) {
			v.next = v.alone
		}
	}
}

// longest is how long a vendor is left alone that asks for that.
const longest = time.Hour

func earlier(a, b time.Time) time.Time {
	if a.Before(b) {
		return a
	}
	return b
}

// goneOnWithout notes that a pass goes on without a reading that has not ended.
func (v *Vendor) goneOnWithout() {
	if v.reading == nil || v.reading.ended() {
		return
	}
	v.reading.late = true
	if v.since.IsZero() {
		v.since = v.reading.began
	}
}

// came tells whether an answer came since a pass went on without it, once for each.
func (v *Vendor) came() (came bool) {
	tell := func(j *job) {
		if j != nil && j.late && j.ended() && !j.told {
			j.told, came = true, true
		}
	}
	tell(v.reading)
	for _, j := range v.calls {
		tell(j)
	}
	return came
}

// running is a question that is not answered; nil: all are.
func (v *Vendor) running() *job {
	if v.reading != nil && !v.reading.ended() {
		return v.reading
	}
	for _, j := range v.calls {
		if !j.ended() {
			return j
		}
	}
	return nil
}
