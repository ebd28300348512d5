//go:build unix

package store_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/followthrough/followthrough/sync/store"
)

// A folder that can't be written to is named, with what to do.
func TestAFolderThatCantBeWrittenTo(t *testing.T) {
	if os.Geteuid() == 0 {
		t.Skip("root may write everywhere")
	}
	folder := t.TempDir()
	path := filepath.Join(folder, "followthrough.db")
	judge := func(how string, mode store.Mode) {
		t.Helper()
		s, err := store.Open(t.Context(), store.Options{Path: path, Mode: mode})
		if err == nil {
			_ = s.Close()
			t.Fatalf("%s: opened", how)
		}
		if !strings.Contains(err.Error(), path) || !strings.Contains(err.Error(), "name another store with --store") {
			t.Errorf("%s: %v", how, err)
		}
	}
	closed := func(mode os.FileMode) {
		t.Helper()
		must(t, os.Chmod(folder, mode))
	}
	t.Cleanup(func() { closed(0o700) })
	closed(0o500)
	judge("no store", store.ReadWrite)
	closed(0o700)
	s, err := store.Open(t.Context(), store.Options{Path: path})
	must(t, err)
	must(t, s.Close())
	closed(0o500)
	judge("a store", store.ReadWrite)
	closed(0o700)
	must(t, os.WriteFile(path+"-wal", []byte("left by a crash, long ago"), 0o600))
	closed(0o500)
	judge("a log beside it", store.ReadOnly)
}
