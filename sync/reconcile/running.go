package reconcile

import (
	"reflect"
	"sync"
	"sync/atomic"
	"time"

	"github.com/followthrough/followthrough/sync/review"
)

// running is what the loop keeps between its passes, and from one configuration to
// the next.
type running struct {
	alive       lastSigns
	pokes       chan struct{}
	passes      int
	daily       time.Time            // when it was last done
	logged      map[string]string    // the failures already logged, by what failed
	broken      brokenOnes           // what went wrong in us
	earlyLogged map[string]time.Time // until when, by tracker, it is logged that items wait
	titles      map[review.Key]string
	unasked     bool           // what goes on beside the passes was not begun for this configuration
	poked       atomic.Bool    // since the pass at hand began
	asking      atomic.Bool    // what goes on beside the passes
	asked       sync.WaitGroup // likewise
	requested
}

// kept makes the running once, whoever asks first.
type kept struct {
	once sync.Once
	is   *running
}

func (k *kept) running() *running {
	k.once.Do(func() {
		k.is = &running{pokes: make(chan struct{}, 1), logged: map[string]string{}, earlyLogged: map[string]time.Time{}, titles: map[review.Key]string{}}
		k.is.left.Store(true) // there may be some from before
	})
	return k.is
}

// Poke has the loop look soon, whichever reconciler runs by then. It may be called at
// any time.
func (r *Reconciler) Poke() {
	running := r.running()
	running.poked.Store(true)
	select {
	case running.pokes <- struct{}{}:
	default:
	}
}

// Follow lets a reconciler that did nothing yet go on where the one before it is, now
// between two passes: with its signs of life, its readings and requests under way,
// and all that it remembers. What was kept of the sources and trackers for which
// changed is true, by their names, is forgotten, and what they are asked is called off:
// they are others now.
func (r *Reconciler) Follow(before *Reconciler, changed func(name string) bool) {
	running := before.running()
	r.once.Do(func() { r.is = running })
	if !reflect.DeepEqual(before.Gatherer.Mapping.Teams(), r.Gatherer.Mapping.Teams()) {
		running.unasked = true
	}
	for name, sort := range before.places() {
		if changed(name) { // a failure that is not met again has not ended
			delete(running.logged, sort+" "+name)
			delete(running.logged, "making in "+sort+" "+name)
			delete(running.earlyLogged, name)
			running.unasked = true
		}
	}
	r.Gatherer.Follow(before.Gatherer, changed)
	r.Executor.Follow(before.Executor)
}

// places are the sources and trackers by name, and which of both each is.
func (r *Reconciler) places() map[string]string {
	out := map[string]string{}
	for _, s := range r.Gatherer.Sources {
		out[s.Name] = "source"
	}
	for _, t := range r.Gatherer.Trackers {
		out[t.Name] = "tracker"
	}
	return out
}
