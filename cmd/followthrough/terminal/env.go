// Package terminal is where a command meets a person: what of the machine it
// was given, and how texts fit and behave there. It knows nothing of what is
// said.
package terminal

import (
	"context"
	"io"
	"os"
	"time"

	"github.com/charmbracelet/colorprofile"
	"golang.org/x/term"
)

// Env is what a command has of the machine it runs on.
type Env struct {
	In       io.Reader
	Out, Err io.Writer
	Now      func() time.Time
	// InTerminal, OutTerminal and ErrTerminal say whether a person is at the
	// other end.
	InTerminal, OutTerminal, ErrTerminal bool
	// Hidden reads a line of In that is not shown, after its prompt; nil: In is
	// no terminal, and shows nothing anyway.
	Hidden func(ctx context.Context, prompt func()) (string, error)
	// Width is how many columns Out has.
	Width int
	// Plain says that Out takes no signs but those of ASCII.
	Plain bool
	// Zone is in which times are told; nil: UTC.
	Zone *time.Location
	// Called is how the program was called: what a command to paste begins with.
	Called string
	// LockWait is how long the store's lock is waited for; 0: the usual time.
	LockWait time.Duration
	// Runtime are the directories that a copy of the store does not take along.
	Runtime []string
}

// Machine is the process's own.
func Machine() Env {
	e := Env{
		In: os.Stdin, Out: os.Stdout, Err: os.Stderr, Now: time.Now,
		InTerminal:  term.IsTerminal(int(os.Stdin.Fd())),
		OutTerminal: term.IsTerminal(int(os.Stdout.Fd())),
		ErrTerminal: term.IsTerminal(int(os.Stderr.Fd())),
		Width:       80,
		Zone:        time.Local,
		Called:      called(),
	}
	if e.InTerminal {
		e.Hidden = hidden
	}
	e.Plain = plain(os.Getenv)
	if e.OutTerminal {
		// It heeds what the terminal can and what the environment forbids.
		e.Out = colorprofile.NewWriter(os.Stdout, os.Environ())
		if w, _, err := term.GetSize(int(os.Stdout.Fd())); err == nil && w >= 40 {
			e.Width = w
		}
	}
	return e
}

// Heedful remembers that something could not be written: what is printed for
// people is printed line by line, and nobody looks at each.
type Heedful struct {
	io.Writer
	// Failure is the first error; nil: there was none.
	Failure error
}

// Write writes on.
func (h *Heedful) Write(p []byte) (int, error) {
	n, err := h.Writer.Write(p)
	if err != nil && h.Failure == nil {
		h.Failure = err
	}
	return n, err
}
