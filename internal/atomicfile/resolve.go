package atomicfile

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
)

// Resolve is the real path of the file that path, relative to root, names,
// every symbolic link followed. The file itself, and folders before it, need
// not be there. It fails with ErrOutside where that is not below root.
func Resolve(root, path string) (string, error) {
	if !filepath.IsLocal(path) {
		return "", named("resolve", path, ErrOutside)
	}
	real, err := realPath(root)
	if err != nil {
		return "", err
	}
	target, err := realPath(filepath.Join(real, path))
	if err != nil {
		return "", err
	}
	if rel, err := filepath.Rel(real, target); err != nil || !filepath.IsLocal(rel) {
		return "", named("resolve", path, ErrOutside)
	}
	return target, nil
}

// realPath follows the links of what is there of path.
func realPath(path string) (string, error) {
	path, err := filepath.Abs(path)
	if err != nil {
		return "", err
	}
	var rest []string
	for {
		real, err := filepath.EvalSymlinks(path)
		if err == nil {
			return filepath.Join(append([]string{real}, rest...)...), nil
		}
		if !errors.Is(err, fs.ErrNotExist) {
			return "", err
		}
		if info, lerr := os.Lstat(path); lerr == nil {
			if info.Mode()&fs.ModeSymlink == 0 {
				continue // it came to be just now
			}
			return "", err // a link to nothing
		}
		parent := filepath.Dir(path)
		if parent == path || strings.TrimRight(parent, `/\`) == path {
			return "", err
		}
		rest = append([]string{filepath.Base(path)}, rest...)
		path = parent
	}
}
