package atomicfile

import (
	"regexp"
	"strings"
)

var swapped = regexp.MustCompile(`^\..+\.followthrough-([0-9a-f]{16})-([0-9a-f]{16})-[A-Z2-7]{10}$`)

// sweep removes what a crashed process left in the folder: files that were
// never swapped, and swapped ones that hold only what had been read or was to
// be written. Anything else is somebody's change, caught by the crash, and stays.
func (s *spot) sweep() {
	entries, err := ReadDir(s.root, s.sub)
	if err != nil {
		return
	}
	for _, e := range entries {
		if name := e.Name(); e.Type().IsRegular() && s.disposable(name) {
			s.discard(name)
		}
	}
}

func (s *spot) disposable(name string) bool {
	if !strings.HasPrefix(name, ".") || !strings.Contains(name, mark) {
		return false
	}
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
