//go:build unix

package atomicfile_test

import (
	"context"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"syscall"
	"testing"

	"github.com/followthrough/followthrough/internal/atomicfile"
)

// estate is a folder of ours, teams/a.md in it, and what is not ours beside.
func estate(t *testing.T) (root, file, outside string) {
	t.Helper()
	dir, err := filepath.EvalSymlinks(t.TempDir())
	must(t, err)
	root, outside = filepath.Join(dir, "ours"), filepath.Join(dir, "theirs")
	for _, d := range []string{filepath.Join(root, "teams"), filepath.Join(root, "others"), outside} {
		must(t, os.MkdirAll(d, 0o755))
		write(t, filepath.Join(d, "a.md"), "not for you")
	}
	file = filepath.Join(root, "teams", "a.md")
	write(t, file, "ours")
	return root, file, outside
}

// swaps are what somebody may put in a file's place at the worst moment.
func swaps(root, file, outside string) map[string]func() error {
	instead := func(make func() error) func() error {
		return func() error { return errors.Join(os.RemoveAll(file), make()) }
	}
	folder := filepath.Dir(file)
	return map[string]func() error{
		"a link outside":            instead(func() error { return os.Symlink(filepath.Join(outside, "a.md"), file) }),
		"a relative link outside":   instead(func() error { return os.Symlink("../../theirs/a.md", file) }),
		"a link to another of ours": instead(func() error { return os.Symlink("../others/a.md", file) }),
		"a pipe":                    instead(func() error { return syscall.Mkfifo(file, 0o644) }),
		"a folder":                  instead(func() error { return os.Mkdir(file, 0o755) }),
		"a link to a pipe": instead(func() error {
			return errors.Join(syscall.Mkfifo(filepath.Join(root, "pipe"), 0o644), os.Symlink("../pipe", file))
		}),
		"its folder, a link outside": func() error { return errors.Join(os.RemoveAll(folder), os.Symlink(outside, folder)) },
		"its folder, a pipe":         func() error { return errors.Join(os.RemoveAll(folder), syscall.Mkfifo(folder, 0o644)) },
		"nothing":                    instead(func() error { return nil }),
	}
}

// once calls swap at the first step of a kind.
func once(op atomicfile.Op, swap func() error) *atomicfile.Disk {
	done := false
	return &atomicfile.Disk{Hook: func(at atomicfile.Op, _ string) error {
		if at != op || done {
			return nil
		}
		done = true
		return swap()
	}}
}

// What comes in a file's place after it was looked for is never read, and never
// waited for; nor is it while the file is open: what was opened is what is read.
func TestReadOpensNothingThatWasSwappedIn(t *testing.T) {
	root, file, outside := estate(t)
	for name := range swaps(root, file, outside) {
		t.Run(name, func(t *testing.T) {
			root, file, outside := estate(t)
			snap, err := once(atomicfile.OpStat, swaps(root, file, outside)[name]).In(root).Read(file, 100)
			if err == nil {
				t.Errorf("read %q", snap.Data)
			}
			if name == "its folder, a link outside" && !errors.Is(err, atomicfile.ErrOutside) {
				t.Errorf("not told as leading outside: %v", err)
			}
			root, file, outside = estate(t)
			snap, err = once(atomicfile.OpRead, swaps(root, file, outside)[name]).In(root).Peek(file, 100)
			if err == nil && string(snap.Data) != "ours" {
				t.Errorf("while it was open: read %q", snap.Data)
			}
		})
	}
}

// Whatever is swapped in at any step of a write, nothing is written outside, and
// nothing waits.
func TestReplaceWritesNothingOutside(t *testing.T) {
	root, file, outside := estate(t)
	for name := range swaps(root, file, outside) {
		for _, op := range []atomicfile.Op{atomicfile.OpTemp, atomicfile.OpText, atomicfile.OpSync, atomicfile.OpSwap, atomicfile.OpLook} {
			t.Run(name+" at "+string(op), func(t *testing.T) {
				root, file, outside := estate(t)
				was, err := new(atomicfile.Disk).In(root).Peek(file, 100)
				must(t, err)
				disk := once(op, swaps(root, file, outside)[name])
				_, err = disk.In(root).Replace(context.Background(), was, []byte("new"))
				if got := names(t, outside); got != "a.md" {
					t.Errorf("outside there is %s (%v)", got, err)
				}
				for _, other := range []string{filepath.Join(outside, "a.md"), filepath.Join(root, "others", "a.md")} {
					if got := content(t, other); got != "not for you" {
						t.Errorf("%s holds %q (%v)", other, got, err)
					}
				}
			})
		}
	}
}

func TestCreateMakesNothingOutside(t *testing.T) {
	for _, op := range []atomicfile.Op{atomicfile.OpTemp, atomicfile.OpSync, atomicfile.OpSwap} {
		root, file, outside := estate(t)
		folder := filepath.Dir(file)
		disk := once(op, func() error { return errors.Join(os.RemoveAll(folder), os.Symlink(outside, folder)) })
		_, err := disk.In(root).Create(context.Background(), filepath.Join(folder, "new.md"), []byte("new"))
		if got := names(t, outside); got != "a.md" {
			t.Errorf("at %s: outside there is %s (%v)", op, got, err)
		}
	}
	root, file, outside := estate(t)
	folder := filepath.Dir(file)
	must(t, errors.Join(os.RemoveAll(folder), os.Symlink(outside, folder)))
	disk := new(atomicfile.Disk).In(root)
	if _, err := disk.Create(context.Background(), filepath.Join(folder, "new.md"), nil); !errors.Is(err, atomicfile.ErrOutside) {
		t.Errorf("created below a link outside: %v", err)
	}
	if err := disk.MakeFolder(filepath.Join(folder, "more")); err == nil || names(t, outside) != "a.md" {
		t.Errorf("made a folder below a link outside: %v", err)
	}
}

// A name that changes all the time is read as what it is at one moment, or not
// at all.
func TestReadWhileItIsSwapped(t *testing.T) {
	root, file, outside := estate(t)
	stop, stopped := make(chan struct{}), make(chan struct{})
	beside := file + ".next"
	go func() {
		defer close(stopped)
		for i := 0; ; i++ {
			select {
			case <-stop:
				return
			default:
			}
			var err error
			switch i % 3 {
			case 0:
				err = os.Symlink(filepath.Join(outside, "a.md"), beside)
			case 1:
				err = syscall.Mkfifo(beside, 0o644)
			case 2:
				err = os.WriteFile(beside, []byte("ours"), 0o644)
			}
			if err := errors.Join(err, os.Rename(beside, file)); err != nil {
				t.Error(err)
				return
			}
		}
	}()
	disk := new(atomicfile.Disk).In(root)
	for range 3000 {
		if snap, err := disk.Peek(file, 100); err == nil && string(snap.Data) != "ours" {
			t.Fatalf("read %q", snap.Data)
		} else if errors.Is(err, fs.ErrPermission) {
			t.Fatal(err)
		}
	}
	close(stop)
	<-stopped
}

// What is read is bounded, whatever its size says, and no pipe is waited for:
// with a disk as by its name alone.
func TestReadIsBounded(t *testing.T) {
	dir := t.TempDir()
	at := func(name string) string { return filepath.Join(dir, name) }
	write(t, at("fits"), "12345")
	write(t, at("long"), "123456")
	write(t, at("sparse"), "")
	if err := errors.Join(os.Truncate(at("sparse"), 3<<30), syscall.Mkfifo(at("pipe"), 0o644), os.Symlink("fits", at("link")), os.Symlink("pipe", at("to the pipe")), os.Symlink("/dev/zero", at("device"))); err != nil {
		t.Skip("not on this file system: ", err)
	}
	for name, want := range map[string]error{
		"fits": nil, "link": nil, "long": atomicfile.ErrTooLarge, "sparse": atomicfile.ErrTooLarge, "pipe": atomicfile.ErrIrregular,
		"to the pipe": atomicfile.ErrIrregular, "device": atomicfile.ErrIrregular, "nothing": fs.ErrNotExist,
	} {
		data, byName := atomicfile.ReadFile(at(name), 5)
		snap, byDisk := new(atomicfile.Disk).Peek(at(name), 5)
		if !errors.Is(byName, want) || !errors.Is(byDisk, want) || want == nil && string(data)+string(snap.Data) != "1234512345" {
			t.Errorf("%s: %q, %v; %q, %v", name, data, byName, snap.Data, byDisk)
		}
	}
	if _, err := atomicfile.ReadFile(dir, 5); !errors.Is(err, syscall.EISDIR) {
		t.Errorf("a folder: %v", err)
	}
	if _, err := new(atomicfile.Disk).Peek(at("sparse"), 0); !errors.Is(err, atomicfile.ErrTooLarge) {
		t.Errorf("with no bound of the caller's: %v", err)
	}
}
