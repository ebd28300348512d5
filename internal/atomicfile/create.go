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
	return d.In("").Create(ctx, path, data)
}

// Create is Disk.Create below the folder.
func (f Folder) Create(ctx context.Context, path string, data []byte) (Stamp, error) {
	stamp, err := f.create(ctx, path, data)
	if err != nil {
		return Stamp{}, named("create", path, err)
	}
	return stamp, nil
}

func (f Folder) create(ctx context.Context, path string, data []byte) (Stamp, error) {
	s, err := f.at(path)
	if err != nil {
		return Stamp{}, err
	}
	defer s.leave()
	if _, err := s.root.Lstat(s.at(s.name)); err == nil {
		return Stamp{}, ErrExists
	}
	if err := f.disk.enter(ctx, s); err != nil {
		return Stamp{}, err
	}
	temp, stamp, err := f.disk.beside(s, nil, data, 0o644, func(*os.File) error { return nil })
	if err != nil {
		return Stamp{}, err
	}
	err = f.disk.step(OpSwap, path)
	if err == nil {
		err = f.disk.inTime(ctx)
	}
	if err == nil {
		err = s.appear(temp)
	}
	s.discard(temp)
	if errors.Is(err, fs.ErrExist) {
		return Stamp{}, ErrExists
	}
	if err != nil {
		return Stamp{}, err
	}
	return stamp, f.disk.durable(s)
}

// appear gives the complete file temp its name, which must be free.
func (s *spot) appear(temp string) error {
	err := s.renameNew(temp, s.name)
	if !errors.Is(err, errNoExchange) {
		return err
	}
	if err := s.root.Link(s.at(temp), s.at(s.name)); err != nil {
		return fmt.Errorf("link: %w", err)
	}
	return nil
}

// MakeFolder makes a folder below the folder, and those on the way to it; what
// is there already is no error.
func (f Folder) MakeFolder(path string) error {
	if f.root == "" {
		return os.MkdirAll(path, 0o755)
	}
	if err := os.MkdirAll(f.root, 0o755); err != nil {
		return err
	}
	real, err := filepath.EvalSymlinks(f.root)
	if err != nil {
		return err
	}
	rel, err := filepath.Rel(real, path)
	if err != nil || !filepath.IsLocal(rel) {
		return ErrOutside
	}
	root, err := OpenRoot(real)
	if err != nil {
		return err
	}
	defer root.Close()
	return root.MkdirAll(rel, 0o755)
}
