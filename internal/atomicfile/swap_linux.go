package atomicfile

import (
	"errors"
	"os"

	"golang.org/x/sys/unix"
)

// errNoExchange: the system or this file system has no such rename.
var errNoExchange = errors.New("no exchange of names")

func (s *spot) exchange(a, b string) error { return s.rename2(a, b, unix.RENAME_EXCHANGE) }

func (s *spot) renameNew(from, to string) error { return s.rename2(from, to, unix.RENAME_NOREPLACE) }

func (s *spot) rename2(from, to string, flags uint) error {
	dir := int(s.dir.Fd())
	err := unix.Renameat2(dir, from, dir, to, flags)
	switch {
	case err == nil:
		return nil
	case errors.Is(err, unix.ENOSYS), errors.Is(err, unix.EINVAL), errors.Is(err, unix.ENOTSUP):
		return errNoExchange
	}
	return &os.LinkError{Op: "renameat2", Old: from, New: to, Err: err}
}
