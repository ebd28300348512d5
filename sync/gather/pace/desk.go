package pace

import (
	"context"
	"errors"
	"sync"
	"time"
)

// Rules say how long is waited.
type Rules struct {
	// Grace is how long a pass waits for all whom it asks; 0: as long as it takes.
	Grace time.Duration
	// Pause is how long who failed is not asked again, nearly twice as long from
	// the second failure on; 0: it is asked by the next pass.
	Pause time.Duration
}

// Desk is where all are asked. One pass at a time uses it.
type Desk struct {
	Rules
	Now func() time.Time
	// Poke is called when an answer came that a pass did not wait for; nil: nobody
	// wants to know.
	Poke func()

	mu      sync.Mutex // over all that follows, and all of the vendors
	vendors map[string]*Vendor
	jobs    sync.WaitGroup
	// lost is how long this pass has waited for those that did not answer.
	lost time.Duration
	ends chan struct{} // closed when a job ends
}

// Vendor is the one of this sort and name, which nobody has asked yet if it is new.
func (d *Desk) Vendor(sort, name string) *Vendor {
	d.mu.Lock()
	defer d.mu.Unlock()
	key := sort + " " + name
	v := d.vendors[key]
	if v == nil {
		if d.vendors == nil {
			d.vendors = map[string]*Vendor{}
		}
		v = &Vendor{desk: d, key: key, name: name, calls: map[string]*job{}}
		d.vendors[key] = v
	}
	return v
}

// Take has the desk follow other rules from now on.
func (d *Desk) Take(rules Rules) {
	d.mu.Lock()
	defer d.mu.Unlock()
	d.Rules = rules
}

// Hurry has the next pass ask those too that failed, but for who wants to be left
// alone: somebody may have mended what was wrong.
func (d *Desk) Hurry() {
	d.mu.Lock()
	defer d.mu.Unlock()
	for _, v := range d.vendors {
		if !v.next.IsZero() {
			v.next = v.alone
		}
	}
}

// Drop forgets a vendor: what it is being asked is called off, and taken by no pass.
func (d *Desk) Drop(sort, name string) {
	d.mu.Lock()
	defer d.mu.Unlock()
	v := d.vendors[sort+" "+name]
	if v == nil {
		return
	}
	delete(d.vendors, v.key)
	if v.reading != nil {
		v.reading.callOff()
	}
	for _, j := range v.calls {
		j.callOff()
	}
}

// Begin begins a pass: what came late, and was not asked for by the last one that
// took a reading of its vendor, is forgotten.
func (d *Desk) Begin() {
	d.mu.Lock()
	defer d.mu.Unlock()
	d.lost = 0
	for _, v := range d.vendors {
		v.shut, v.spent = nil, 0
		if j := v.reading; j != nil && j.ended() && errors.Is(j.err, context.Canceled) { // with the pass that asked
			v.reading, v.failed, v.next = nil, nil, time.Time{}
		} else if j != nil && j.ended() && !j.late { // the last pass could not take it, and the next would be late with it
			v.reading, v.next = nil, time.Time{}
		}
		for question, j := range v.calls {
			if j.passed {
				delete(v.calls, question)
			}
		}
	}
}

// Wait waits for the readings of all that answered when they were last asked, and
// are not late already: for each at most twice as long as it took lately, and for
// none longer than the grace.
func (d *Desk) Wait(ctx context.Context) {
	began := time.Now()
	for _, w := range d.waitedFor() {
		w.wait(ctx, began)
	}
	d.mu.Lock()
	defer d.mu.Unlock()
	for _, v := range d.vendors {
		v.goneOnWithout()
	}
}

// waiting is a reading that is waited for, and how long; 0: as long as it takes.
type waiting struct {
	done chan struct{}
	most time.Duration
}

func (w waiting) wait(ctx context.Context, began time.Time) {
	var over <-chan time.Time
	if w.most > 0 {
		timer := time.NewTimer(w.most - time.Since(began))
		defer timer.Stop()
		over = timer.C
	}
	select {
	case <-w.done:
	case <-over:
	case <-ctx.Done():
	}
}

func (d *Desk) waitedFor() (out []waiting) {
	d.mu.Lock()
	defer d.mu.Unlock()
	for _, v := range d.vendors {
		switch {
		case v.reading == nil || d.Grace > 0 && (v.slow || v.reading.late):
		case d.Grace == 0 || v.took == 0:
			out = append(out, waiting{v.reading.done, d.Grace})
		default:
			out = append(out, waiting{v.reading.done, min(d.Grace, max(2*v.took, d.Grace/10))})
		}
	}
	return out
}

// Next waits until an answer came of which no pass knows; false: ctx ended, or nobody
// is asked.
func (d *Desk) Next(ctx context.Context) bool {
	d.mu.Lock()
	if d.ends == nil {
		d.ends = make(chan struct{})
	}
	ends, asked, came := d.ends, false, false
	for _, v := range d.vendors {
		asked = v.running() != nil || asked
		came = v.came() || came
	}
	d.mu.Unlock()
	switch {
	case ctx.Err() != nil:
		return false
	case came:
		return true
	case !asked:
		return false
	}
	select {
	case <-ends:
		return true
	case <-ctx.Done():
		return false
	}
}

// Again is when the next of those is to be asked that failed; zero: nobody waits
// for that.
func (d *Desk) Again() (at time.Time) {
	d.mu.Lock()
	defer d.mu.Unlock()
	for _, v := range d.vendors {
		if v.reading == nil && !v.next.IsZero() && (at.IsZero() || v.next.Before(at)) {
			at = v.next
		}
	}
	return at
}

// Oldest is when the oldest question was asked whose answer no pass has taken;
// zero: there is none.
func (d *Desk) Oldest() (at time.Time) {
	d.mu.Lock()
	defer d.mu.Unlock()
	older := func(j *job) {
		if j != nil && (at.IsZero() || j.began.Before(at)) {
			at = j.began
		}
	}
	for _, v := range d.vendors {
		older(v.reading)
		for _, j := range v.calls {
			older(j)
		}
	}
	return at
}

// Close waits, for a while, until nobody is being asked any more: those who asked
// have ended their context.
func (d *Desk) Close() {
	done := make(chan struct{})
	go func() {
		d.jobs.Wait()
		close(done)
	}()
	timer := time.NewTimer(closing)
	defer timer.Stop()
	select {
	case <-done:
	case <-timer.C:
	}
}

// closing is how long what heeds no context is waited for.
const closing = 5 * time.Second
