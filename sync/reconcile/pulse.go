package reconcile

import (
	"sync"
	"time"
)

// Pulse is how the loop is at a moment.
type Pulse struct {
	// Beat is its last sign of life; zero: Run has not begun.
	Beat time.Time
	// Until is how long it may rest after that; zero: it is at work.
	Until time.Time
	// Passed tells that a pass was finished since the start.
	Passed bool
	// Failed tells that the last pass failed: the store could not be used.
	Failed bool
}

// heart keeps the pulse for those who ask for it while the loop runs.
type heart struct {
	mu    sync.Mutex
	pulse Pulse
}

// Pulse tells how the loop is. It may be asked at any time.
func (r *Reconciler) Pulse() Pulse {
	r.heart.mu.Lock()
	defer r.heart.mu.Unlock()
	return r.heart.pulse
}

// beat is a sign of life; until is zero while there is work.
func (r *Reconciler) beat(until time.Time) {
	now := r.Now()
	r.heart.mu.Lock()
	defer r.heart.mu.Unlock()
	r.heart.pulse.Beat, r.heart.pulse.Until = now, until
}

// Alive is a sign of life from within a pass: a request went out, a document
// was read. At rest it says nothing. It may be called at any time.
func (r *Reconciler) Alive() {
	now := r.Now()
	r.heart.mu.Lock()
	defer r.heart.mu.Unlock()
	if r.heart.pulse.Until.IsZero() && !r.heart.pulse.Beat.IsZero() {
		r.heart.pulse.Beat = now
	}
}

// working is a sign of life for each step that is done.
func (r *Reconciler) working(int, int) { r.beat(time.Time{}) }

// passed notes what a pass came to. One that found the store in another
// process's hands says nothing about the store.
func (r *Reconciler) passed(err error) {
	r.heart.mu.Lock()
	defer r.heart.mu.Unlock()
	switch {
	case err == nil:
		r.heart.pulse.Passed, r.heart.pulse.Failed = true, false
	case !r.busy(err):
		r.heart.pulse.Failed = true
	}
}

func (r *Reconciler) busy(err error) bool { return r.Busy != nil && r.Busy(err) }
