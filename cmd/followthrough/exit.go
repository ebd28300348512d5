package main

import (
	"errors"
	"fmt"
	"strings"

	"github.com/spf13/cobra"

	"github.com/followthrough/followthrough/config"
	"github.com/followthrough/followthrough/sync/store"
)

// Exit codes: what a command came to.
const (
	exitDone   = 0
	exitFailed = 1 // a step, source or tracker failed; the rest is done
	exitUsage  = 2 // wrong usage or configuration: nothing was tried
	exitWaits  = 3 // nothing failed, but an action waits for a person
)

// exitError is an error that says how to exit. Its text is printed unless it
// is empty.
type exitError struct {
	code int
	err  error
}

func (e exitError) Error() string {
	if e.err == nil {
		return ""
	}
	return e.err.Error()
}

func (e exitError) Unwrap() error { return e.err }

// usage is a mistake in how a command was called.
func usage(format string, args ...any) error {
	return exitError{exitUsage, fmt.Errorf(format, args...)}
}

// codeOf is the exit code that an error asks for.
func codeOf(err error) int {
	var exit exitError
	var cfg *config.Error
	switch {
	case err == nil:
		return exitDone
	case errors.As(err, &exit):
		return exit.code
	case errors.As(err, &cfg), errors.Is(err, store.ErrNotStore), errors.Is(err, store.ErrNoFolder), errors.Is(err, store.ErrInstance):
		return exitUsage
	}
	return exitFailed
}

// tellExits adds to a command's help what it exits with, where that is more than 0
// for done and another number for not.
func tellExits(cmd *cobra.Command) {
	words := map[string]string{
		"plan":   "Exit: 0 all was looked at; 1 a source or tracker can't be read, so there may\nbe more; 2 wrong usage or configuration; 3 something waits for a person.",
		"remake": "Exit: 0 done; 1 a step, source or tracker failed; 2 wrong usage or\nconfiguration, or nothing was done for want of a yes; 3 something waits for a\nperson.",
		"status": "Exit: 0 nothing waits; 1 the store can't be read; 2 wrong usage or\nconfiguration; 3 something waits for a person.",
	}[cmd.Name()]
	if words != "" && !strings.Contains(cmd.Long, "Exit: ") {
		cmd.Long += "\n\n" + words
	}
}
