package tracker

import "time"

// What is left between two tries of a tracker that does not answer creations:
// none before the first, then these, each twice the last.
const (
	firstPause   = 30 * time.Second
	longestPause = time.Hour
)

// silence is what is known of a project in which creations have no answer.
type silence struct {
	tries int
	next  time.Time
}

type place struct{ name, project string }

// Lost notes that a creation in a project had no answer, or the probe for one:
// the next is tried with the next pass, then after pauses that grow to an hour.
func (b *Backoff) Lost(name, project string, now time.Time) {
	if b == nil {
		return
	}
	b.mu.Lock()
	defer b.mu.Unlock()
	if b.silent == nil {
		b.silent = map[place]silence{}
	}
	s := b.silent[place{name, project}]
	if s.next = now; s.tries > 0 {
		s.next = now.Add(min(longestPause, firstPause<<min(s.tries-1, 10)))
	}
	s.tries++
	b.silent[place{name, project}] = s
}

// Answered notes that a creation in a project was answered.
func (b *Backoff) Answered(name, project string) {
	if b == nil {
		return
	}
	b.mu.Lock()
	defer b.mu.Unlock()
	delete(b.silent, place{name, project})
}

// Silent tells of the projects of a tracker in which the last creation had no
// answer when the next may be tried.
func (b *Backoff) Silent(name string) map[string]time.Time {
	out := map[string]time.Time{}
	if b == nil {
		return out
	}
	b.mu.Lock()
	defer b.mu.Unlock()
	for at, s := range b.silent {
		if at.name == name {
			out[at.project] = s.next
		}
	}
	return out
}
