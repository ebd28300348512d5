package reconcile

import (
	"sync"
	"time"
)

// Liveness is how the loop is at a moment.
type Liveness struct {
	// Heartbeat is its last sign of life; zero: Run has not begun.
	Heartbeat time.Time
	// Until is how long it may rest after that; zero: it is at work.
	Until time.Time
	// Passed tells that a pass was finished since the start.
	Passed bool
	// Failed tells that the last pass failed: the store could not be used.
	Failed bool
}

// lastSigns keep the liveness for those who ask for it while the loop runs.
type lastSigns struct {
	mu   sync.Mutex
	seen Liveness
}

// Liveness tells how the loop is. It may be asked at any time.
func (r *Reconciler) Liveness() Liveness {
	r.alive.mu.Lock()
	defer r.alive.mu.Unlock()
	return r.alive.seen
}

// heartbeat is a sign of life; until is zero while there is work.
func (r *Reconciler) heartbeat(until time.Time) {
	now := r.Now()
	r.alive.mu.Lock()
	defer r.alive.mu.Unlock()
	r.alive.seen.Heartbeat, r.alive.seen.Until = now, until
}

// Alive is a sign of life from within a pass: a request went out, a document
// was read. At rest it says nothing. It may be called at any time.
func (r *Reconciler) Alive() {
	now := r.Now()
	r.alive.mu.Lock()
	defer r.alive.mu.Unlock()
	if r.alive.seen.Until.IsZero() && !r.alive.seen.Heartbeat.IsZero() {
		r.alive.seen.Heartbeat = now
	}
}

// working is a sign of life for each step that is done.
func (r *Reconciler) working(int, int) { r.heartbeat(time.Time{}) }

// passed notes what a pass came to. One that found the store in another
// process's hands says nothing about the store.
func (r *Reconciler) passed(err error) {
	r.alive.mu.Lock()
	defer r.alive.mu.Unlock()
	switch {
	case err == nil:
		r.alive.seen.Passed, r.alive.seen.Failed = true, false
	case !r.busy(err):
		r.alive.seen.Failed = true
	}
}

func (r *Reconciler) busy(err error) bool { return r.Busy != nil && r.Busy(err) }
