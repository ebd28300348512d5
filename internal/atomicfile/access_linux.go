package atomicfile

import (
	"errors"
	"os"

	"golang.org/x/sys/unix"
)

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
