package atomicfile

import (
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strconv"
	"time"
)

// Stamp tells one state of a file from another without opening it.
type Stamp struct {
	MTime int64 // nanoseconds since 1970
	Size  int64 // bytes
	Inode uint64
}

// StampOf is the stamp in a file's information.
func StampOf(info fs.FileInfo) Stamp {
	return Stamp{MTime: info.ModTime().UnixNano(), Size: info.Size(), Inode: inode(info)}
}

// String is the stamp as a short word: equal stamps, equal words.
func (s Stamp) String() string {
	return strconv.FormatInt(s.MTime, 36) + "." + strconv.FormatInt(s.Size, 36) + "." + strconv.FormatUint(s.Inode, 36)
}

// Time is when the file was last written.
func (s Stamp) Time() time.Time { return time.Unix(0, s.MTime) }

// Lstat is the stamp of the regular file called name below an open root: no
// link is followed to it, and it is not opened.
func (d *Disk) Lstat(root *os.Root, name string) (Stamp, error) {
	path := filepath.Join(root.Name(), name)
	if err := d.step(OpStat, path); err != nil {
		return Stamp{}, named("stat", path, err)
	}
	info, err := root.Lstat(name)
	if err != nil {
		return Stamp{}, fmt.Errorf("stat %s: %w", path, Cause(err))
	}
	if !info.Mode().IsRegular() {
		return Stamp{}, named("stat", path, ErrIrregular)
	}
	return StampOf(info), nil
}

// Stat is the stamp of the regular file that path leads to, which is not
// opened.
func (d *Disk) Stat(path string) (Stamp, error) {
	if err := d.step(OpStat, path); err != nil {
		return Stamp{}, named("stat", path, err)
	}
	info, err := os.Stat(path)
	if err != nil {
		return Stamp{}, fmt.Errorf("stat: %w", err)
	}
	if !info.Mode().IsRegular() {
		return Stamp{}, named("stat", path, ErrIrregular)
	}
	return StampOf(info), nil
}
