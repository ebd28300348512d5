//go:build unix

package folder_test

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"

	"github.com/followthrough/followthrough/internal/atomicfile"
	"github.com/followthrough/followthrough/sync/review"
	"github.com/followthrough/followthrough/sync/source"
	"github.com/followthrough/followthrough/sync/source/folder"
)

// A review that is swapped after it was listed is not followed outside, and not
// waited for: neither where it is read nor where it is written to.
func TestAReviewThatIsSwapped(t *testing.T) {
	const text = "# Outage\n\n## Action items\n\n- [ ] Alert on it\n"
	for name, swap := range map[string]func(path, outside string) error{
		"a link outside":     func(path, outside string) error { return os.Symlink(filepath.Join(outside, "a.md"), path) },
		"a pipe":             func(path, _ string) error { return syscall.Mkfifo(path, 0o644) },
		"a folder":           func(path, _ string) error { return os.Mkdir(path, 0o755) },
		"its folder, a link": nil,
		"its folder, a pipe": nil,
	} {
		for _, op := range []atomicfile.Op{"", atomicfile.OpStat, atomicfile.OpTemp, atomicfile.OpSwap} {
			t.Run(name+" at "+string(op), func(t *testing.T) {
				root, outside := filepath.Join(t.TempDir(), "reviews"), t.TempDir()
				path := filepath.Join(root, "2026", "a.md")
				must(t, os.MkdirAll(filepath.Dir(path), 0o755))
				must(t, os.WriteFile(path, []byte(text), 0o644))
				must(t, os.WriteFile(filepath.Join(outside, "a.md"), []byte("# Not for you\n\n## Action items\n\n- [ ] Keep it\n"), 0o644))
				swapped := false
				change := func() error {
					swapped = true
					if swap != nil {
						return errors.Join(os.RemoveAll(path), swap(path, outside))
					}
					err := os.RemoveAll(filepath.Dir(path))
					if strings.HasSuffix(name, "pipe") {
						return errors.Join(err, syscall.Mkfifo(filepath.Dir(path), 0o644))
					}
					return errors.Join(err, os.Symlink(outside, filepath.Dir(path)))
				}
				disk := &atomicfile.Disk{}
				s, err := folder.New("f", folder.Config{Path: root}, folder.Options{Disk: disk})
				must(t, err)
				entries, err := s.List(context.Background())
				must(t, err)
				doc := source.Document{Entry: entries[0]}
				if op == atomicfile.OpTemp || op == atomicfile.OpSwap {
					doc, err = s.Read(context.Background(), entries[0])
					must(t, err)
				}
				disk.Hook = func(at atomicfile.Op, _ string) error {
					if at == op && !swapped {
						return change()
					}
					return nil
				}
				if op == "" {
					must(t, change())
				}
				got, err := s.Read(context.Background(), entries[0])
				if err == nil && got.Review.Title != "Outage" {
					t.Errorf("read %q", got.Review.Title)
				}
				report := review.WriteBack{Modes: []review.Mode{review.ModeBlock}, Review: "0123456789ab", Digest: "9c1f02", Rows: []review.Row{{Action: "0123456789ab", Title: "Alert on it"}}}
				_, _ = s.WriteBack(context.Background(), doc.Entry, report) // what comes of it is judged below
				if after, err := os.ReadFile(filepath.Join(outside, "a.md")); err != nil || strings.Contains(string(after), "followthrough") {
					t.Errorf("outside it says %q (%v)", after, err)
				}
				if names, err := os.ReadDir(outside); err != nil || len(names) != 1 {
					t.Errorf("outside there are %d files (%v)", len(names), err)
				}
				if _, err := s.List(context.Background()); err != nil {
					t.Errorf("the next listing: %v", err)
				}
			})
		}
	}
}
