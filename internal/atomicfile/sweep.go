package atomicfile

import (
	"path/filepath"
	"regexp"
	"strings"
	"time"
)

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
