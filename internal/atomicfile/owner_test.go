//go:build unix

package atomicfile_test

import (
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"testing"

	"github.com/followthrough/followthrough/internal/atomicfile"
)

func TestModeAndOwnerStay(t *testing.T) {
	if os.Geteuid() != 0 {
		t.Skip("only root gives files away")
	}
	path := filepath.Join(t.TempDir(), "a.md")
	write(t, path, "one")
	must(t, os.Chown(path, 12345, 54321))
	must(t, os.Chmod(path, 0o664|os.ModeSetgid))
	var d atomicfile.Disk
	if _, err := d.Replace(t.Context(), read(t, &d, path), []byte("two")); err != nil {
		t.Fatal(err)
	}
	info, err := os.Stat(path)
	must(t, err)
	st := info.Sys().(*syscall.Stat_t)
	if st.Uid != 12345 || st.Gid != 54321 || info.Mode() != 0o664|os.ModeSetgid {
		t.Errorf("owner %d:%d, mode %v", st.Uid, st.Gid, info.Mode())
	}
}

// What the group may write to, and another user owns, can't be replaced so that
// it stays theirs: that is told beforehand, and the same way each time.
func TestOthersFile(t *testing.T) {
	if path := os.Getenv("OTHERS_FILE"); path != "" {
		lookAtOthersFile(t, path)
		return
	}
	if os.Geteuid() != 0 {
		t.Skip("only root acts as another user")
	}
	dir := openFolder(t)
	path, program := filepath.Join(dir, "a.md"), filepath.Join(dir, "program")
	write(t, path, "one")
	self, err := os.ReadFile("/proc/self/exe")
	if err != nil {
		t.Skipf("no program to start anew: %v", err)
	}
	for _, err := range []error{
		os.WriteFile(program, self, 0o755), os.Chown(path, 12345, 54321), os.Chmod(path, 0o664), os.Chown(dir, 12345, 54321), os.Chmod(dir, 0o775),
	} {
		must(t, err)
	}
	cmd := exec.CommandContext(t.Context(), program, "-test.run=^TestOthersFile$", "-test.v")
	cmd.Env, cmd.Dir = append(os.Environ(), "OTHERS_FILE="+path, "TMPDIR="+dir), dir
	cmd.SysProcAttr = &syscall.SysProcAttr{Credential: &syscall.Credential{Uid: 12346, Gid: 12346, Groups: []uint32{54321}}}
	if out, err := cmd.CombinedOutput(); err != nil || !strings.Contains(string(out), "PASS: TestOthersFile") {
		t.Errorf("%v\n%s", err, out)
	}
}

func lookAtOthersFile(t *testing.T, path string) {
	t.Helper()
	var d atomicfile.Disk
	if err := d.Writable(path); !errors.Is(err, atomicfile.ErrKeep) {
		t.Errorf("it is writable: %v", err)
	}
	var said []string
	for range 2 {
		_, err := d.Replace(t.Context(), read(t, &d, path), []byte("two"))
		if !errors.Is(err, atomicfile.ErrKeep) {
			t.Fatal(err)
		}
		said = append(said, err.Error())
	}
	if said[0] != said[1] || strings.Contains(said[0], "is read-only") || !strings.Contains(said[0], "run followthrough as the file's owner") {
		t.Errorf("it says %q", said)
	}
	if s := read(t, &d, path); string(s.Data) != "one" {
		t.Errorf("it holds %q", s.Data)
	}
}

// openFolder is a temporary folder that other users may enter.
func openFolder(t *testing.T) string {
	t.Helper()
	dir := t.TempDir()
	if err := os.Chmod(filepath.Dir(dir), 0o755); err != nil { //nolint:gosec // for another user
		t.Fatal(err)
	}
	return dir
}
