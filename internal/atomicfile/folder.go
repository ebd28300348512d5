package atomicfile

import (
	"context"
	"fmt"
	"os"
	"time"
)

// lockPatience is how long another followthrough may be at work in a folder.
const lockPatience = 2 * time.Second

// folder is a directory in which we write: locked, as far as the file system
// has locks, against other processes of ours. People's editors ignore the
// lock, and so nothing depends on it.
type folder struct {
	file   *os.File
	locked bool
}

// enter opens and locks the directory, and sweeps it the first time.
func (d *Disk) enter(ctx context.Context, path string) (*folder, error) {
	if err := folderWritable(path); err != nil {
		return nil, err
	}
	file, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	dir := &folder{file: file}
	for start := time.Now(); ; time.Sleep(2 * time.Millisecond) {
		busy := false
		if dir.locked, busy = lock(file); !busy || time.Since(start) > lockPatience {
			break
		}
		if err := ctx.Err(); err != nil {
			dir.leave()
			return nil, err
		}
	}
	d.sweepOnce(path, dir)
	return dir, nil
}

// folderWritable tells whether files may be made in a folder, for root too as
// its mode says.
func folderWritable(path string) error {
	info, err := os.Stat(path)
	if err != nil {
		return err
	}
	if info.Mode().Perm()&0o222 == 0 || !mayWrite(path) {
		return fmt.Errorf("its folder %w", ErrReadOnly)
	}
	return nil
}

// leave closes the directory, which frees the lock.
func (f *folder) leave() { f.file.Close() } //nolint:errcheck // opened for reading

func (d *Disk) sweepOnce(path string, dir *folder) {
	d.mu.Lock()
	defer d.mu.Unlock()
	if !dir.locked || d.swept[path] {
		return
	}
	if d.swept == nil {
		d.swept = map[string]bool{}
	}
	d.swept[path] = true
	sweep(path)
}
