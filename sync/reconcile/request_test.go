package reconcile_test

import (
	"context"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"github.com/followthrough/followthrough/sync/gather"
	"github.com/followthrough/followthrough/sync/plan"
	"github.com/followthrough/followthrough/sync/reconcile"
	"github.com/followthrough/followthrough/sync/store"
)

// running runs a loop that takes requests, to the end of the test.
func running(t *testing.T, loop *reconcile.Reconciler) *store.Store {
	t.Helper()
	st := loop.Gatherer.Store.(*store.Store)
	loop.Requests = st
	ctx, stop := context.WithCancel(t.Context())
	ended := make(chan error)
	go func() { ended <- loop.Run(ctx) }()
	t.Cleanup(func() {
		stop()
		if err := <-ended; err != nil {
			t.Error(err)
		}
	})
	return st
}

func ask(t *testing.T, st *store.Store, now bool) string {
	t.Helper()
	id, err := st.Ask(t.Context(), reconcile.Request{Who: "test", Request: gather.Request{Request: plan.Request{Now: now}}})
	if err != nil {
		t.Fatal(err)
	}
	return id
}

func answer(t *testing.T, st *store.Store, id string) reconcile.Answer {
	t.Helper()
	got, known, err := st.Answer(t.Context(), id)
	if err != nil || !known {
		t.Fatalf("%v, %v", known, err)
	}
	return got
}

func TestARequestIsTheNextPass(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var passes atomic.Int32
		p := &place{list: func() error { passes.Add(1); return nil }}
		loop, _ := looped(t, p, func() error { return nil })
		st := running(t, loop)
		time.Sleep(time.Second)
		before := passes.Load()
		first, second := ask(t, st, true), ask(t, st, false)
		loop.Look()
		time.Sleep(time.Second)
		for _, id := range []string{first, second} {
			if got := answer(t, st, id); got.Taken.IsZero() || got.Ended.IsZero() || got.Failed != "" {
				t.Errorf("%+v", got)
			}
		}
		if n := passes.Load() - before; n != 3 { // each its own, and one for all that is due
			t.Errorf("%d passes", n)
		}
	})
}

// What another process leaves is found without a word from it, in a pass that goes on
// too; and only by who may work.
func TestARequestOfAnotherProcessIsFound(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		free := make(chan struct{})
		var away atomic.Pointer[error]
		away.Store(new(error))
		loop, _ := looped(t, &place{list: func() error { return nil }}, func() error { return nil })
		loop.Heed = 500 * time.Millisecond
		loop.Turn = func(ctx context.Context, beat func(error)) error {
			for {
				select {
				case <-free:
					return ctx.Err()
				case <-ctx.Done():
					return ctx.Err()
				case <-time.After(time.Second):
					beat(*away.Load())
				}
			}
		}
		st := running(t, loop)
		id := ask(t, st, false)
		time.Sleep(time.Hour)
		if got := answer(t, st, id); !got.Taken.IsZero() {
			t.Errorf("taken up by who stands by: %+v", got)
		}
		if alive := loop.Liveness(); time.Since(alive.Heartbeat) > 2*time.Second || alive.Until.IsZero() || !alive.Standby || !alive.Passed || alive.Failed {
			t.Errorf("who stands by shows no sign of life: %+v", alive)
		}
		away.Store(&errBroken)
		time.Sleep(5 * time.Second)
		if alive := loop.Liveness(); !alive.Standby || !alive.Failed {
			t.Errorf("while the store is out of reach: %+v", alive)
		}
		close(free)
		time.Sleep(time.Second)
		if got := answer(t, st, id); got.Ended.IsZero() {
			t.Errorf("not taken up: %+v", got)
		}
		if alive := loop.Liveness(); alive.Standby || alive.Failed {
			t.Errorf("who works: %+v", alive)
		}
		id = ask(t, st, false)
		time.Sleep(time.Second)
		if got := answer(t, st, id); got.Ended.IsZero() {
			t.Errorf("not taken up by a loop at rest: %+v", got)
		}
	})
}

// A request that a pass could not carry out stays for the next one; where the store
// fails beyond that, it is told.
func TestARequestIsNotLost(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var lock atomic.Pointer[error]
		lock.Store(&errBusy)
		loop, _ := looped(t, &place{list: func() error { return nil }}, func() error { return *lock.Load() })
		st := running(t, loop)
		id := ask(t, st, false)
		loop.Look()
		time.Sleep(10 * time.Minute)
		if got := answer(t, st, id); got.Taken.IsZero() || !got.Ended.IsZero() {
			t.Errorf("while another process works: %+v", got)
		}
		var none error
		lock.Store(&none)
		time.Sleep(2 * time.Minute)
		if got := answer(t, st, id); got.Ended.IsZero() || got.Failed != "" {
			t.Errorf("when it is free: %+v", got)
		}
		lock.Store(&errBroken)
		id = ask(t, st, false)
		loop.Look()
		time.Sleep(time.Second)
		if got := answer(t, st, id); got.Failed != errBroken.Error() {
			t.Errorf("when the store fails: %+v", got)
		}
	})
}

// Who has not answered is waited for, and not for ever.
func TestARequestWaitsForWhoIsLate(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var takes atomic.Int64
		over := make(chan struct{})
		p := &place{list: func() error {
			select {
			case <-over:
			case <-time.After(time.Duration(takes.Load())):
			}
			return nil
		}}
		loop, _ := looped(t, p, func() error { return nil })
		loop.Gatherer.Pace.Rules.Grace = time.Second
		st := running(t, loop)
		time.Sleep(time.Second)
		for _, taking := range []time.Duration{10 * time.Second, time.Hour} {
			late := 0
			if taking > patience {
				late = 1
			}
			takes.Store(int64(taking))
			id := ask(t, st, false)
			loop.Look()
			time.Sleep(5 * time.Second)
			if got := answer(t, st, id); got.Taken.IsZero() || !got.Ended.IsZero() {
				t.Errorf("%s: before there is an answer: %+v", taking, got)
			}
			time.Sleep(patience)
			if got := answer(t, st, id); got.Ended.IsZero() || len(got.Outcome.Late) != late {
				t.Errorf("%s: %+v", taking, got)
			}
		}
		close(over)
	})
}

// patience is how long the answer to a request waits for whoever is late.
const patience = 30 * time.Second
