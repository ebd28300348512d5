//go:build unix

package atomicfile

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"syscall"

	"golang.org/x/sys/unix"
)

// keep gives file the owner, the mode and the access list of the file at
// path. The owner comes first: changing it takes special bits away.
func keep(file *os.File, path string, info fs.FileInfo) error {
	have, err := file.Stat()
	if err != nil {
		return err
	}
	old, ok1 := info.Sys().(*syscall.Stat_t)
	now, ok2 := have.Sys().(*syscall.Stat_t)
	if ok1 && ok2 && (old.Uid != now.Uid || old.Gid != now.Gid) {
		if err := file.Chown(int(old.Uid), int(old.Gid)); err != nil {
			return notKept(err)
		}
	}
	if err := file.Chmod(info.Mode()); err != nil {
		return notKept(err)
	}
	if err := keepAccess(file, path); err != nil {
		return notKept(err)
	}
	return nil
}

// notKept is ErrKeep with its cause, without the name of the file beside: that
// is another one each time.
func notKept(err error) error {
	var at *fs.PathError
	if errors.As(err, &at) {
		err = at.Err
	}
	return fmt.Errorf("%w: %w", ErrKeep, err)
}

// othersFile tells that a file is another user's: only root gives files away.
func othersFile(info fs.FileInfo) error {
	if st, ok := info.Sys().(*syscall.Stat_t); ok && os.Geteuid() != 0 && int(st.Uid) != os.Geteuid() {
		return ErrKeep
	}
	return nil
}

// mayWrite asks the system for the permission of the acting user.
func mayWrite(path string) bool {
	return unix.Faccessat(unix.AT_FDCWD, path, unix.W_OK, unix.AT_EACCESS) == nil
}
