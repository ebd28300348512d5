package atomicfile_test

import (
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/followthrough/followthrough/internal/atomicfile"
)

// A folder in which nothing is written any more is swept too: of what is ours,
// and not of a write that goes on.
func TestSweepTakesWhatIsOldAndOurs(t *testing.T) {
	root := t.TempDir()
	dir := filepath.Join(root, "teams")
	must(t, os.Mkdir(dir, 0o755))
	path := filepath.Join(dir, "a.md")
	write(t, path, "one")
	crashed := &atomicfile.Disk{Hook: func(op atomicfile.Op, _ string) error {
		if op == atomicfile.OpLook {
			return errors.New("crash")
		}
		return nil
	}}
	if _, err := crashed.In(root).Replace(t.Context(), read(t, crashed, path), []byte("two")); !errors.Is(err, atomicfile.ErrUncertain) {
		t.Skipf("no exchange of names here: %v", err)
	}
	left := names(t, dir)
	left = strings.Fields(left)[0]
	write(t, filepath.Join(dir, ".a.md.followthrough-ABCDEFGHIJ.new"), "hal")
	theirs := strings.Replace(left, "-", "-0", 1)
	theirs = theirs[:len(theirs)-12] + theirs[len(theirs)-11:]
	write(t, filepath.Join(dir, theirs), "somebody's words")
	write(t, filepath.Join(dir, ".hidden"), "theirs")
	minute := time.Now().Add(61 * time.Second)
	young, later := new(atomicfile.Disk), &atomicfile.Disk{Now: func() time.Time { return minute }}
	all := names(t, dir)
	if young.In(root).Sweep(dir); names(t, dir) != all {
		t.Errorf("a write may be going on, but of %s there is %s", all, names(t, dir))
	}
	later.In(filepath.Join(root, "other")).Sweep(dir) // outside
	if names(t, dir) != all {
		t.Errorf("outside, of %s there is %s", all, names(t, dir))
	}
	if later.In(root).Sweep(dir); strings.Contains(names(t, dir), left) || !strings.Contains(names(t, dir), theirs) || len(strings.Fields(names(t, dir))) != 3 {
		t.Errorf("there is %s", names(t, dir))
	}
	for name, want := range map[string]bool{left: true, theirs: true, ".a.md.followthrough-ABCDEFGHIJ.new": true, ".hidden": false, "a.md": false, "a.followthrough-b": false} {
		if atomicfile.Beside(name) != want {
			t.Errorf("%s is ours: %v", name, !want)
		}
	}
}
