package hooks

import (
	"context"
	"maps"
	"slices"
	"sync"
	"time"
)

const (
	// mostIDs is how many items of one tracker wait to be read by their ids; of more
	// the listing tells, a little later.
	mostIDs = 1000
	// Gap is how long after one look the next one comes at the soonest: however many
	// are delivered, they make no more passes than that.
	Gap = 5 * time.Second
)

// Heard is what was delivered for one name since it was last looked.
type Heard struct {
	Name string
	// Soon says that something was delivered that names no item.
	Soon bool
	IDs  []string
}

// Inbox holds what was delivered until it is looked at: by name, the ids of items,
// each once. So it holds no more than that, however much is delivered.
type Inbox struct {
	// Look looks at what was delivered, by name; false: nothing came of it, so that
	// the next ones need not wait.
	Look func(ctx context.Context, heard []Heard) bool

	mu      sync.Mutex
	waiting map[string]*waiting
	wake    chan struct{}
}

type waiting struct {
	soon bool // something that names no item
	ids  map[string]bool
}

// Take takes in a delivery; it never blocks.
func (b *Inbox) Take(name string, d Delivery) {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.begin()
	w := b.waiting[name]
	if w == nil {
		w = &waiting{ids: map[string]bool{}}
		b.waiting[name] = w
	}
	w.soon = w.soon || len(d.IDs) == 0
	for _, id := range d.IDs {
		if w.ids[id] || len(w.ids) < mostIDs {
			w.ids[id] = true
		} else {
			w.soon = true
		}
	}
	select {
	case b.wake <- struct{}{}:
	default:
	}
}

// begin makes what the zero value lacks; the lock is held.
func (b *Inbox) begin() {
	if b.wake == nil {
		b.wake, b.waiting = make(chan struct{}, 1), map[string]*waiting{}
	}
}

// Run looks at what is delivered, until ctx ends.
func (b *Inbox) Run(ctx context.Context) {
	b.mu.Lock()
	b.begin()
	wake := b.wake
	b.mu.Unlock()
	for {
		select {
		case <-ctx.Done():
			return
		case <-wake:
		}
		if heard := b.take(); len(heard) == 0 || !b.Look(ctx, heard) {
			continue
		}
		select {
		case <-ctx.Done():
			return
		case <-time.After(Gap):
		}
	}
}

// take takes out all that waits, sorted.
func (b *Inbox) take() (out []Heard) {
	b.mu.Lock()
	defer b.mu.Unlock()
	for _, name := range slices.Sorted(maps.Keys(b.waiting)) {
		w := b.waiting[name]
		out = append(out, Heard{Name: name, Soon: w.soon, IDs: slices.Sorted(maps.Keys(w.ids))})
	}
	clear(b.waiting)
	return out
}
