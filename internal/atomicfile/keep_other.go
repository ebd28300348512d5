//go:build !unix

package atomicfile

import (
	"io/fs"
	"os"
)

// keep has nothing to do: a new file takes its folder's rights.
func (*spot) keep(*os.File, fs.FileInfo) error { return nil }

// mayWrite is answered by the write itself.
func mayWrite(*os.File, string) bool { return true }

// othersFile is answered by the write itself.
func othersFile(fs.FileInfo) error { return nil }
