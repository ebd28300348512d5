package main

import (
	"fmt"
	"time"
)

// progress tells a person on a terminal how far a long piece of work is.
type progress struct {
	env     env
	started time.Time
	shown   time.Time
}

func newProgress(e env) *progress { return &progress{env: e, started: e.now()} }

// step shows the progress after a second, and then ten times a second at most.
func (p *progress) step(done, total int) {
	now := p.env.now()
	if !p.env.errTerminal || now.Sub(p.started) < time.Second || now.Sub(p.shown) < 100*time.Millisecond {
		return
	}
	p.shown = now
	fmt.Fprintf(p.env.err, "\r%d of %d steps done", done, total)
}

// end clears the line.
func (p *progress) end() {
	if !p.shown.IsZero() {
		fmt.Fprint(p.env.err, "\r\x1b[K")
	}
}
