package atomicfile

import (
	"errors"
	"os"

	"golang.org/x/sys/unix"
)

// errNoExchange: the system or this file system has no such rename.
var errNoExchange = errors.New("no exchange of names")

func (s *spot) exchange(a, b string) error { return s.renamex(a, b, unix.RENAME_SWAP) }

func (s *spot) renameNew(from, to string) error { return s.renamex(from, to, unix.RENAME_EXCL) }

func (s *spot) renamex(from, to string, flags uint32) error {
	dir := int(s.dir.Fd())
	err := unix.RenameatxNp(dir, from, dir, to, flags)
	switch {
	case err == nil:
		return nil
	case errors.Is(err, unix.ENOSYS), errors.Is(err, unix.EINVAL), errors.Is(err, unix.ENOTSUP):
		return errNoExchange
	}
	return &os.LinkError{Op: "renameatx_np", Old: from, New: to, Err: err}
}
