package files

import (
	"context"
	"errors"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"strings"

	"github.com/followthrough/followthrough/internal/atomicfile"
)

// found is what a walk met: the stamps of the backlog files, and the places
// that could not be looked at, with the cause. Both by place.
type found struct {
	stamps map[string]atomicfile.Stamp
	unread map[string]error
	// left are the folders in which a killed process of ours left a file.
	left map[string]bool
}

// walk stats every backlog file below the root and opens none. A root that is
// not there holds none; one that can't be read is an error. A folder or file
// below it that can't be is unread, and nothing more.
func (t *Tracker) walk(ctx context.Context) (found, error) {
	out := found{map[string]atomicfile.Stamp{}, map[string]error{}, map[string]bool{}}
	defer func() { t.left = sortedKeys(out.left) }()
	real, err := filepath.EvalSymlinks(t.root)
	if errors.Is(err, fs.ErrNotExist) {
		return out, nil
	} else if err != nil {
		return out, t.unreadable(err)
	}
	t.real = real
	root, err := atomicfile.OpenRoot(real)
	if err != nil {
		return out, t.unreadable(err)
	}
	defer root.Close()
	if err := t.folder(ctx, root, ".", out); err != nil {
		return out, t.unreadable(err)
	}
	return out, nil
}

// folder takes up the entries of one folder, and of those in it.
func (t *Tracker) folder(ctx context.Context, root *os.Root, dir string, out found) error {
	if err := ctx.Err(); err != nil {
		return err
	}
	entries, err := atomicfile.ReadDir(root, dir)
	switch {
	case err == nil:
	case dir == ".":
		return err
	case errors.Is(err, fs.ErrNotExist):
		return nil // it went away
	default:
		out.unread[filepath.ToSlash(dir)] = atomicfile.Cause(err)
		return nil
	}
	for _, e := range entries {
		name := filepath.Join(dir, e.Name())
		switch {
		case strings.HasPrefix(e.Name(), "."):
			if atomicfile.Beside(e.Name()) {
				out.left[dir] = true
			}
		case e.IsDir():
			if _, backlog := t.projects[filepath.ToSlash(name)]; backlog {
				out.unread[filepath.ToSlash(name)] = errFolder
			}
			if err := t.folder(ctx, root, name, out); err != nil {
				return err
			}
		case strings.EqualFold(path.Ext(e.Name()), ".md"):
			t.visit(root, name, e, out)
		}
	}
	return nil
}

// visit takes up one name of a backlog file. A link that leads outside, or
// nowhere, is none, but where a backlog is configured to be.
func (t *Tracker) visit(root *os.Root, name string, e fs.DirEntry, out found) {
	place := filepath.ToSlash(name)
	_, backlog := t.projects[place]
	if e.Type()&fs.ModeSymlink != 0 {
		real, err := atomicfile.Resolve(t.real, name)
		if err == nil {
			name, err = filepath.Rel(t.real, real)
		}
		if err != nil {
			if backlog {
				out.unread[place] = err
			}
			return
		}
		place = filepath.ToSlash(name)
	}
	if _, seen := out.stamps[place]; seen || hidden(place) {
		return
	}
	stamp, err := t.Disk.Lstat(root, name)
	switch {
	case err == nil:
		out.stamps[place] = stamp
	case errors.Is(err, fs.ErrNotExist):
	default:
		out.unread[place] = err
	}
}
