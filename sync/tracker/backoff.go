package tracker

import (
	"sync"
	"time"
)

// Backoff remembers which trackers asked to be left alone, and until when. The
// nil Backoff remembers nothing.
type Backoff struct {
	mu    sync.Mutex
	until map[string]time.Time
}

// Extend leaves the tracker of this name alone until a moment.
func (b *Backoff) Extend(name string, until time.Time) {
	if b == nil {
		return
	}
	b.mu.Lock()
	defer b.mu.Unlock()
	if b.until == nil {
		b.until = map[string]time.Time{}
	}
	if until.After(b.until[name]) {
		b.until[name] = until
	}
}

// Until is when the tracker of this name may be asked again; zero, or past: now.
func (b *Backoff) Until(name string) time.Time {
	if b == nil {
		return time.Time{}
	}
	b.mu.Lock()
	defer b.mu.Unlock()
	return b.until[name]
}
