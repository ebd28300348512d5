//go:build !unix

package atomicfile

import "io/fs"

func inode(fs.FileInfo) uint64 { return 0 }
