//go:build !unix

package atomicfile

import (
	"io/fs"
	"os"
)

func lock(*os.File) (locked, busy bool) { return false, false }

func (s *spot) sync() error { return nil }

// keep has nothing to do: a new file takes its folder's rights.
func (*spot) keep(*os.File, fs.FileInfo) error { return nil }

// mayWrite is answered by the write itself.
func mayWrite(*os.File, string) bool { return true }

// othersFile is answered by the write itself.
func othersFile(fs.FileInfo) error { return nil }

func inode(fs.FileInfo) uint64 { return 0 }

// nonblock is nothing here: names in folders are no pipes.
const nonblock = 0
