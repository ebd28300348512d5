package tracker

import (
	"sync"
	"time"
)

// Parking remembers which trackers asked to be left alone, and until when. The
// nil Parking remembers nothing.
type Parking struct {
	mu    sync.Mutex
	until map[string]time.Time
}

// Park leaves the tracker of this name alone until a moment.
func (p *Parking) Park(name string, until time.Time) {
	if p == nil {
		return
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.until == nil {
		p.until = map[string]time.Time{}
	}
	if until.After(p.until[name]) {
		p.until[name] = until
	}
}

// Until is when the tracker of this name may be asked again; zero, or past: now.
func (p *Parking) Until(name string) time.Time {
	if p == nil {
		return time.Time{}
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	return p.until[name]
}
