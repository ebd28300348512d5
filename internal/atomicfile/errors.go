package atomicfile

import (
	"errors"
	"fmt"
	"io/fs"
	"syscall"
)

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
