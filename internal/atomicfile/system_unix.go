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

// lock tries to lock a directory; busy: somebody else has it.
func lock(dir *os.File) (locked, busy bool) {
	err := unix.Flock(int(dir.Fd()), unix.LOCK_EX|unix.LOCK_NB)
	return err == nil, errors.Is(err, unix.EWOULDBLOCK)
}

func (s *spot) sync() error {
	err := s.dir.Sync()
	if errors.Is(err, unix.EINVAL) || errors.Is(err, unix.ENOTSUP) {
		return nil // a file system that does not sync directories
	}
	return err
}

// keep gives temp the owner, the mode and the access list of the file that it
// is to replace. The owner comes first: changing it takes special bits away.
func (s *spot) keep(temp *os.File, info fs.FileInfo) error {
	have, err := temp.Stat()
	if err != nil {
		return err
	}
	old, ok1 := info.Sys().(*syscall.Stat_t)
	now, ok2 := have.Sys().(*syscall.Stat_t)
	if ok1 && ok2 && (old.Uid != now.Uid || old.Gid != now.Gid) {
		if err := temp.Chown(int(old.Uid), int(old.Gid)); err != nil {
			return notKept(err)
		}
	}
	if err := temp.Chmod(info.Mode()); err != nil {
		return notKept(err)
	}
	file, _, err := s.regular(s.name)
	if err != nil {
		return err
	}
	defer file.Close()
	if err := keepAccess(temp, file); err != nil {
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
func mayWrite(dir *os.File, name string) bool {
	return unix.Faccessat(int(dir.Fd()), name, unix.W_OK, unix.AT_EACCESS) == nil
}

func inode(info fs.FileInfo) uint64 {
	if st, ok := info.Sys().(*syscall.Stat_t); ok {
		return uint64(st.Ino)
	}
	return 0
}

// nonblock opens a pipe that nobody writes to without waiting for who does.
const nonblock = syscall.O_NONBLOCK
