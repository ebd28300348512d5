//go:build unix

package store

import (
	"context"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"testing"
)

func TestTooWideAStoreIsTightened(t *testing.T) {
	path := filepath.Join(t.TempDir(), "followthrough.db")
	open := func() *Store {
		t.Helper()
		s, err := Open(context.Background(), Options{Path: path})
		must(t, err)
		return s
	}
	s := open()
	for _, wide := range []fs.FileMode{0o644, 0o666, 0o640, 0o660, 0o604} {
		for _, name := range []string{path, path + "-wal"} {
			must(t, os.Chmod(name, wide))
		}
		if Exposed(path) == "" {
			t.Errorf("%04o: nobody is told", wide)
		}
		again := open()
		for _, name := range []string{path, path + "-wal"} {
			if info, err := os.Stat(name); err != nil || info.Mode().Perm() != 0o600 {
				t.Errorf("%04o: %s: %v, %v", wide, name, info, err)
			}
		}
		if got := Exposed(path); got != "" {
			t.Errorf("%04o: still %q", wide, got)
		}
		if err := again.Close(); err != nil {
			t.Error(err)
		}
	}
	if err := s.Close(); err != nil {
		t.Error(err)
	}
}

// What can't be closed is refused only where everybody may write.
func TestAStoreThatCantBeClosed(t *testing.T) {
	refused := func(string, fs.FileMode) error { return fs.ErrPermission }
	for perm, exposed := range map[fs.FileMode]bool{0o600: false, 0o640: false, 0o660: false, 0o664: false, 0o644: false, 0o666: true, 0o602: true, 0o777: true} {
		if err := narrow("x.db", perm, refused); errors.Is(err, ErrExposed) != exposed {
			t.Errorf("%04o: %v", perm, err)
		}
	}
}

func TestExposedInWords(t *testing.T) {
	path := filepath.Join(t.TempDir(), "x.db")
	if got := Exposed(path); got != "" {
		t.Errorf("none is there: %q", got)
	}
	must(t, os.WriteFile(path, nil, 0o600))
	for perm, want := range map[fs.FileMode]string{
		0o600: "", 0o640: "its group may read it", 0o660: "its group may write to it", 0o644: "everybody may read it", 0o666: "everybody may write to it",
	} {
		must(t, os.Chmod(path, perm))
		if got := Exposed(path); got != want {
			t.Errorf("%04o: %q, want %q", perm, got, want)
		}
	}
}
