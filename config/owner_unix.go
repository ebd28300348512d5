//go:build unix

package config

import (
	"fmt"
	"os"
	"syscall"
)

// heedsPermissions says that a file's mode tells who may write to it.
const heedsPermissions = true

// foreignOwner is the user, neither us nor root, to whom a file or the link to
// it belongs; "": none.
func foreignOwner(name string) string {
	for _, look := range []func(string) (os.FileInfo, error){os.Lstat, os.Stat} {
		info, err := look(name)
		if err != nil {
			continue // that it can't be read is told where it is read
		}
		if st, ok := info.Sys().(*syscall.Stat_t); ok && st.Uid != 0 && int(st.Uid) != os.Geteuid() {
			return fmt.Sprintf("uid %d", st.Uid)
		}
	}
	return ""
}
