// Package atomicfile reads files and replaces them whole, so that neither a
// crash, a full disk nor somebody else's write at the same moment loses a
// byte. It knows bytes and paths, and nothing of what a file says.
//
// A replacement is written beside the file, synced, and swapped with it. What
// came out of the swap is then looked at: if it is not what had been read,
// the two are swapped back and ErrChanged is given. Where the system has no
// exchange of two names, the file is compared just before a plain rename.
//
// Every error but ErrUncertain means that the file is as it was.
package atomicfile

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"sync"
	"syscall"
	"time"
)

// Disk reads and replaces files. The zero value is ready for use, also by
// several goroutines at once.
type Disk struct {
	// Hook, where set, is called before each step. An error that it returns
	// is taken for the step's own: this is how tests count what is touched,
	// fill the disk, and write at the worst moment.
	Hook func(Op, string) error
	// Now is the wall clock that deadlines are compared with; nil: the
	// system's, on which contexts end.
	Now func() time.Time

	mu    sync.Mutex
	swept map[string]bool
}

// Op is a step in reading or replacing a file.
type Op string

// The steps.
const (
	OpStat Op = "stat"
	OpRead Op = "read"
	OpTemp Op = "temp" // make the file beside
	OpText Op = "text" // write its content
	OpSync Op = "sync" // make it durable
	OpSwap Op = "swap" // about to swap: the last moment for somebody else's write
	OpLook Op = "look" // swapped; writers to the old file are kept waiting
	OpBack Op = "back" // swap back
)

func (d *Disk) step(op Op, path string) error {
	if d.Hook == nil {
		return nil
	}
	return d.Hook(op, path)
}

func (d *Disk) now() time.Time {
	if d.Now == nil {
		return time.Now()
	}
	return d.Now()
}

// inTime looks at the deadline on the monotonic and on the wall clock: the
// first stands still while a machine sleeps.
func (d *Disk) inTime(ctx context.Context) error {
	if err := ctx.Err(); err != nil {
		return err
	}
	if end, ok := ctx.Deadline(); ok && d.now().Round(0).After(end.Round(0)) {
		return context.DeadlineExceeded
	}
	return nil
}

// Errors that decide what happens next. All but ErrUncertain mean that
// nothing was written.
var (
	ErrChanged   = errors.New("changed since it was read")
	ErrExists    = errors.New("is there already")
	ErrReadOnly  = errors.New("is read-only")
	ErrFull      = errors.New("the disk is full")
	ErrKeep      = errors.New("its owner and mode can't be kept: run followthrough as the file's owner")
	ErrOutside   = errors.New("leads outside its folder")
	ErrIrregular = errors.New("is not a regular file")
	ErrTooLarge  = errors.New("is too large")
	// ErrUncertain means that the new content may or may not be there.
	ErrUncertain = errors.New("may or may not have been written")
)

// errNoExchange: the system or this file system has no such rename.
var errNoExchange = errors.New("no exchange of names")

// named is err as people read it: the file, what it means, the cause.
func named(verb, path string, err error) error {
	if meaning := meaningOf(err); meaning != nil && !errors.Is(err, meaning) {
		return fmt.Errorf("%s %s: %w: %w", verb, path, meaning, err)
	}
	return fmt.Errorf("%s %s: %w", verb, path, err)
}

func meaningOf(err error) error {
	switch {
	case errors.Is(err, ErrKeep):
		return ErrKeep
	case errors.Is(err, syscall.ENOSPC), errors.Is(err, syscall.EDQUOT):
		return ErrFull
	case errors.Is(err, syscall.EROFS), errors.Is(err, fs.ErrPermission):
		return ErrReadOnly
	}
	return nil
}
