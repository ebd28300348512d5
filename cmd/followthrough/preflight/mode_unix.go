//go:build unix

package preflight

import "io/fs"

// readByOthers tells whether more than the owner may read a file.
func readByOthers(info fs.FileInfo) bool { return info.Mode().Perm()&0o044 != 0 }
