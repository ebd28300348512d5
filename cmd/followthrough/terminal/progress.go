package terminal

import (
	"fmt"
	"time"
)

// Progress tells a person on a terminal how far a long piece of work is.
type Progress struct {
	env     Env
	started time.Time
	shown   time.Time
}

// NewProgress starts now.
func NewProgress(e Env) *Progress { return &Progress{env: e, started: e.Now()} }

// Step shows the progress after a second, and then ten times a second at most.
func (p *Progress) Step(done, total int) {
	now := p.env.Now()
	if !p.env.ErrTerminal || now.Sub(p.started) < time.Second || now.Sub(p.shown) < 100*time.Millisecond {
		return
	}
	p.shown = now
	fmt.Fprintf(p.env.Err, "\r%d of %d steps done", done, total)
}

// Say shows a line of words after a second.
func (p *Progress) Say(words string) {
	now := p.env.Now()
	if !p.env.ErrTerminal || now.Sub(p.started) < time.Second {
		return
	}
	p.shown = now
	fmt.Fprint(p.env.Err, "\r\x1b[K"+Cut(Clean(words), p.env.Width-1))
}

// End clears the line.
func (p *Progress) End() {
	if !p.shown.IsZero() {
		fmt.Fprint(p.env.Err, "\r\x1b[K")
	}
}
