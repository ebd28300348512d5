// Package together is what goroutines of one process need of each other: a map
// that they share, and work that a few of them do side by side.
package together

import (
	"maps"
	"sync"
)

// Map is a map that may be used by several goroutines at once; the zero value is
// an empty one.
type Map[K comparable, V any] struct {
	mu  sync.Mutex
	all map[K]V
}

// Find gives the value of a key; false: there is none.
func (m *Map[K, V]) Find(key K) (V, bool) {
	m.mu.Lock()
	defer m.mu.Unlock()
	value, found := m.all[key]
	return value, found
}

// Get gives the value of a key; the zero value: there is none.
func (m *Map[K, V]) Get(key K) V {
	value, _ := m.Find(key)
	return value
}

// Put gives a key its value.
func (m *Map[K, V]) Put(key K, value V) { m.Change(key, func(V) V { return value }) }

// Change makes a key's value of the one that it had, while nobody else uses the
// map.
func (m *Map[K, V]) Change(key K, change func(V) V) {
	m.mu.Lock()
	defer m.mu.Unlock()
	if m.all == nil {
		m.all = map[K]V{}
	}
	m.all[key] = change(m.all[key])
}

// Drop takes a key out.
func (m *Map[K, V]) Drop(key K) {
	m.mu.Lock()
	defer m.mu.Unlock()
	delete(m.all, key)
}

// Swap replaces all that there is, and gives it.
func (m *Map[K, V]) Swap(all map[K]V) (before map[K]V) {
	m.mu.Lock()
	defer m.mu.Unlock()
	before, m.all = m.all, maps.Clone(all)
	return before
}

// All gives a copy of all that there is.
func (m *Map[K, V]) All() map[K]V {
	m.mu.Lock()
	defer m.mu.Unlock()
	return maps.Clone(m.all)
}

// Do does something for 0 to n-1, so many of them side by side at most.
func Do(n, most int, do func(int)) {
	var wg sync.WaitGroup
	turns := make(chan struct{}, most)
	for i := range n {
		turns <- struct{}{}
		wg.Go(func() {
			defer func() { <-turns }()
			do(i)
		})
	}
	wg.Wait()
}
