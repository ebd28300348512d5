package atomicfile

import (
	"errors"
	"fmt"
	"os"
	"time"

	"golang.org/x/sys/unix"
)

// exchange swaps two names of the folder.
func (s *spot) exchange(a, b string) error { return s.renamed(a, b, unix.RENAME_EXCHANGE) }

// renameNew gives a file a name that must be free.
func (s *spot) renameNew(from, to string) error { return s.renamed(from, to, unix.RENAME_NOREPLACE) }

const renameName = "renameat2"

func renameat(dir int, from, to string, flags uint) error {
	return unix.Renameat2(dir, from, dir, to, flags)
}

const accessList = "system.posix_acl_access"

// keepAccess copies the access list, where the old file has one.
func keepAccess(file, old *os.File) error {
	list := make([]byte, 64<<10)
	n, err := unix.Fgetxattr(int(old.Fd()), accessList, list)
	if errors.Is(err, unix.ENODATA) || errors.Is(err, unix.ENOTSUP) {
		return nil
	}
	if err != nil {
		return err
	}
	return unix.Fsetxattr(int(file.Fd()), accessList, list[:n], 0)
}

// patience is how long a writer that has the file open may take.
const patience = 500 * time.Millisecond

// guard holds a read lease on a file: the kernel grants it only while nobody
// has the file open for writing, keeps who comes waiting, and tells us of them.
type guard struct {
	file   *os.File
	leased bool // false where leases can't be had
}

// stand waits until nobody has a file open for writing; who does not close it
// in time counts as a change. End it with leave.
func (s *spot) stand(name string) (*guard, error) {
	file, _, err := s.regular(name)
	if errors.Is(err, os.ErrNotExist) {
		return nil, fmt.Errorf("%w: it is gone", ErrChanged)
	} else if errors.Is(err, ErrIrregular) || errors.Is(err, errMoved) {
		return nil, ErrChanged
	} else if err != nil {
		return nil, err
	}
	for start := time.Now(); ; time.Sleep(time.Millisecond) {
		_, err := unix.FcntlInt(file.Fd(), unix.F_SETLEASE, unix.F_RDLCK)
		if !errors.Is(err, unix.EAGAIN) {
			return &guard{file: file, leased: err == nil}, nil
		}
		if time.Since(start) > patience {
			file.Close() //nolint:errcheck // opened for reading
			return nil, fmt.Errorf("%w: another program has it open for writing", ErrChanged)
		}
	}
}

// disturbed is ErrChanged where somebody waits to write to the file.
func (g *guard) disturbed() error {
	now, err := unix.FcntlInt(g.file.Fd(), unix.F_GETLEASE, 0)
	if g.leased && err == nil && now != unix.F_RDLCK {
		return fmt.Errorf("%w: another program is about to write to it", ErrChanged)
	}
	return nil
}

// leave lets writers go on.
func (g *guard) leave() { g.file.Close() } //nolint:errcheck // closing gives the lease back
