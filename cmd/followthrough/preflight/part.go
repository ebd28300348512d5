package preflight

import (
	"context"
	"fmt"
	"sync"
	"time"

	"github.com/followthrough/followthrough/cmd/followthrough/show"
	"github.com/followthrough/followthrough/internal/finding"
)

// part is what is found of one source, tracker or credential, which is asked
// beside all others.
type part struct {
	about string
	alive chan struct{} // gets a sign of life at each step
	// extra says that what hangs here is told by another part, or by none.
	extra bool

	mu    sync.Mutex
	doing string // what it is at, for people; "": nothing yet
	over  bool   // nothing is taken any more
	hung  bool   // it was given up
	found []show.Finding
}

func newPart(about string) *part { return &part{about: about, alive: make(chan struct{}, 1)} }

// at says what it does now.
func (p *part) at(format string, args ...any) {
	p.mu.Lock()
	p.doing = fmt.Sprintf(format, args...)
	p.mu.Unlock()
	select {
	case p.alive <- struct{}{}:
	default: // one is enough
	}
}

// add takes findings of a team; "": of none.
func (p *part) add(team string, found ...finding.Finding) { p.of(p.about, team, found...) }

// of takes findings that are about something else.
func (p *part) of(about, team string, found ...finding.Finding) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.over {
		return
	}
	for _, f := range found {
		one := show.Finding{About: about, Sign: f.Sign, Text: f.Text, Next: f.Next}
		if f.Where != "" {
			one.Where = []string{f.Where}
		}
		if team != "" {
			one.Teams = []string{team}
		}
		p.found = append(p.found, one)
	}
}

func (p *part) good(format string, args ...any) {
	var l finding.List
	l.Good(format, args...)
	p.add("", l...)
}

func (p *part) look(next, format string, args ...any) {
	var l finding.List
	l.Look(next, format, args...)
	p.add("", l...)
}

func (p *part) wrong(next, format string, args ...any) {
	var l finding.List
	l.Wrong(next, format, args...)
	p.add("", l...)
}

// keep does something unless nothing is taken any more.
func (p *part) keep(do func()) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if !p.over {
		do()
	}
}

// end takes nothing any more, and gives what there is.
func (p *part) end() []show.Finding {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.over = true
	return p.found
}

// supervise lets a part be asked, and gives it up where it shows no sign of life
// for so long: one that hangs holds no other. What hangs may go on hanging; what
// it would find is not waited for.
func (p *part) supervise(ctx context.Context, patience time.Duration, ask func(context.Context, *part)) {
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	done := make(chan struct{})
	go func() {
		defer close(done)
		ask(ctx, p)
	}()
	quiet := time.NewTimer(patience)
	defer quiet.Stop()
	for {
		select {
		case <-done:
			return
		case <-p.alive:
			quiet.Reset(patience)
		case <-ctx.Done():
			p.giveUp("run it again", "was not asked to its end")
			return
		case <-quiet.C:
			p.giveUp(fmt.Sprintf("is it slow, or a proxy in between? --timeout %s waits longer", 4*patience), "gave no answer for %s", patience)
			return
		}
	}
}

// giveUp tells why nothing more is found, and what was asked last.
func (p *part) giveUp(next, format string, args ...any) {
	if p.extra {
		p.end()
		return
	}
	p.mu.Lock()
	p.hung = true
	doing := p.doing
	p.mu.Unlock()
	text := fmt.Sprintf(format, args...)
	if doing != "" {
		text += " (" + doing + ")"
	}
	p.wrong(next, "%s", text)
	p.end()
}

// now is what the part does, for people; "": it is done.
func (p *part) now() string {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.over {
		return ""
	}
	if p.doing == "" {
		return p.about
	}
	return p.about + " (" + p.doing + ")"
}
