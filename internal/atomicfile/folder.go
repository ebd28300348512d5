package atomicfile

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"time"
)

// lockPatience is how long another followthrough may be at work in a folder.
const lockPatience = 2 * time.Second

// enter locks the folder in which we write, as far as the file system has
// locks, against other processes of ours, and sweeps it the first time.
// People's editors ignore the lock, and so nothing depends on it.
func (d *Disk) enter(ctx context.Context, s *spot) error {
	if err := s.folderWritable(); err != nil {
		return err
	}
	locked, busy := false, false
	for start := time.Now(); ; time.Sleep(2 * time.Millisecond) {
		if locked, busy = lock(s.dir); !busy || time.Since(start) > lockPatience {
			break
		}
		if err := ctx.Err(); err != nil {
			return err
		}
	}
	if locked {
		d.sweepOnce(s)
	}
	return nil
}

// folderWritable tells whether files may be made in a folder, for root too as
// its mode says.
func (s *spot) folderWritable() error {
	info, err := s.dir.Stat()
	if err != nil {
		return err
	}
	if info.Mode().Perm()&0o222 == 0 || !mayWrite(s.dir, ".") {
		return fmt.Errorf("its folder %w", ErrReadOnly)
	}
	return nil
}

// MayAdd tells whether files may be made in a folder that is there.
func MayAdd(dir string) bool {
	f, err := os.Open(dir)
	if err != nil {
		return false
	}
	defer f.Close()
	return (&spot{dir: f}).folderWritable() == nil
}

func (d *Disk) sweepOnce(s *spot) {
	d.mu.Lock()
	defer d.mu.Unlock()
	at := filepath.Dir(s.path)
	if d.swept[at] {
		return
	}
	if d.swept == nil {
		d.swept = map[string]bool{}
	}
	d.swept[at] = true
	s.sweep(func(string) bool { return true }) // we alone have the lock
}
