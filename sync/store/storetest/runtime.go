package storetest

import (
	"crypto/sha256"
	"encoding/hex"
	"os"
	"path/filepath"
	"testing"
)

// Runtime is a directory in memory in which it is remembered how far the store in
// a folder was, the same one each time; none where this machine has no such place:
// then each start waits.
func Runtime(t testing.TB, folder string) []string {
	t.Helper()
	sum := sha256.Sum256([]byte(folder))
	dir := filepath.Join("/dev/shm", "followthrough-test-"+hex.EncodeToString(sum[:8]))
	if os.Mkdir(dir, 0o700) == nil {
		t.Cleanup(func() { _ = os.RemoveAll(dir) }) // what is left of it is lost with the machine
	}
	return []string{dir}
}
