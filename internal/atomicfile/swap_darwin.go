package atomicfile

import (
	"errors"
	"os"

	"golang.org/x/sys/unix"
)

// errNoExchange: the system or this file system has no such rename.
var errNoExchange = errors.New("no exchange of names")

func exchange(a, b string) error { return renamex(a, b, unix.RENAME_SWAP) }

func renameNew(from, to string) error { return renamex(from, to, unix.RENAME_EXCL) }

func renamex(from, to string, flags uint32) error {
	err := unix.RenamexNp(from, to, flags)
	switch {
	case err == nil:
		return nil
	case errors.Is(err, unix.ENOSYS), errors.Is(err, unix.EINVAL), errors.Is(err, unix.ENOTSUP):
		return errNoExchange
	}
	return &os.LinkError{Op: "renamex_np", Old: from, New: to, Err: err}
}
