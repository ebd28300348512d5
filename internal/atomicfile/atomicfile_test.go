package atomicfile_test

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"

	"github.com/followthrough/followthrough/internal/atomicfile"
)

func write(t *testing.T, path, text string) {
	t.Helper()
	must(t, os.WriteFile(path, []byte(text), 0o644))
}

func content(t *testing.T, path string) string {
	t.Helper()
	b, err := os.ReadFile(path)
	must(t, err)
	return string(b)
}

// names lists what is in the folder, dot files included.
func names(t *testing.T, dir string) string {
	t.Helper()
	entries, err := os.ReadDir(dir)
	must(t, err)
	var out []string
	for _, e := range entries {
		out = append(out, e.Name())
	}
	return strings.Join(out, " ")
}

func read(t *testing.T, d *atomicfile.Disk, path string) atomicfile.Snapshot {
	t.Helper()
	snap, err := d.Read(path, 0)
	must(t, err)
	return snap
}

func TestReplaceWritesAndLeavesNothingBeside(t *testing.T) {
	dir := t.TempDir()
	path := filepath.Join(dir, "a.md")
	write(t, path, "one")
	must(t, os.Chmod(path, 0o640))
	var d atomicfile.Disk
	stamp, err := d.Replace(t.Context(), read(t, &d, path), []byte("two"))
	must(t, err)
	if got := content(t, path); got != "two" {
		t.Errorf("content %q", got)
	}
	if now, _ := d.Stat(path); now != stamp {
		t.Errorf("stamp %v, the file's is %v", stamp, now)
	}
	info, _ := os.Stat(path)
	if runtime.GOOS != "windows" && info.Mode().Perm() != 0o640 {
		t.Errorf("mode %v", info.Mode())
	}
	if got := names(t, dir); got != "a.md" {
		t.Errorf("folder holds %s", got)
	}
}

func TestReplaceGivesWay(t *testing.T) {
	for _, op := range []atomicfile.Op{atomicfile.OpTemp, atomicfile.OpSync, atomicfile.OpSwap} {
		for how, change := range map[string]func(string){
			"in place": func(p string) { _ = os.WriteFile(p, []byte("theirs"), 0o644) },
			"by rename": func(p string) {
				_ = os.WriteFile(p+"~", []byte("theirs"), 0o644)
				_ = os.Rename(p+"~", p)
			},
		} {
			t.Run(fmt.Sprint(op, " ", how), func(t *testing.T) {
				dir := t.TempDir()
				path := filepath.Join(dir, "a.md")
				write(t, path, "one")
				var d atomicfile.Disk
				snap := read(t, &d, path)
				d.Hook = func(at atomicfile.Op, _ string) error {
					if at == op {
						change(path)
					}
					return nil
				}
				if _, err := d.Replace(t.Context(), snap, []byte("two")); !errors.Is(err, atomicfile.ErrChanged) {
					t.Fatalf("error %v", err)
				}
				if got := content(t, path); got != "theirs" {
					t.Errorf("content %q", got)
				}
				if got := names(t, dir); got != "a.md" {
					t.Errorf("folder holds %s", got)
				}
			})
		}
	}
}

func TestReplaceOfAFileThatIsGone(t *testing.T) {
	path := filepath.Join(t.TempDir(), "a.md")
	write(t, path, "one")
	var d atomicfile.Disk
	snap := read(t, &d, path)
	d.Hook = func(at atomicfile.Op, _ string) error {
		if at == atomicfile.OpSwap {
			return os.Remove(path)
		}
		return nil
	}
	if _, err := d.Replace(t.Context(), snap, []byte("two")); !errors.Is(err, atomicfile.ErrChanged) {
		t.Fatalf("error %v", err)
	}
	if _, err := os.Stat(path); !errors.Is(err, fs.ErrNotExist) {
		t.Error("a deleted file came back")
	}
	if _, err := d.Replace(t.Context(), snap, []byte("two")); !errors.Is(err, atomicfile.ErrChanged) {
		t.Fatalf("second time: %v", err)
	}
}

func TestFaultsLoseNothing(t *testing.T) {
	cases := []struct {
		op    atomicfile.Op
		fault error
		want  error
	}{
		{atomicfile.OpTemp, syscall.ENOSPC, atomicfile.ErrFull},
		{atomicfile.OpText, syscall.ENOSPC, atomicfile.ErrFull},
		{atomicfile.OpSync, syscall.EDQUOT, atomicfile.ErrFull},
		{atomicfile.OpTemp, syscall.EROFS, atomicfile.ErrReadOnly},
		{atomicfile.OpSwap, syscall.EIO, syscall.EIO},
	}
	for _, c := range cases {
		t.Run(fmt.Sprint(c.op, " ", c.fault), func(t *testing.T) {
			dir := t.TempDir()
			path := filepath.Join(dir, "a.md")
			write(t, path, "one")
			d := atomicfile.Disk{Hook: func(at atomicfile.Op, _ string) error {
				if at == c.op {
					return c.fault
				}
				return nil
			}}
			_, err := d.Replace(t.Context(), read(t, &d, path), []byte("two"))
			if !errors.Is(err, c.want) || errors.Is(err, atomicfile.ErrUncertain) {
				t.Errorf("replace: %v", err)
			}
			if _, err := d.Create(t.Context(), filepath.Join(dir, "b.md"), []byte("two")); !errors.Is(err, c.want) {
				t.Errorf("create: %v", err)
			}
			if got := content(t, path); got != "one" {
				t.Errorf("content %q", got)
			}
			if got := names(t, dir); got != "a.md" {
				t.Errorf("folder holds %s", got)
			}
		})
	}
}

func TestReadOnlyIsRefusedForRootToo(t *testing.T) {
	if runtime.GOOS == "windows" {
		t.Skip("modes mean nothing on Windows")
	}
	dir := t.TempDir()
	path := filepath.Join(dir, "a.md")
	write(t, path, "one")
	var d atomicfile.Disk
	snap := read(t, &d, path)
	for _, c := range []struct {
		path       string
		mode, back os.FileMode
	}{{path, 0o444, 0o644}, {dir, 0o555, 0o755}} {
		must(t, os.Chmod(c.path, c.mode))
		if _, err := d.Replace(t.Context(), snap, []byte("two")); !errors.Is(err, atomicfile.ErrReadOnly) {
			t.Errorf("%s: %v", c.path, err)
		}
		must(t, os.Chmod(c.path, c.back))
	}
	if got := content(t, path); got != "one" {
		t.Errorf("content %q", got)
	}
}

func TestReplaceFollowsALinkAndKeepsIt(t *testing.T) {
	dir := t.TempDir()
	path, link := filepath.Join(dir, "a.md"), filepath.Join(dir, "link.md")
	write(t, path, "one")
	if err := os.Symlink("a.md", link); err != nil {
		t.Skipf("this file system has no symbolic links: %v", err)
	}
	var d atomicfile.Disk
	if _, err := d.Replace(t.Context(), read(t, &d, link), []byte("two")); err != nil {
		t.Fatal(err)
	}
	if got := content(t, path); got != "two" {
		t.Errorf("target holds %q", got)
	}
	if to, err := os.Readlink(link); err != nil || to != "a.md" {
		t.Errorf("the link: %q, %v", to, err)
	}
}

func TestResolve(t *testing.T) {
	root, elsewhere := t.TempDir(), t.TempDir()
	for link, to := range map[string]string{"out": elsewhere, "up": "..", "gone": "nowhere", "in": "real"} {
		if err := os.Symlink(to, filepath.Join(root, link)); err != nil {
			t.Skipf("this file system has no symbolic links: %v", err)
		}
	}
	must(t, os.Mkdir(filepath.Join(root, "real"), 0o755))
	for path, ok := range map[string]bool{
		"a.md": true, "real/a.md": true, "in/a.md": true, "new/deep/a.md": true, "..a.md": true,
		"../a.md": false, "real/../../a.md": false, "/etc/passwd": false, "out/a.md": false, "up/a.md": false,
		"gone": false, "gone/a.md": false, "": false,
	} {
		got, err := atomicfile.Resolve(root, path)
		if ok != (err == nil) {
			t.Errorf("%q: %q, %v", path, got, err)
		}
	}
	real, err := filepath.EvalSymlinks(root)
	must(t, err)
	if got, _ := atomicfile.Resolve(root, "in/a.md"); got != filepath.Join(real, "real", "a.md") {
		t.Errorf("in/a.md is %s", got)
	}
}

func TestCreateNeverOverwrites(t *testing.T) {
	path := filepath.Join(t.TempDir(), "a.md")
	d := atomicfile.Disk{Hook: func(op atomicfile.Op, p string) error {
		if op == atomicfile.OpSwap {
			return os.WriteFile(p, []byte("theirs"), 0o644)
		}
		return nil
	}}
	for range 2 {
		if _, err := d.Create(t.Context(), path, []byte("ours")); !errors.Is(err, atomicfile.ErrExists) {
			t.Errorf("error %v", err)
		}
	}
	if got := content(t, path); got != "theirs" {
		t.Errorf("content %q", got)
	}
	if got := names(t, filepath.Dir(path)); got != "a.md" {
		t.Errorf("folder holds %s", got)
	}
}

func TestTheDeadlineCountsJustBeforeTheSwap(t *testing.T) {
	path := filepath.Join(t.TempDir(), "a.md")
	write(t, path, "one")
	end := time.Now().Add(time.Hour)
	slept := false
	d := atomicfile.Disk{
		Now: func() time.Time {
			if slept { // as the wall clock shows it after a machine woke up
				return end.Add(time.Second)
			}
			return end.Add(-time.Minute)
		},
		Hook: func(op atomicfile.Op, _ string) error {
			slept = slept || op == atomicfile.OpSync
			return nil
		},
	}
	ctx, cancel := context.WithDeadline(t.Context(), end)
	defer cancel()
	if _, err := d.Replace(ctx, read(t, &d, path), []byte("two")); !errors.Is(err, context.DeadlineExceeded) {
		t.Fatalf("error %v", err)
	}
	if got := content(t, path); got != "one" {
		t.Errorf("content %q", got)
	}
}

func TestReadRefuses(t *testing.T) {
	dir := t.TempDir()
	var d atomicfile.Disk
	if _, err := d.Read(dir, 0); !errors.Is(err, atomicfile.ErrIrregular) {
		t.Errorf("a folder: %v", err)
	}
	if _, err := d.Read(filepath.Join(dir, "no"), 0); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("nothing: %v", err)
	}
	path := filepath.Join(dir, "a.md")
	write(t, path, "12345")
	if _, err := d.Read(path, 4); !errors.Is(err, atomicfile.ErrTooLarge) {
		t.Errorf("five bytes of four: %v", err)
	}
}

func TestAStampIsNeverSharedByALaterWrite(t *testing.T) {
	path := filepath.Join(t.TempDir(), "a.md")
	var d atomicfile.Disk
	for i := range 20 {
		write(t, path, fmt.Sprintf("%04d", i))
		snap := read(t, &d, path)
		write(t, path, fmt.Sprintf("%04d", i+5000))
		if now, _ := d.Stat(path); now == snap.Stamp {
			t.Fatalf("write %d hides behind %v", i, now)
		}
	}
}

// TestConcurrentWritersLoseNoLine lets appenders of every habit work on one
// file at once: two of ours, and one that appends in place.
func TestConcurrentWritersLoseNoLine(t *testing.T) {
	if runtime.GOOS != "linux" {
		t.Skip("only Linux tells who has a file open")
	}
	path := filepath.Join(t.TempDir(), "a.md")
	write(t, path, "")
	const lines = 150
	var group sync.WaitGroup
	for w := range 2 {
		group.Go(func() {
			var d atomicfile.Disk
			for i := range lines {
				appendOurs(t, &d, path, fmt.Sprintf("ours %d %d\n", w, i))
			}
		})
	}
	group.Go(func() {
		for i := range lines * 4 {
			f, err := os.OpenFile(path, os.O_APPEND|os.O_WRONLY, 0)
			if err != nil {
				t.Error(err)
				return
			}
			_, _ = fmt.Fprintf(f, "theirs %d\n", i)
			_ = f.Close()
			time.Sleep(200 * time.Microsecond)
		}
	})
	group.Wait()
	got := content(t, path)
	for w := range 2 {
		for i := range lines {
			if n := strings.Count(got, fmt.Sprintf("ours %d %d\n", w, i)); n != 1 {
				t.Errorf("our line %d of writer %d is there %d times", i, w, n)
			}
		}
	}
	for i := range lines * 4 {
		if n := strings.Count(got, fmt.Sprintf("theirs %d\n", i)); n != 1 {
			t.Errorf("their line %d is there %d times", i, n)
		}
	}
}

func appendOurs(t *testing.T, d *atomicfile.Disk, path, line string) {
	for {
		snap, err := d.Peek(path, 0)
		if err == nil {
			_, err = d.Replace(t.Context(), snap, append(snap.Data, line...))
		}
		if err == nil {
			return
		}
		if !errors.Is(err, atomicfile.ErrChanged) {
			t.Error(err)
			return
		}
	}
}

func TestWhatACrashLeavesIsSweptUnlessItIsSomebodysChange(t *testing.T) {
	dir := t.TempDir()
	path := filepath.Join(dir, "a.md")
	write(t, path, "one")
	var d atomicfile.Disk
	snap := read(t, &d, path)
	var temp string
	d.Hook = func(op atomicfile.Op, p string) error {
		if op == atomicfile.OpLook {
			temp = p
			return errors.New("crash")
		}
		return nil
	}
	if _, err := d.Replace(t.Context(), snap, []byte("two")); !errors.Is(err, atomicfile.ErrUncertain) {
		t.Skipf("no exchange of names here: %v", err)
	}
	write(t, filepath.Join(dir, ".a.md.followthrough-ABCDEFGHIJ.new"), "hal")
	changed := strings.Replace(temp, "-", "-0", 1)
	changed = changed[:len(changed)-12] + changed[len(changed)-11:]
	write(t, changed, "somebody's words")
	var next atomicfile.Disk
	if _, err := next.Replace(t.Context(), read(t, &next, path), []byte("three")); err != nil {
		t.Fatal(err)
	}
	if got := names(t, dir); got != filepath.Base(changed)+" a.md" {
		t.Errorf("folder holds %s", got)
	}
}

func must(t testing.TB, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}
