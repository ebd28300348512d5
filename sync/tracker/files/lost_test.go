package files_test

import (
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"testing"

	"github.com/followthrough/followthrough/sync/tracker"
	"github.com/followthrough/followthrough/sync/tracker/files"
)

var threeBacklogs = []tracker.Backlog{{Project: "payments"}, {Project: "teams/search"}, {Project: "teams/web"}}

// shelf is a folder of three files, two of them in one below it, of which one is
// empty of items, with the mark that knows them.
func shelf(t *testing.T) (root string, tr *files.Tracker, mark string) {
	t.Helper()
	root = filepath.Join(t.TempDir(), "backlogs")
	tr = open(t, root)
	put(t, root, "teams/web.md", "## Backlog\n\n- [ ] by hand\n")
	create(t, tr, newItem("payments", "3f9a2c", "Alert"), newItem("teams/search", "7b01d4", "Reindex"))
	c, err := tr.Changed(t.Context(), threeBacklogs, nil, "")
	must(t, err)
	return root, tr, c.Watermark
}

// away takes all below the folder out of it, as a mount that goes away does, and
// gives what brings it back.
func away(t *testing.T, root string) (back func()) {
	t.Helper()
	must(t, os.Rename(root, root+".mounted"))
	must(t, os.Mkdir(root, 0o755))
	return func() { must(t, os.Remove(root)); must(t, os.Rename(root+".mounted", root)) }
}

// TestAFolderThatIsEmptiedAtOnce says so, as often as it is compared with the mark
// that knows what was there, by whichever process, and takes no item.
func TestAFolderThatIsEmptiedAtOnce(t *testing.T) {
	for name, again := range map[string]func(tr *files.Tracker, root string) *files.Tracker{
		"the same process": func(tr *files.Tracker, _ string) *files.Tracker { return tr },
		"a new process":    func(_ *files.Tracker, root string) *files.Tracker { return open(t, root) },
	} {
		t.Run(name, func(t *testing.T) {
			root, tr, mark := shelf(t)
			back := away(t, root)
			put(t, root, "README.md", "mounted here: backlogs\n") // in the folder below the mount
			for range 2 {
				tr = again(tr, root)
				c, err := tr.Changed(t.Context(), threeBacklogs, nil, mark)
				must(t, err)
				if c.Emptied != "all 3 files of local are gone" || len(c.Vanished) != 3 || c.Hides() || len(c.Items) > 0 {
					t.Errorf("it lists %+v", c)
				}
				for _, project := range []string{"payments", "teams/web", "new", "teams/new", "new/er"} {
					refused(t, tr, newItem(project, "11aa22", "Another"), tracker.Unavailable, "was there at the last reading")
				}
			}
			if there, err := os.ReadDir(root); err != nil || len(there) != 1 {
				t.Errorf("in the empty folder are %v (%v)", there, err)
			}
			must(t, os.Remove(filepath.Join(root, "README.md")))
			back()
			c, err := tr.Changed(t.Context(), threeBacklogs, nil, mark)
			must(t, err)
			if c.Emptied != "" || len(c.Vanished)+len(c.Items)+len(c.Unreadable) > 0 || c.Watermark != mark {
				t.Errorf("back, it lists %+v", c)
			}
			create(t, tr, newItem("payments", "11aa22", "Another"), newItem("new", "11aa23", "One more"))
		})
	}
}

// TestWhatVanishesBetweenReadingAndWriting is not made in the empty place.
func TestWhatVanishesBetweenReadingAndWriting(t *testing.T) {
	root, tr, mark := shelf(t)
	if _, err := tr.Changed(t.Context(), threeBacklogs, nil, mark); err != nil {
		t.Fatal(err)
	}
	away(t, root)
	refused(t, tr, newItem("payments", "11aa22", "Another"), tracker.Unavailable, "payments.md was there")
	must(t, os.Remove(root))
	refused(t, tr, newItem("payments", "11aa22", "Another"), tracker.Unavailable, "payments.md was there")
	refused(t, tr, newItem("new", "11aa22", "Another"), tracker.Unavailable, "all that was in backlogs was there")
}

// TestAFileThatIsLostIsNotMadeAnewInTheSameReading, nor filled where it was cut to
// nothing, nor one beside it where its whole folder is lost. All others take items.
func TestAFileThatIsLostIsNotMadeAnewInTheSameReading(t *testing.T) {
	for name, tc := range map[string]struct {
		lose     func(root string) error
		vanished string
		refused  []string
		takes    []string
	}{
		"one of two in a folder": {func(root string) error { return os.Remove(filepath.Join(root, "teams/search.md")) },
			"teams/search", []string{"teams/search"}, []string{"payments", "teams/web", "teams/new", "new"}},
		"one is cut to nothing": {func(root string) error { return os.Truncate(filepath.Join(root, "payments.md"), 0) },
			"payments", []string{"payments"}, []string{"teams/search", "new"}},
		"a folder": {func(root string) error { return os.RemoveAll(filepath.Join(root, "teams")) },
			"teams/search teams/web", []string{"teams/search", "teams/web", "teams/new", "teams/deep/er"}, []string{"payments", "new"}},
		"all in a folder": {func(root string) error {
			_ = os.Remove(filepath.Join(root, "teams/web.md"))
			return os.Remove(filepath.Join(root, "teams/search.md"))
		}, "teams/search teams/web", []string{"teams/search", "teams/new"}, []string{"payments", "new"}},
	} {
		t.Run(name, func(t *testing.T) {
			root, _, mark := shelf(t)
			must(t, tc.lose(root))
			tr := open(t, root)
			c, err := tr.Changed(t.Context(), threeBacklogs, nil, mark)
			must(t, err)
			if c.Emptied != "" || strings.Join(c.Vanished, " ") != tc.vanished {
				t.Errorf("vanished are %q, %q", c.Vanished, c.Emptied)
			}
			for _, project := range tc.refused {
				refused(t, tr, newItem(project, "11aa22", "Another"), tracker.Unavailable, "was there at the last reading")
			}
			for n, project := range tc.takes {
				create(t, tr, newItem(project, "22bb3"+string(rune('0'+n)), "One more"))
			}
			// What the next reading is compared with says that they are not there.
			if c, err = tr.Changed(t.Context(), threeBacklogs, nil, c.Watermark); err != nil || len(c.Vanished) > 0 {
				t.Errorf("vanished are %q still (%v)", c.Vanished, err)
			}
			for n, project := range tc.refused {
				create(t, tr, newItem(project, "33cc4"+string(rune('0'+n)), "Anew"))
			}
		})
	}
}

// TestTheOnlyFileIsCutToNothing and written again, as an editor does.
func TestTheOnlyFileIsCutToNothing(t *testing.T) {
	root := t.TempDir()
	tr := open(t, root)
	create(t, tr, newItem("payments", "3f9a2c", "Alert"))
	mark, was := changed(t, tr, "").Watermark, text(t, root, "payments.md")
	put(t, root, "payments.md", "")
	if c := changed(t, tr, mark); c.Emptied != "the only file of local, payments.md, is gone" {
		t.Errorf("it lists %+v", c)
	}
	refused(t, tr, newItem("payments", "11aa22", "Another"), tracker.Unavailable, "payments.md")
	put(t, root, "payments.md", was)
	if c := changed(t, tr, mark); c.Emptied != "" || len(c.Items) != 1 {
		t.Errorf("written again, it lists %+v", c)
	}
	create(t, tr, newItem("payments", "11aa22", "Another"))
}

// TestAFileThatWasMadeSinceIsLookedFor: no mark knows of it yet.
func TestAFileThatWasMadeSinceIsLookedFor(t *testing.T) {
	root := t.TempDir()
	tr := open(t, root)
	mark := listed(t, tr, "").Watermark
	create(t, tr, newItem("payments", "3f9a2c", "Alert"))
	must(t, os.Remove(filepath.Join(root, "payments.md")))
	if c := listed(t, open(t, root), mark); !slices.Contains(c.Scanned, "payments.md") {
		t.Errorf("scanned is %q", c.Scanned)
	}
	put(t, root, "other.md", "x\n")
	for range 2 { // as long as the mark stays, and that is up to who keeps it
		if c := listed(t, tr, mark); strings.Join(c.Vanished, " ") != "payments" || c.Emptied == "" {
			t.Errorf("it lists %+v", c)
		}
		refused(t, tr, newItem("payments", "11aa22", "Another"), tracker.Unavailable, "payments.md was there")
	}
	mark = listed(t, tr, mark).Watermark
	if c := listed(t, tr, mark); len(c.Vanished) > 0 || c.Emptied != "" {
		t.Errorf("with another mark it lists %+v", c)
	}
	create(t, tr, newItem("payments", "11aa22", "Another"))
}

// TestWhatOnlyLooksLost is none of it: an empty file that always was, one of other
// words, and what can't be looked at.
func TestWhatOnlyLooksLost(t *testing.T) {
	for name, change := range map[string]func(root string) error{
		"other words": func(root string) error {
			return os.WriteFile(filepath.Join(root, "payments.md"), []byte("# Ours\n"), 0o644)
		},
		"a link that leads nowhere": func(root string) error {
			_ = os.Remove(filepath.Join(root, "payments.md"))
			return os.Symlink("nowhere.md", filepath.Join(root, "payments.md"))
		},
		"no permission": func(root string) error { return os.Chmod(filepath.Join(root, "teams"), 0) },
	} {
		t.Run(name, func(t *testing.T) {
			if name == "no permission" && (os.Geteuid() == 0 || runtime.GOOS == "windows") {
				t.Skip("root may read everything")
			}
			root, tr, mark := shelf(t)
			must(t, change(root))
			defer os.Chmod(filepath.Join(root, "teams"), 0o755)
			c, err := tr.Changed(t.Context(), threeBacklogs, nil, mark)
			must(t, err)
			if c.Emptied != "" || len(c.Vanished) > 0 || len(c.Unreadable) == 0 && !slices.Contains(c.Scanned, "payments.md") {
				t.Errorf("it lists %+v", c)
			}
		})
	}
	root := t.TempDir()
	put(t, root, "payments.md", "")
	tr := open(t, root)
	if c := changed(t, tr, changed(t, tr, "").Watermark); c.Emptied != "" {
		t.Errorf("a file that always was empty: %+v", c)
	}
	create(t, tr, newItem("payments", "11aa22", "Another"))
}

var twoBacklogs = []tracker.Backlog{{Project: "payments"}, {Project: "search"}}

func listed(t *testing.T, tr tracker.Tracker, since string) tracker.Changes {
	t.Helper()
	c, err := tr.Changed(t.Context(), twoBacklogs, nil, since)
	must(t, err)
	return c
}
