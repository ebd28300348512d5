package files

import (
	"context"
	"errors"
	"io/fs"
	"path/filepath"
	"strings"

	"github.com/followthrough/followthrough/internal/atomicfile"
)

// walk stats every backlog file below the root and opens none. A root that is
// not there holds none.
func (t *Tracker) walk(ctx context.Context) (map[string]atomicfile.Stamp, error) {
	out := map[string]atomicfile.Stamp{}
	root, err := filepath.EvalSymlinks(t.root)
	if errors.Is(err, fs.ErrNotExist) {
		return out, nil
	} else if err != nil {
		return nil, t.unreadable(err)
	}
	t.real = root
	err = filepath.WalkDir(root, func(full string, e fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		if err := ctx.Err(); err != nil {
			return err
		}
		if full == root {
			return nil
		}
		return t.visit(root, full, e, out)
	})
	if err != nil {
		return nil, t.unreadable(err)
	}
	return out, nil
}

// visit takes up one directory entry of a walk.
func (t *Tracker) visit(root, full string, e fs.DirEntry, out map[string]atomicfile.Stamp) error {
	if strings.HasPrefix(e.Name(), ".") {
		if e.IsDir() {
			return fs.SkipDir
		}
		return nil
	}
	if e.IsDir() || !strings.EqualFold(filepath.Ext(full), ".md") {
		return nil
	}
	rel, err := filepath.Rel(root, full)
	if err != nil {
		return err
	}
	if e.Type()&fs.ModeSymlink != 0 {
		real, err := atomicfile.Resolve(root, rel)
		if err != nil {
			return nil // it leads outside, or nowhere
		}
		if rel, err = filepath.Rel(root, real); err != nil {
			return err
		}
		full = real
	}
	place := filepath.ToSlash(rel)
	if _, seen := out[place]; seen || hidden(place) {
		return nil
	}
	stamp, err := t.Disk.Stat(full)
	switch {
	case errors.Is(err, fs.ErrNotExist), errors.Is(err, atomicfile.ErrIrregular):
		return nil
	case err != nil:
		return err
	}
	out[place] = stamp
	return nil
}
