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
	// Standby tells that another process works on the store, and this one is ready to.
	Standby bool
}

// lastSigns keep the liveness for those who ask for it while the loop runs.
type lastSigns struct {
	mu   sync.Mutex
	seen Liveness
}

// Liveness tells how the loop is. It may be asked at any time.
func (r *Reconciler) Liveness() Liveness {
	alive := &r.running().alive
	alive.mu.Lock()
	defer alive.mu.Unlock()
	return alive.seen
}

// heartbeat is a sign of life; until is zero while there is work.
func (r *Reconciler) heartbeat(until time.Time) {
	now := r.Now()
	alive := &r.running().alive
	alive.mu.Lock()
	defer alive.mu.Unlock()
	alive.seen.Heartbeat, alive.seen.Until = now, until
}

// Alive is a sign of life from within a pass: a request went out, a document
// was read. At rest it says nothing. It may be called at any time.
func (r *Reconciler) Alive() {
	now := r.Now()
	alive := &r.running().alive
	alive.mu.Lock()
	defer alive.mu.Unlock()
	if alive.seen.Until.IsZero() && !alive.seen.Heartbeat.IsZero() {
		alive.seen.Heartbeat = now
	}
}

// working is a sign of life for each step that is done.
func (r *Reconciler) working(int, int) { r.heartbeat(time.Time{}) }

// passed notes what a pass came to. One that found the store in another
// process's hands says nothing about the store.
func (r *Reconciler) passed(err error) {
	alive := &r.running().alive
	alive.mu.Lock()
	defer alive.mu.Unlock()
	switch {
	case err == nil:
		alive.seen.Passed, alive.seen.Failed = true, false
	case !r.busy(err):
		alive.seen.Failed = true
	}
}

// stands notes that this process stands by, or why the store is out of its reach.
func (r *Reconciler) stands(by bool, err error) {
	alive := &r.running().alive
	alive.mu.Lock()
	defer alive.mu.Unlock()
	if alive.seen.Standby = by; by {
		alive.seen.Passed, alive.seen.Failed = alive.seen.Passed || err == nil, err != nil
	}
}

func (r *Reconciler) busy(err error) bool { return r.Busy != nil && r.Busy(err) }
