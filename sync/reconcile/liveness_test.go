package reconcile_test

import (
	"context"
	"errors"
	"log/slog"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"github.com/prometheus/client_golang/prometheus"
	"github.com/prometheus/client_golang/prometheus/testutil"

	"github.com/followthrough/followthrough/internal/metrics"
	"github.com/followthrough/followthrough/mapping"
	"github.com/followthrough/followthrough/sync/execute"
	"github.com/followthrough/followthrough/sync/gather"
	"github.com/followthrough/followthrough/sync/reconcile"
	"github.com/followthrough/followthrough/sync/source"
	"github.com/followthrough/followthrough/sync/store"
)

// place is a source without reviews that answers as it is told.
type place struct {
	source.Source
	list func() error
}

func (p *place) List(context.Context) ([]source.Entry, error) { return nil, p.list() }

var (
	errBusy   = errors.New("another process holds it")
	errBroken = errors.New("disk I/O error")
)

// looped is a loop over one place; locks is what taking the lock gives.
func looped(t *testing.T, p *place, locks func() error) (*reconcile.Reconciler, *prometheus.Registry) {
	t.Helper()
	st, err := store.Empty(t.Context(), time.Now())
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = st.Close() })
	m, problems := mapping.New(nil, nil, "")
	if len(problems) > 0 {
		t.Fatal(problems)
	}
	reg := prometheus.NewRegistry()
	return &reconcile.Reconciler{
		Gatherer: &gather.Gatherer{
			Store: st, Instance: "test", Mapping: m, Now: time.Now, Sources: []gather.Source{{Name: "sre", Source: p}},
		},
		Executor: &execute.Executor{Store: st, Now: time.Now},
		Lock:     func(context.Context) (func(), error) { return func() {}, locks() },
		Busy:     func(err error) bool { return errors.Is(err, errBusy) },
		Metrics:  metrics.New(reg, metrics.Labels{}),
		Now:      time.Now, Poll: time.Minute, Jitter: func() float64 { return 0.5 }, Log: slog.New(slog.DiscardHandler),
	}, reg
}

func TestLivenessTellsOfWorkAndRest(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		began := time.Now()
		p := &place{list: func() error { time.Sleep(time.Hour); return nil }}
		loop, reg := looped(t, p, func() error { return nil })
		loop.Alive()
		if alive := loop.Liveness(); !alive.Heartbeat.IsZero() {
			t.Errorf("before it runs: %+v", alive)
		}
		ctx, stop := context.WithCancel(t.Context())
		ended := make(chan error)
		go func() { ended <- loop.Run(ctx) }()
		time.Sleep(30 * time.Minute)
		if alive := loop.Liveness(); !alive.Heartbeat.Equal(began) || !alive.Until.IsZero() || alive.Passed {
			t.Errorf("in its first pass: %+v", alive)
		}
		loop.Alive()
		if alive := loop.Liveness(); !alive.Heartbeat.Equal(began.Add(30*time.Minute)) || !alive.Until.IsZero() {
			t.Errorf("a request went out: %+v", alive)
		}
		time.Sleep(30*time.Minute + time.Second)
		loop.Alive() // at rest this says nothing
		if alive := loop.Liveness(); !alive.Heartbeat.Equal(began.Add(time.Hour)) || alive.Until.Sub(alive.Heartbeat) != time.Minute || !alive.Passed {
			t.Errorf("at rest: %+v", alive)
		}
		stop()
		if err := <-ended; err != nil {
			t.Error(err)
		}
		if n, err := testutil.GatherAndCount(reg, "followthrough_pass_duration_seconds"); n != 1 || err != nil {
			t.Errorf("%d passes, %v", n, err)
		}
	})
}

func TestLivenessTellsAStoreThatFailed(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var locked, listed atomic.Value
		loop, reg := looped(t, &place{list: func() error { return told(&listed) }}, func() error { return told(&locked) })
		ctx, stop := context.WithCancel(t.Context())
		ended := make(chan error)
		go func() { ended <- loop.Run(ctx) }()
		for i, tc := range []struct {
			locked, listed         error
			passed, failed         bool
			done, busy, broken, up float64
		}{
			{nil, nil, true, false, 1, 0, 0, 1},
			{errBroken, nil, true, true, 1, 0, 1, 1},
			{errBusy, nil, true, true, 1, 1, 1, 1}, // says nothing about the store
			{nil, errors.New("no such folder"), true, false, 2, 1, 1, 0},
			{errBusy, nil, true, false, 2, 2, 1, 0},
			{nil, nil, true, false, 3, 2, 1, 1},
		} {
			if i > 0 {
				locked.Store(&tc.locked)
				listed.Store(&tc.listed)
				time.Sleep(time.Minute)
			}
			synctest.Wait()
			alive := loop.Liveness()
			if alive.Passed != tc.passed || alive.Failed != tc.failed {
				t.Errorf("pass %d: %+v", i, alive)
			}
			for name, want := range map[string]float64{
				`followthrough_passes_total{result="done"}`: tc.done, `followthrough_passes_total{result="busy"}`: tc.busy,
				`followthrough_passes_total{result="failed"}`: tc.broken, `followthrough_store_errors_total`: tc.broken,
				`followthrough_source_up{source="sre"}`: tc.up,
			} {
				if got := value(t, reg, name); got != want {
					t.Errorf("pass %d: %s is %v, want %v", i, name, got, want)
				}
			}
		}
		stop()
		if err := <-ended; err != nil {
			t.Error(err)
		}
	})
}

// told is the error that a test set last.
func told(v *atomic.Value) error {
	if err, ok := v.Load().(*error); ok {
		return *err
	}
	return nil
}

// value is the value of one series, by its name with its one label.
func value(t *testing.T, reg *prometheus.Registry, name string) float64 {
	t.Helper()
	families, err := reg.Gather()
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range families {
		for _, m := range f.GetMetric() {
			series := f.GetName()
			for _, l := range m.GetLabel() {
				series += "{" + l.GetName() + `="` + l.GetValue() + `"}`
			}
			if series == name {
				return m.GetGauge().GetValue() + m.GetCounter().GetValue()
			}
		}
	}
	t.Fatalf("no series %s", name)
	return 0
}

func TestWhatIsAskedOnceADayKeepsNoPassWaiting(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var passes, asked atomic.Int32
		r, _ := looped(t, &place{list: func() error { passes.Add(1); return nil }}, func() error { return nil })
		r.Beside = []func(context.Context) error{func(ctx context.Context) error {
			asked.Add(1)
			<-ctx.Done() // nobody answers
			return ctx.Err()
		}}
		ctx, stop := context.WithCancel(t.Context())
		ended := make(chan error)
		go func() { ended <- r.Run(ctx) }()
		time.Sleep(49*time.Hour + time.Second)
		if n := passes.Load(); n < 2*24*60 {
			t.Errorf("%d passes in two days beside a chore that hangs", n)
		}
		if n := asked.Load(); n != 1 {
			t.Errorf("a chore that goes on was begun %d times", n)
		}
		stop()
		if err := <-ended; err != nil {
			t.Error(err)
		}
	})
}
