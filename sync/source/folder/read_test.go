package folder_test

import (
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/followthrough/followthrough/internal/atomicfile"
	"github.com/followthrough/followthrough/sync/source"
	"github.com/followthrough/followthrough/sync/source/folder"
)

func TestReadNamesTheBadLine(t *testing.T) {
	for name, c := range map[string]struct{ text, want string }{
		"Latin 1":   {"# Caf\u00e9\n\nmore caf\xe9\n", "line 3"},
		"UTF-16":    {"\xff\xfe#\x00", "UTF-16"},
		"cut short": {"# x\n\xe7\x81", "line 2"},
	} {
		t.Run(name, func(t *testing.T) {
			root := tree(t, "a.md")
			must(t, os.WriteFile(filepath.Join(root, "a.md"), []byte(c.text), 0o644))
			s := open(t, folder.Config{Path: root}, folder.Options{})
			_, err := s.Read(t.Context(), first(t, s))
			if !errors.Is(err, source.ErrUnreadable) || !strings.Contains(err.Error(), c.want) || !strings.Contains(err.Error(), "a.md") {
				t.Errorf("error %v, want one of a.md that says %q", err, c.want)
			}
		})
	}
}

// Whatever stands in the place of a listed file by now, nothing outside is
// read.
func TestReadWhatBecameSomethingElse(t *testing.T) {
	for name, c := range map[string]struct {
		become func(file string) error
		want   error
	}{
		"a link outside":    {func(f string) error { return os.Symlink("../../secret.md", f) }, source.ErrUnreadable},
		"a link to nothing": {func(f string) error { return os.Symlink("nothing", f) }, source.ErrGone},
		"a folder":          {func(f string) error { return os.Mkdir(f, 0o755) }, source.ErrUnreadable},
		"too large":         {func(f string) error { return os.WriteFile(f, make([]byte, 1<<20+1), 0o644) }, source.ErrUnreadable},
		"nothing":           {func(string) error { return nil }, source.ErrGone},
	} {
		t.Run(name, func(t *testing.T) {
			root := tree(t, "x/a.md")
			must(t, os.WriteFile(filepath.Join(root, "..", "secret.md"), []byte("# x"), 0o644))
			s := open(t, folder.Config{Path: root}, folder.Options{})
			e := first(t, s)
			file := filepath.Join(root, e.Path)
			must(t, os.Remove(file))
			must(t, c.become(file))
			if _, err := s.Read(t.Context(), e); !errors.Is(err, c.want) {
				t.Errorf("error %v, want one that is %q", err, c.want)
			}
		})
	}
}

// A disk that fails for a moment says nothing of the document.
func TestReadErrorOfTheDiskIsTriedAgain(t *testing.T) {
	broken := errors.New("input/output error")
	disk := &atomicfile.Disk{Hook: func(op atomicfile.Op, _ string) error {
		if op == atomicfile.OpRead {
			return broken
		}
		return nil
	}}
	s := open(t, folder.Config{Path: tree(t, "a.md")}, folder.Options{Disk: disk})
	_, err := s.Read(t.Context(), first(t, s))
	if !errors.Is(err, broken) || errors.Is(err, source.ErrGone) || errors.Is(err, source.ErrUnreadable) {
		t.Errorf("error %v, want %q alone", err, broken)
	}
}

func TestReadTakesDayAndTitleFromTheName(t *testing.T) {
	root := tree(t)
	file := filepath.Join(root, "2024-03-17-queue", "README.md")
	must(t, os.MkdirAll(filepath.Dir(file), 0o755))
	must(t, os.WriteFile(file, []byte("It was down.\n"), 0o644))
	s := open(t, folder.Config{Path: root}, folder.Options{})
	doc, err := s.Read(t.Context(), first(t, s))
	must(t, err)
	if want := time.Date(2024, 3, 17, 0, 0, 0, 0, time.UTC); !doc.Review.Earliest.Equal(want) {
		t.Errorf("earliest %s, want %s", doc.Review.Earliest, want)
	}
	if doc.Review.Title != "2024-03-17-queue" {
		t.Errorf("title %q", doc.Review.Title)
	}
	if doc.File != file {
		t.Errorf("file %s, want %s", doc.File, file)
	}
}
