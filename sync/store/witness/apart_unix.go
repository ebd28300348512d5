//go:build unix

package witness

import (
	"path/filepath"

	"golang.org/x/sys/unix"
)

// apart tells whether a folder lies on another device than the store at path,
// and is lost with the machine where that can be told.
func apart(folder, path string) bool {
	var here, there unix.Stat_t
	if unix.Stat(path, &there) != nil && unix.Stat(filepath.Dir(path), &there) != nil || unix.Stat(folder, &here) != nil {
		return false
	}
	return here.Dev != there.Dev && inMemory(folder)
}
