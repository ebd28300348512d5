package atomicfile

import (
	"crypto/rand"
	"crypto/sha256"
	"encoding/hex"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"time"
)

const (
	mark   = ".followthrough-"
	unborn = ".new" // ends the name of a file that was never swapped
	// longest is how much of a file's own name goes into that of the file
	// beside it: names end at 255 bytes.
	longest = 120
)

// beside writes data to a new file in s's folder, durably, and gives its
// name and stamp. The name holds digests of what was read and what is to be
// there, so that sweep can tell what a crash left behind.
func (d *Disk) beside(s *spot, was, data []byte, mode fs.FileMode, dress func(*os.File) error) (string, Stamp, error) {
	if err := d.step(OpTemp, s.path); err != nil {
		return "", Stamp{}, err
	}
	stem := besideName(s.name)
	unique := rand.Text()[:10]
	first := stem + unique + unborn
	file, err := s.root.OpenFile(s.at(first), os.O_WRONLY|os.O_CREATE|os.O_EXCL, mode)
	if err != nil {
		return "", Stamp{}, err
	}
	stamp, err := d.fill(file, s.path, data, dress)
	final := stem + digest(was) + "-" + digest(data) + "-" + unique
	if err == nil {
		err = s.root.Rename(s.at(first), s.at(final))
	}
	if err != nil {
		s.root.Remove(s.at(first)) //nolint:errcheck // the first error counts; sweep takes what is left
		return "", Stamp{}, err
	}
	return final, stamp, nil
}

// fill writes and closes file.
func (d *Disk) fill(file *os.File, path string, data []byte, dress func(*os.File) error) (stamp Stamp, err error) {
	defer func() {
		if cerr := file.Close(); err == nil {
			err = cerr
		}
	}()
	if err := d.step(OpText, path); err != nil {
		return stamp, err
	}
	if _, err := file.Write(data); err != nil {
		return stamp, err
	}
	if err := dress(file); err != nil {
		return stamp, err
	}
	if err := d.step(OpSync, path); err != nil {
		return stamp, err
	}
	if err := file.Sync(); err != nil {
		return stamp, err
	}
	info, err := file.Stat()
	if err != nil {
		return stamp, err
	}
	return StampOf(info), nil
}

func besideName(name string) string {
	if len(name) > longest {
		name = strings.ToValidUTF8(name[:longest], "")
	}
	return "." + name + mark
}

func digest(data []byte) string {
	sum := sha256.Sum256(data)
	return hex.EncodeToString(sum[:8])
}

// stale is how old what lies beside must be for Sweep to take it: no write
// takes so long.
const stale = time.Minute

var swapped = regexp.MustCompile(`^\..+\.followthrough-([0-9a-f]{16})-([0-9a-f]{16})-[A-Z2-7]{10}$`)

// Beside tells of a file's name that it is one of ours, made beside a file that
// was to be replaced: where it stays, a write did not come to its end.
func Beside(name string) bool {
	return strings.HasPrefix(name, ".") && strings.Contains(name, mark)
}

// Sweep removes what a process of ours left in a folder below when it ended in
// the middle of a write, unless another is at work there now: files of ours,
// older than a minute, that hold nothing of anybody else's. What can't be
// removed stays.
func (f Folder) Sweep(dir string) {
	s, err := f.at(filepath.Join(dir, mark))
	if err != nil {
		return
	}
	defer s.leave()
	if s.folderWritable() != nil {
		return
	}
	if _, busy := lock(s.dir); busy {
		return
	}
	s.sweep(func(name string) bool {
		info, err := s.root.Lstat(s.at(name))
		return err == nil && othersFile(info) == nil && f.disk.now().Sub(info.ModTime()) >= stale
	})
}

// sweep removes what a crashed process left in the folder, of those files that
// may go: such as were never swapped, and swapped ones that hold only what had
// been read or was to be written. Anything else is somebody's change, caught by
// the crash, and stays.
func (s *spot) sweep(may func(name string) bool) {
	entries, err := ReadDir(s.root, s.sub)
	if err != nil {
		return
	}
	for _, e := range entries {
		if e.Type().IsRegular() && Beside(e.Name()) && may(e.Name()) && s.disposable(e.Name()) {
			s.discard(e.Name())
		}
	}
}

func (s *spot) disposable(name string) bool {
	if strings.HasSuffix(name, unborn) {
		return true
	}
	m := swapped.FindStringSubmatch(name)
	if m == nil {
		return false
	}
	data, err := s.bytes(name, mostBytes)
	return err == nil && (digest(data) == m[1] || digest(data) == m[2])
}
