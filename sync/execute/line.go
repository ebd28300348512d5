package execute

import (
	"time"

	"github.com/followthrough/followthrough/internal/panics"
)

// line is what is done with one tracker, or one source, one thing after the other
// and beside all other lines. Whatever belongs to the execution it does while it
// holds the execution's lock, and gives that back while it waits for an answer.
type line struct {
	*execution
	name string // "tracker jira"
	work func(*line)
	// since is when the request at hand began; zero: there is none.
	since time.Time
	done  bool
	// left says that the pass went on without it: what it comes to is for the next.
	left bool
}

// window is how long a pass goes on with lines that answer, in graces, where nobody
// wants the next one.
const window = 30

// tick is how often it is looked whether a pass goes on without a line, in parts of
// the grace; and how long it waits at least where somebody wants the next one.
const tick = 10

// run runs lines beside each other, and waits for them as long as a pass may.
func (x *execution) run(lines []*line) {
	ended := make(chan struct{}, len(lines))
	for _, l := range lines {
		x.kept().jobs.Go(func() {
			l.mu.Lock()
			x.fail(l.works())
			if l.done = true; l.left {
				l.kept().back(l.name)
			}
			l.mu.Unlock()
			ended <- struct{}{}
			if l.left && l.Poke != nil {
				l.Poke()
			}
		})
	}
	began := time.Now()
	for x.behind(lines) {
		if x.enough(lines, time.Since(began)) {
			x.leave(lines)
			return
		}
		x.rest(ended)
	}
}

// works does the line's work. What goes wrong in it ends the pass, as a failure of the
// store does, and not the process.
func (l *line) works() (err error) {
	defer panics.Into(&err)
	l.work(l)
	return nil
}

// rest waits until a line ended, or it is time to look again.
func (x *execution) rest(ended <-chan struct{}) {
	var again <-chan time.Time
	if x.Grace > 0 {
		timer := time.NewTimer(x.Grace / tick)
		defer timer.Stop()
		again = timer.C
	}
	x.mu.Unlock()
	defer x.mu.Lock()
	select {
	case <-ended:
	case <-again:
	}
}

func (x *execution) behind(lines []*line) bool {
	for _, l := range lines {
		if !l.done {
			return true
		}
	}
	return false
}

// enough tells whether the pass goes on without the lines that are behind. Who is
// told to stop waits for the step at hand.
func (x *execution) enough(lines []*line, waited time.Duration) bool {
	switch {
	case x.Grace == 0 || x.ctx.Err() != nil:
		return false
	case x.Hurried != nil && x.Hurried():
		return waited >= x.Grace/tick
	case waited >= window*x.Grace:
		return true
	case waited < x.Grace:
		return false
	}
	for _, l := range lines {
		if !l.done && (l.since.IsZero() || time.Since(l.since) < x.Grace) {
			return false
		}
	}
	return true
}

func (x *execution) leave(lines []*line) {
	for _, l := range lines {
		if !l.done {
			l.left = true
			x.kept().leave(l.name, x.Now())
		}
	}
}

// stopped tells that nothing more is to be begun.
func (l *line) stopped() bool { return l.left || l.execution.stopped() }

// ask asks for something, while other lines go on; false: the pass went on without
// the answer.
func (l *line) ask(f func()) bool {
	l.since = time.Now()
	l.wait(f)
	l.since = time.Time{}
	return !l.left
}

// wait waits for a turn, while other lines go on; false: the pass went on.
func (l *line) wait(f func()) bool {
	l.aside(f)
	return !l.left
}

// aside does something without the execution's lock, and has it again in any case.
func (l *line) aside(f func()) {
	l.mu.Unlock()
	defer l.mu.Lock()
	f()
}
