package sourcetest

import (
	"context"
	"testing"
	"time"

	"github.com/followthrough/followthrough/sync/source"
)

func watchCases() []testCase {
	return []testCase{
		{"a change, a new document and a deletion poke", watchPokes},
		{"it ends with its context", watchEnds},
	}
}

// pokeWait is how soon a change has to be heard of.
const pokeWait = 2 * time.Second

func watchPokes(t *testing.T, h Harness) {
	h.Put(t, "a.md", []byte(h.incident()))
	pokes, _ := h.watch(t)
	for _, step := range []struct {
		name string
		do   func()
	}{
		{"a change", func() { h.Put(t, "a.md", []byte(h.nearMiss())) }},
		{"a new document", func() { h.Put(t, "b.md", []byte(h.incident())) }},
		{"a document in a new folder", func() { h.Put(t, "2026/03/c.md", []byte(h.incident())) }},
		{"a change in the new folder", func() { h.Put(t, "2026/03/c.md", []byte(h.nearMiss())) }},
		{"a new name", func() { h.Rename(t, "b.md", "2026/d.md") }},
		{"a deletion", func() { h.Delete(t, "a.md") }},
	} {
		quiet(pokes)
		step.do()
		select {
		case <-pokes:
		case <-time.After(pokeWait):
			t.Errorf("%s: no poke in %s", step.name, pokeWait)
		}
	}
}

func watchEnds(t *testing.T, h Harness) {
	_, end := h.watch(t)
	if err := end(); err != nil {
		t.Errorf("ended with %v", err)
	}
}

// watch starts watching and gives the pokes and a function that ends it.
func (h Harness) watch(t *testing.T) (pokes chan struct{}, end func() error) {
	t.Helper()
	w, ok := h.Source.(source.Watcher)
	need(t, ok, "hear of changes")
	pokes = make(chan struct{}, 1)
	ctx, cancel := context.WithCancel(t.Context())
	ended := make(chan error, 1)
	go func() {
		ended <- w.Watch(ctx, func() {
			select {
			case pokes <- struct{}{}:
			default:
			}
		})
	}()
	end = func() error {
		cancel()
		select {
		case err := <-ended:
			return err
		case <-time.After(5 * time.Second):
			t.Fatal("still watching 5 s after the end of the context")
			return nil
		}
	}
	time.Sleep(300 * time.Millisecond) // until it watches
	t.Cleanup(cancel)
	return pokes, end
}

// quiet waits until no poke has come for a while.
func quiet(pokes chan struct{}) {
	for {
		select {
		case <-pokes:
		case <-time.After(300 * time.Millisecond):
			return
		}
	}
}
