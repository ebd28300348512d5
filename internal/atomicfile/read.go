package atomicfile

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strconv"
	"syscall"
	"time"
)

// Snapshot is a file as it was read.
type Snapshot struct {
	Path  string // as given to Read
	Data  []byte
	Stamp Stamp // of exactly these bytes
}

// tick is the coarsest step of the clocks that stamp files: two writes within
// it can bear the same time.
const tick = 20 * time.Millisecond

// mostBytes is the size up to which files are read whose reader names no limit.
const mostBytes = 256 << 20

// readings is how often a file that is being written is read again.
const readings = 5

// Read reads the regular file that path leads to, of at most limit bytes (0:
// 256 MB). The stamp belongs to these very bytes: a file that was written
// within the clock's last tick is read when the tick is over, so that no later
// write can hide behind an equal stamp.
func (d *Disk) Read(path string, limit int64) (Snapshot, error) { return d.In("").Read(path, limit) }

// Read is Disk.Read below the folder.
func (f Folder) Read(path string, limit int64) (Snapshot, error) {
	return f.read(path, limit, func(s Stamp) bool {
		age := time.Since(s.Time()) // the clock that stamps files is the system's
		return age >= 0 && age < tick
	})
}

// Peek is Read without the wait, for what is replaced at once: Replace
// compares bytes, not stamps.
func (d *Disk) Peek(path string, limit int64) (Snapshot, error) { return d.In("").Peek(path, limit) }

// Peek is Disk.Peek below the folder.
func (f Folder) Peek(path string, limit int64) (Snapshot, error) {
	return f.read(path, limit, func(Stamp) bool { return false })
}

func (f Folder) read(path string, limit int64, fresh func(Stamp) bool) (Snapshot, error) {
	if limit <= 0 {
		limit = mostBytes
	}
	for range readings {
		snap, calm, err := f.readOnce(path, limit)
		if err != nil || calm && !fresh(snap.Stamp) {
			return snap, err
		}
		time.Sleep(tick)
	}
	return Snapshot{}, named("read", path, ErrChanged)
}

// readOnce is one reading; it is calm if nobody wrote meanwhile.
func (f Folder) readOnce(path string, limit int64) (snap Snapshot, calm bool, err error) {
	if err := f.disk.step(OpStat, path); err != nil {
		return snap, false, named("stat", path, err)
	}
	real, err := f.real(path)
	if err != nil {
		return snap, false, unread(path, Cause(err))
	}
	s, err := f.at(real)
	if err != nil {
		return snap, false, unread(path, err)
	}
	defer s.leave()
	file, before, err := s.regular(s.name)
	if errors.Is(err, errMoved) {
		return snap, false, nil
	}
	if err != nil {
		return snap, false, unread(path, err)
	}
	defer file.Close()
	if before.Size() > limit {
		return snap, false, unread(path, fmt.Errorf("%w: %d bytes, at most %d are read", ErrTooLarge, before.Size(), limit))
	}
	if err := f.disk.step(OpRead, path); err != nil {
		return snap, false, named("read", path, err)
	}
	data, err := bounded(file, limit)
	if err != nil {
		return snap, false, unread(path, err)
	}
	info, err := file.Stat()
	if err != nil {
		return snap, false, unread(path, Cause(err))
	}
	snap = Snapshot{Path: path, Data: data, Stamp: StampOf(info)}
	calm = snap.Stamp == StampOf(before) && before.Size() == int64(len(data))
	return snap, calm, nil
}

// unread names the file that an error of reading is about.
func unread(path string, err error) error { return fmt.Errorf("read %s: %w", path, err) }

// ReadFile reads the regular file that path leads to, links followed, of at
// most limit bytes. It is judged by what was opened, and no pipe is waited for.
func ReadFile(path string, limit int64) ([]byte, error) {
	file, err := os.OpenFile(path, os.O_RDONLY|nonblock, 0)
	if err != nil {
		return nil, err
	}
	defer file.Close()
	info, err := file.Stat()
	switch {
	case err != nil:
		return nil, err
	case info.IsDir():
		return nil, &fs.PathError{Op: "read", Path: path, Err: syscall.EISDIR}
	case !info.Mode().IsRegular():
		return nil, &fs.PathError{Op: "read", Path: path, Err: ErrIrregular}
	}
	data, err := bounded(file, limit)
	if err != nil {
		return nil, &fs.PathError{Op: "read", Path: path, Err: err}
	}
	return data, nil
}

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
