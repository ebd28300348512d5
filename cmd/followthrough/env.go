package main

import (
	"io"
	"os"
	"time"

	"github.com/charmbracelet/colorprofile"
	"golang.org/x/term"
)

// env is what a command has of the machine it runs on.
type env struct {
	in       io.Reader
	out, err io.Writer
	now      func() time.Time
	// terminal says of in, out and err whether a person is at the other end.
	inTerminal, outTerminal, errTerminal bool
	// width is how many columns out has.
	width int
	// lockWait is how long the store's lock is waited for; 0: the usual time.
	lockWait time.Duration
}

func machine() env {
	e := env{
		in: os.Stdin, out: os.Stdout, err: os.Stderr, now: time.Now,
		inTerminal:  term.IsTerminal(int(os.Stdin.Fd())),
		outTerminal: term.IsTerminal(int(os.Stdout.Fd())),
		errTerminal: term.IsTerminal(int(os.Stderr.Fd())),
		width:       80,
	}
	if e.outTerminal {
		e.out = colorprofile.NewWriter(os.Stdout, os.Environ()) // knows NO_COLOR and what the terminal can
		if w, _, err := term.GetSize(int(os.Stdout.Fd())); err == nil && w >= 40 {
			e.width = w
		}
	}
	return e
}
