package atomicfile

import (
	"errors"
	"os"

	"golang.org/x/sys/unix"
)

// errNoExchange: the system or this file system has no such rename.
var errNoExchange = errors.New("no exchange of names")

func exchange(a, b string) error { return rename2(a, b, unix.RENAME_EXCHANGE) }

func renameNew(from, to string) error { return rename2(from, to, unix.RENAME_NOREPLACE) }

func rename2(from, to string, flags uint) error {
	err := unix.Renameat2(unix.AT_FDCWD, from, unix.AT_FDCWD, to, flags)
	switch {
	case err == nil:
		return nil
	case errors.Is(err, unix.ENOSYS), errors.Is(err, unix.EINVAL), errors.Is(err, unix.ENOTSUP):
		return errNoExchange
	}
	return &os.LinkError{Op: "renameat2", Old: from, New: to, Err: err}
}
