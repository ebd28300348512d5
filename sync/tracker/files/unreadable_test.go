//go:build unix

package files_test

import (
	"errors"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"syscall"
	"testing"

	"github.com/followthrough/followthrough/internal/atomicfile"
	"github.com/followthrough/followthrough/sync/tracker"
	"github.com/followthrough/followthrough/sync/tracker/files"
)

// spoil makes one backlog unreadable, in each way that there is.
func spoil(t *testing.T) map[string]struct {
	spoil func(path string) error
	why   string
	undo  func(path string) error
} {
	instead := func(make func(path string) error) func(string) error {
		return func(path string) error { return errors.Join(os.Rename(path, path+".kept"), make(path)) }
	}
	back := func(path string) error { return errors.Join(os.RemoveAll(path), os.Rename(path+".kept", path)) }
	return map[string]struct {
		spoil func(path string) error
		why   string
		undo  func(path string) error
	}{
		"no UTF-8": {instead(func(p string) error { return os.WriteFile(p, []byte("- [ ] caf\xe9\n"), 0o644) }), "is not UTF-8", back},
		"4 MB and one byte": {instead(func(p string) error {
			return os.WriteFile(p, []byte(strings.Repeat("x", files.MaxFile+1)), 0o644)
		}), "too large", back},
		"a sparse file of 3 GB": {instead(func(p string) error {
			return errors.Join(os.WriteFile(p, nil, 0o644), os.Truncate(p, 3<<30))
		}), "too large", back},
		"a folder":       {instead(func(p string) error { return os.Mkdir(p, 0o755) }), "is a folder", back},
		"a pipe":         {instead(func(p string) error { return syscall.Mkfifo(p, 0o644) }), "not a regular file", back},
		"a link outside": {instead(func(p string) error { return os.Symlink("/etc/hostname", p) }), "leads outside", back},
		"no permission": {func(p string) error { return os.Chmod(p, 0) }, "permission denied",
			func(p string) error { return os.Chmod(p, 0o644) }},
	}
}

// One backlog that can't be read stops no other: those are followed,
// and get their items.
func TestOneUnreadableBacklogStopsNoOther(t *testing.T) {
	for name, c := range spoil(t) {
		t.Run(name, func(t *testing.T) {
			if name == "no permission" && os.Geteuid() == 0 {
				t.Skip("root may read everything")
			}
			root := t.TempDir()
			tr := open(t, root)
			create(t, tr, newItem("payments", "3f9a2c", "Alert"), newItem("search", "7b01d4", "Reindex"))
			mark := listed(t, tr, "").Watermark
			path := filepath.Join(root, "search.md")
			must(t, c.spoil(path))
			edit(t, root, "payments.md", "- [ ] ", "- [x] ")
			for who, tr := range map[string]tracker.Tracker{"the same process": tr, "a new one": open(t, root)} {
				if name == "no permission" && who == "the same process" {
					continue // it knows what the file says: its stamp is the same
				}
				got := listed(t, tr, mark)
				why := got.Unreadable["search"].Err
				if why == nil || !strings.Contains(why.Error(), "search.md") || !strings.Contains(why.Error(), c.why) || strings.Contains(why.Error(), root) {
					t.Errorf("%s: search can't be read because %v", who, why)
				}
				if !got.Hides() || len(got.Unreadable) != 1 {
					t.Errorf("%s: unreadable are %v", who, got.Unreadable)
				}
				if len(got.Items) != 1 || got.Items[0].State != "done" || slices.Contains(got.Scanned, "search.md") {
					t.Errorf("%s: listed %+v of %q", who, got.Items, got.Scanned)
				}
				if n := len(listed(t, tr, "").Items); n != 1 {
					t.Errorf("%s: a new store lists %d items", who, n)
				}
			}
			create(t, tr, newItem("payments", "11aa22", "Another"))
			if err := tr.Create(t.Context(), []tracker.NewItem{newItem("search", "55aa22", "One more")})[0].Err; err == nil {
				t.Error("an item was made in what can't be read")
			}
			mark = listed(t, tr, mark).Watermark
			must(t, c.undo(path))
			got := listed(t, tr, mark)
			if len(got.Unreadable) > 0 {
				t.Errorf("mended, it still can't read %v", got.Unreadable)
			}
			if items := listed(t, tr, "").Items; len(items) != 3 {
				t.Errorf("mended, it lists %d items", len(items))
			}
		})
	}
}

// An item that went from one file while another can't be read may be there: its
// own file does not count as scanned until that is known.
func TestWhatMayLieInAnUnreadableFileIsNotMissed(t *testing.T) {
	for name, again := range map[string]func(tr *files.Tracker, root string) *files.Tracker{
		"the same process": func(tr *files.Tracker, _ string) *files.Tracker { return tr },
		"a new process":    func(_ *files.Tracker, root string) *files.Tracker { return open(t, root) },
	} {
		t.Run(name, func(t *testing.T) {
			root := t.TempDir()
			tr := open(t, root)
			create(t, tr, newItem("payments", "3f9a2c", "Alert"), newItem("search", "7b01d4", "Reindex"))
			mark := listed(t, tr, "").Watermark
			was := text(t, root, "payments.md")
			put(t, root, "payments.md", "## Backlog\n")
			put(t, root, "search.md", was+"\xff")
			tr = again(tr, root)
			for range 2 {
				got := listed(t, tr, mark)
				if slices.Contains(got.Scanned, "payments.md") {
					t.Errorf("its file counts as scanned: %q", got.Scanned)
				}
				mark = got.Watermark
			}
			put(t, root, "search.md", was)
			got := listed(t, tr, mark)
			if !slices.Contains(got.Scanned, "payments.md") || len(got.Items) != 1 || got.Items[0].Place != "search.md" {
				t.Errorf("moved, it is listed as %+v of %q", got.Items, got.Scanned)
			}
		})
	}
}

// What bears the marker in a file that can't be read is not made again elsewhere.
func TestWhatStandsInAnUnreadableFileIsNotMadeAgain(t *testing.T) {
	root := t.TempDir()
	create(t, open(t, root), newItem("search", "3f9a2c", "Alert"))
	put(t, root, "search.md", text(t, root, "search.md")+"\xff")
	tr := open(t, root)
	refused(t, tr, newItem("payments", "3f9a2c", "Alert"), tracker.Unavailable, "search.md", "may stand")
	create(t, tr, newItem("payments", "7b01d4", "Reindex"))
}

// A folder that can't be read makes the backlogs in it unreadable.
func TestAFolderThatCantBeReadStopsItsBacklogs(t *testing.T) {
	if os.Geteuid() == 0 {
		t.Skip("root may read everything")
	}
	root := t.TempDir()
	tr := open(t, root)
	create(t, tr, newItem("payments", "3f9a2c", "Alert"), newItem("teams/search", "7b01d4", "Reindex"))
	must(t, os.Chmod(filepath.Join(root, "teams"), 0))
	defer os.Chmod(filepath.Join(root, "teams"), 0o755)
	got := changed(t, tr, "")
	if got.Unreadable["teams/search"].Err == nil || len(got.Items) != 1 {
		t.Errorf("listed %+v, unreadable %v", got.Items, got.Unreadable)
	}
}

// What takes a backlog's place after it was looked for is not opened: nothing
// outside is read or written, and nothing waits.
func TestABacklogThatIsSwapped(t *testing.T) {
	for name, swap := range map[string]func(path, outside string) error{
		"for a link outside": func(path, outside string) error { return os.Symlink(outside, path) },
		"for a pipe":         func(path, _ string) error { return syscall.Mkfifo(path, 0o644) },
		"for a folder":       func(path, _ string) error { return os.Mkdir(path, 0o755) },
		"for a device's link": func(path, _ string) error {
			return os.Symlink("/dev/zero", path)
		},
	} {
		for _, op := range []atomicfile.Op{atomicfile.OpStat, atomicfile.OpTemp, atomicfile.OpSwap} {
			t.Run(name+" at "+string(op), func(t *testing.T) {
				root, outside := t.TempDir(), filepath.Join(t.TempDir(), "secret.md")
				const secret = "- [ ] not for you\n"
				must(t, os.WriteFile(outside, []byte(secret), 0o644))
				put(t, root, "payments.md", "## Backlog\n")
				put(t, root, "search.md", "## Backlog\n")
				tr, path := open(t, root), filepath.Join(root, "payments.md")
				steps := 0
				tr.Disk.Hook = func(at atomicfile.Op, on string) error {
					if at != op || !strings.HasSuffix(on, "payments.md") {
						return nil
					}
					if steps++; steps > 1 && op == atomicfile.OpStat || steps > 2 {
						return nil
					}
					return errors.Join(os.RemoveAll(path), swap(path, outside))
				}
				if out := tr.Create(t.Context(), []tracker.NewItem{newItem("payments", "3f9a2c", "Alert")})[0]; out.Err == nil {
					t.Errorf("an item was made: %+v", out.Item)
				}
				if got, err := os.ReadFile(outside); err != nil || string(got) != secret {
					t.Errorf("outside, a file became %q (%v)", got, err)
				}
				create(t, tr, newItem("search", "7b01d4", "Reindex"))
			})
		}
	}
}
