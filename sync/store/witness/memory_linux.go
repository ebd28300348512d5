package witness

import "golang.org/x/sys/unix"

// inMemory tells whether a folder is kept in memory. The layers of a container
// are a device of their own, and lie on the disk of the volume beside them: a copy
// of that disk takes both along.
func inMemory(folder string) bool {
	var s unix.Statfs_t
	if unix.Statfs(folder, &s) != nil {
		return false
	}
	kind := uint32(s.Type) // its width differs from machine to machine
	return kind == unix.TMPFS_MAGIC || kind == unix.RAMFS_MAGIC
}
