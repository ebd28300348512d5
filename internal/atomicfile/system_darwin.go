package atomicfile

import "golang.org/x/sys/unix"

func (s *spot) exchange(a, b string) error { return s.renamed(a, b, unix.RENAME_SWAP) }

func (s *spot) renameNew(from, to string) error { return s.renamed(from, to, unix.RENAME_EXCL) }

const renameName = "renameatx_np"

func renameat(dir int, from, to string, flags uint) error {
	return unix.RenameatxNp(dir, from, dir, to, uint32(flags))
}
