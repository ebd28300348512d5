package campaign_test

import (
	"bytes"
	"context"
	"errors"
	"net/http"
	"slices"
	"sync"
	"sync/atomic"
	"time"

	"github.com/followthrough/followthrough/internal/atomicfile"
	"github.com/followthrough/followthrough/sync/execute"
	"github.com/followthrough/followthrough/sync/gather/pace"
	"github.com/followthrough/followthrough/sync/plan"
	"github.com/followthrough/followthrough/sync/reconcile"
)

// errDead is what befalls a process that was killed: nothing that it still does has an
// effect.
var errDead = errors.New("the process was killed")

// crashPoints are where a process can be told to die.
func crashPoints() []string {
	points := []string{"a request leaves", "a request was carried out", "a transaction begins", "a transaction is done"}
	for _, op := range []atomicfile.Op{atomicfile.OpTemp, atomicfile.OpText, atomicfile.OpSync, atomicfile.OpSwap, atomicfile.OpLook} {
		points = append(points, "disk: "+string(op))
	}
	return points
}

// process is a daemon in a simulated world.
type process struct {
	*world
	network *http.Transport
	life    context.Context // ends when it dies, with what it has under way
	kill    context.CancelFunc
	stop    context.CancelFunc
	ended   chan error
	rests   atomic.Int64
	extend  func(*reconcile.Reconciler) // wires what a world has beside

	deaths  chan<- *process
	trouble func(atomicfile.Op) error // of the disk; nil: none

	mu   sync.Mutex
	at   string // dies when it gets there for the nth time
	nth  int
	dead bool
	died string // where
}

// reaches tells that the process got to a point, and whether it lives on.
func (p *process) reaches(point string) error {
	p.mu.Lock()
	defer p.mu.Unlock()
	if !p.dead && p.at == point {
		if p.nth--; p.nth <= 0 {
			p.dies(point)
		}
	}
	if p.dead {
		return errDead
	}
	return nil
}

// dies needs mu.
func (p *process) dies(at string) {
	if !p.dead {
		p.dead, p.died = true, at
		p.kill()
		p.deaths <- p
	}
}

// dieAt has it die at a point.
func (p *process) dieAt(point string, nth int) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.at, p.nth = point, nth
}

// killed is kill -9, now.
func (p *process) killed() {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.dies("kill -9")
}

// RoundTrip sends a request, unless the process dies before or meanwhile.
func (p *process) RoundTrip(r *http.Request) (*http.Response, error) {
	if err := p.reaches("a request leaves"); err != nil {
		return nil, err
	}
	ctx, cancel := context.WithCancel(r.Context())
	context.AfterFunc(p.life, cancel)
	resp, err := p.network.RoundTrip(r.WithContext(ctx))
	if dead := p.reaches("a request was carried out"); dead != nil {
		cancel()
		return nil, dead
	}
	if err != nil {
		cancel()
	}
	return resp, err
}

// disk is a step of reading or replacing a file.
func (p *process) disk(op atomicfile.Op, _ string) error {
	if err := p.reaches("disk: " + string(op)); err != nil {
		return err
	}
	return p.trouble(op)
}

// mortal is a store into which the dead write nothing.
type mortal struct {
	execute.Store
	p *process
}

func (m mortal) Apply(ctx context.Context, c plan.Changes) error {
	if err := m.p.reaches("a transaction begins"); err != nil {
		return err
	}
	if err := m.Store.Apply(ctx, c); err != nil {
		return err
	}
	return m.p.reaches("a transaction is done")
}

// loopPoll is how long the loops of simulated worlds rest.
const loopPoll = 5 * time.Minute

// begins wires a process and lets it run.
func (p *process) begins() {
	p.life, p.kill = context.WithCancel(context.Background())
	ctx, stop := context.WithCancel(p.life)
	p.stop, p.ended, p.dead, p.at = stop, make(chan error, 1), false, ""
	p.also = func(loop *reconcile.Reconciler) {
		p.extend(loop)
		loop.Poll = loopPoll
		loop.Gatherer.Pace.Rules = pace.Rules{Grace: time.Second, Pause: loopPoll}
		loop.Executor.Grace = time.Second
		loop.Executor.Store = mortal{loop.Executor.Store, p}
		wake := loop.Wake
		loop.Wake = func(ctx context.Context, now time.Time) (time.Time, error) { p.rests.Add(1); return wake(ctx, now) }
	}
	loop := p.open()
	go func() { p.ended <- loop.Run(ctx) }()
}

// ends waits until it has ended, as it was told to or as it died.
func (p *process) ends() {
	p.stop()
	<-p.ended
	p.kill()
	p.close()
	p.network.CloseIdleConnections()
}

// told is what processes log, whoever writes.
type told struct {
	mu sync.Mutex
	bytes.Buffer
}

func (t *told) Write(b []byte) (int, error) {
	t.mu.Lock()
	defer t.mu.Unlock()
	return t.Buffer.Write(b)
}

// last are the last lines.
func (t *told) last(n int) []byte {
	t.mu.Lock()
	defer t.mu.Unlock()
	lines := bytes.Split(t.Bytes(), []byte("\n"))
	return bytes.Join(slices.Clone(lines[max(0, len(lines)-n):]), []byte("\n"))
}
