package fault

import (
	"math/rand/v2"
	"sync"
)

// Injector decides which requests to a fake meet a fault, and keeps its
// journal. A fake embeds it; its methods may be called while requests run.
type Injector struct {
	mu      sync.Mutex
	rand    *rand.Rand
	faults  []*planned
	journal []Exchange
	closed  chan struct{}
}

// New is an injector without faults; the same seed gives the same shares.
func New(seed uint64) *Injector {
	return &Injector{rand: rand.New(rand.NewPCG(seed, 1)), closed: make(chan struct{})}
}

// Close ends answers that are slow or never come: the test is over.
func (i *Injector) Close() { close(i.closed) }

// planned is a Fault and whom it meets.
type planned struct {
	Fault
	match Match
	left  int     // times that it still strikes; 0 with a share
	share float64 // of the matching requests
}

// FailNext lets the next n requests that match meet a fault.
func (i *Injector) FailNext(n int, m Match, a Fault) {
	i.mu.Lock()
	defer i.mu.Unlock()
	i.faults = append(i.faults, &planned{Fault: a, match: m, left: n})
}

// FailShare lets a share (0 to 1) of the requests that match meet a fault,
// until Heal.
func (i *Injector) FailShare(share float64, m Match, a Fault) {
	i.mu.Lock()
	defer i.mu.Unlock()
	i.faults = append(i.faults, &planned{Fault: a, match: m, share: share})
}

// Heal ends all faults.
func (i *Injector) Heal() {
	i.mu.Lock()
	defer i.mu.Unlock()
	i.faults = nil
}

// Strike is the fault that a request meets; nil: none.
func (i *Injector) Strike(e Exchange) *Fault {
	i.mu.Lock()
	defer i.mu.Unlock()
	for _, a := range i.faults {
		if !a.match(e) {
			continue
		}
		if a.left > 0 {
			a.left--
			return &a.Fault
		}
		if a.share > 0 && i.rand.Float64() < a.share {
			return &a.Fault
		}
	}
	return nil
}

// Note writes an exchange into the journal and returns its number, from 1.
func (i *Injector) Note(e Exchange) int {
	i.mu.Lock()
	defer i.mu.Unlock()
	i.journal = append(i.journal, e)
	return len(i.journal)
}
