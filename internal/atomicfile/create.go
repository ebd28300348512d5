package atomicfile

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
)

// Create makes a file that is not there, whole and durably, readable by all
// whom the process's mask lets read. A file that is there is never
// overwritten: ErrExists. Its folder must be there.
func (d *Disk) Create(ctx context.Context, path string, data []byte) (Stamp, error) {
	stamp, err := d.create(ctx, path, data)
	if err != nil {
		return Stamp{}, named("create", path, err)
	}
	return stamp, nil
}

func (d *Disk) create(ctx context.Context, path string, data []byte) (Stamp, error) {
	if _, err := os.Lstat(path); err == nil {
		return Stamp{}, ErrExists
	}
	dir, err := d.enter(ctx, filepath.Dir(path))
	if err != nil {
		return Stamp{}, err
	}
	defer dir.leave()
	temp, stamp, err := d.beside(path, nil, data, 0o644, func(*os.File) error { return nil })
	if err != nil {
		return Stamp{}, err
	}
	err = d.step(OpSwap, path)
	if err == nil {
		err = d.inTime(ctx)
	}
	if err == nil {
		err = appear(temp, path)
	}
	discard(temp)
	if errors.Is(err, fs.ErrExist) {
		return Stamp{}, ErrExists
	}
	if err != nil {
		return Stamp{}, err
	}
	return stamp, d.durable(dir, path)
}

// appear gives the complete file temp the name path, which must be free.
func appear(temp, path string) error {
	err := renameNew(temp, path)
	if !errors.Is(err, errNoExchange) {
		return err
	}
	if err := os.Link(temp, path); err != nil {
		return fmt.Errorf("link: %w", err)
	}
	return nil
}
