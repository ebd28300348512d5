package tracker

import (
	"maps"
	"sync"
	"time"
)

// Doing is what a tracker is asked for. Vendors limit the two apart: reads go on
// while creations have to wait.
type Doing string

// What a tracker is asked for.
const (
	Reading Doing = "reading"
	Making  Doing = "making" // and changing
)

// Backoff remembers which trackers asked to be left alone, for what and until
// when, and which do not answer creations. The nil Backoff remembers nothing.
type Backoff struct {
	mu     sync.Mutex
	until  map[asking]time.Time
	silent map[place]silence
}

type asking struct {
	name  string
	doing Doing
}

// Extend leaves the tracker of this name alone until a moment; the zero time
// changes nothing.
func (b *Backoff) Extend(name string, doing Doing, until time.Time) {
	if b == nil || until.IsZero() {
		return
	}
	b.mu.Lock()
	defer b.mu.Unlock()
	if b.until == nil {
		b.until = map[asking]time.Time{}
	}
	if this := (asking{name, doing}); until.After(b.until[this]) {
		b.until[this] = until
	}
}

// Until is when the tracker of this name may be asked again; zero, or past: now.
func (b *Backoff) Until(name string, doing Doing) time.Time {
	if b == nil {
		return time.Time{}
	}
	b.mu.Lock()
	defer b.mu.Unlock()
	return b.until[asking{name, doing}]
}

// Forget forgets a tracker: its name is another's from now on.
func (b *Backoff) Forget(name string) {
	if b == nil {
		return
	}
	b.mu.Lock()
	defer b.mu.Unlock()
	maps.DeleteFunc(b.until, func(a asking, _ time.Time) bool { return a.name == name })
	maps.DeleteFunc(b.silent, func(p place, _ silence) bool { return p.name == name })
}

// Done ends the wait of a tracker that did what it was asked for.
func (b *Backoff) Done(name string, doing Doing) {
	if b == nil {
		return
	}
	b.mu.Lock()
	defer b.mu.Unlock()
	delete(b.until, asking{name, doing})
}
