//go:build unix

package witness

import (
	"os"
	"path/filepath"

	"golang.org/x/sys/unix"
)

// apart tells whether a folder lies on another device than the store at path,
// and is lost with the machine where that can be told.
func apart(folder, path string) bool {
	there, known := storeAt(path)
	var here unix.Stat_t
	return known && unix.Stat(folder, &here) == nil && here.Dev != there.Dev && inMemory(folder)
}

// storeAt is the store's file, or where it will be.
func storeAt(path string) (s unix.Stat_t, known bool) {
	known = unix.Stat(path, &s) == nil || unix.Stat(filepath.Dir(path), &s) == nil
	return s, known
}

// mayUse tells whether a place is ours to write to, and one that the store's owner
// writes to as well: a place of root's own would fall behind, unseen by the service
// whose store root worked on.
func mayUse(place, path string) bool {
	there, known := storeAt(path)
	var here unix.Stat_t
	if !known || unix.Stat(place, &here) != nil || unix.Access(place, unix.W_OK|unix.X_OK) != nil {
		return false
	}
	me := uint32(os.Geteuid())
	return here.Uid == there.Uid || here.Uid == me && me != 0
}

// mayMake is mayUse of a place that is not there.
func mayMake(place, path string) bool {
	there, known := storeAt(path)
	return known && unix.Access(filepath.Dir(place), unix.W_OK|unix.X_OK) == nil && (os.Geteuid() != 0 || there.Uid == 0)
}

// writable tells whether this user may write to a folder.
func writable(folder string) bool { return unix.Access(folder, unix.W_OK|unix.X_OK) == nil }
