package hooks

import (
	"maps"
	"net/netip"
	"sync"
	"time"
)

// How many deliveries without a right signature may come from one address in a
// while, and of how many addresses that is kept. Beyond it long bodies are not even
// judged. Short ones are: behind a proxy all come from one address, and who sends
// rubbish must not keep the vendor out.
const (
	mostStrikes   = 30
	strikesFor    = time.Minute
	mostAddresses = 1000
)

// strikes count what came without a right signature, by client.
type strikes struct {
	mu sync.Mutex
	of map[netip.Prefix]strike
}

type strike struct {
	count int
	since time.Time
}

// many tells whether too many came from there.
func (s *strikes) many(from netip.Prefix, now time.Time) bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	was := s.of[from]
	return was.count >= mostStrikes && now.Sub(was.since) < strikesFor
}

// add counts one more.
func (s *strikes) add(from netip.Prefix, now time.Time) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.of == nil {
		s.of = map[netip.Prefix]strike{}
	}
	if len(s.of) >= mostAddresses {
		maps.DeleteFunc(s.of, func(_ netip.Prefix, of strike) bool { return now.Sub(of.since) >= strikesFor })
	}
	was, known := s.of[from]
	switch {
	case known && now.Sub(was.since) < strikesFor:
		was.count++
		s.of[from] = was
	case known || len(s.of) < mostAddresses:
		s.of[from] = strike{1, now}
	}
}

// told is when something was said last, by what it is about: whoever sends rubbish
// fills no log.
type told struct {
	mu sync.Mutex
	at map[string]time.Time
}

// again tells whether it is time to say it again.
func (t *told) again(what string, now time.Time) bool {
	t.mu.Lock()
	defer t.mu.Unlock()
	if at, is := t.at[what]; is && now.Sub(at) < time.Hour {
		return false
	}
	if t.at == nil {
		t.at = map[string]time.Time{}
	}
	t.at[what] = now
	return true
}

// warn says something of a hook, once an hour.
func (h *Handler) warn(name string, now time.Time, what string, more ...any) {
	if h.told.again(name+" "+what, now) {
		h.o.Log.Warn(what, append([]any{"hook", name}, more...)...)
	}
}
