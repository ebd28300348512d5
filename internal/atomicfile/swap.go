//go:build linux || darwin

package atomicfile

import (
	"errors"
	"os"

	"golang.org/x/sys/unix"
)

// renamed renames in one of the ways that only some file systems have.
func (s *spot) renamed(from, to string, flags uint) error {
	err := renameat(int(s.dir.Fd()), from, to, flags)
	switch {
	case err == nil:
		return nil
	case errors.Is(err, unix.ENOSYS), errors.Is(err, unix.EINVAL), errors.Is(err, unix.ENOTSUP):
		return errNoExchange
	}
	return &os.LinkError{Op: renameName, Old: from, New: to, Err: err}
}
