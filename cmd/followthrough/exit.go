package main

import (
	"errors"
	"fmt"

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
	case errors.As(err, &cfg), errors.Is(err, store.ErrNotStore), errors.Is(err, store.ErrNoFolder), errors.Is(err, store.ErrInstance), errors.Is(err, store.ErrRefused),
		errors.Is(err, store.ErrNotEmpty), errors.Is(err, store.ErrMoved):
		return exitUsage
	}
	return exitFailed
}
