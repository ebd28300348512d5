package atomicfile

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"syscall"
	"time"
)

// Folder reads and replaces files below one folder, or, with no folder,
// anywhere. Each call opens the folder, and from it the file: whatever becomes
// of the names meanwhile, nothing outside is opened.
type Folder struct {
	disk *Disk
	root string // "": anywhere
}

// In is the disk below root, which may itself be a link. Paths are absolute,
// their links followed (Resolve): one that is a link by now is not followed.
func (d *Disk) In(root string) Folder { return Folder{d, root} }

// spot is a file's place in a folder that is held open.
type spot struct {
	path string   // as people know it
	name string   // in its own folder
	root *os.Root // what is never left
	sub  string   // its own folder below root
	dir  *os.File // likewise, for what an os.Root can't do
}

// at opens the folder in which a file is, or is to be.
func (f Folder) at(path string) (*spot, error) {
	s := &spot{path: path, name: filepath.Base(path), sub: "."}
	var err error
	if f.root == "" {
		s.root, err = OpenRoot(filepath.Dir(path))
	} else {
		s.root, s.sub, err = f.below(path)
	}
	if err != nil {
		return nil, Cause(err)
	}
	if s.dir, err = openDir(s.root, s.sub); err != nil {
		s.root.Close() //nolint:errcheck // nothing was written
		return nil, Cause(err)
	}
	return s, nil
}

// below opens the folder, and tells where in it a path's own folder is.
func (f Folder) below(path string) (root *os.Root, sub string, err error) {
	real, err := filepath.EvalSymlinks(f.root)
	if err != nil {
		return nil, "", err
	}
	rel, err := filepath.Rel(real, path)
	if err != nil || !filepath.IsLocal(rel) || rel == "." {
		return nil, "", ErrOutside
	}
	root, err = OpenRoot(real)
	return root, filepath.Dir(rel), err
}

// OpenRoot is os.OpenRoot, but where a pipe has the folder's name it does not
// wait for who writes to it.
func OpenRoot(path string) (*os.Root, error) {
	return os.OpenRoot(path + string(filepath.Separator) + ".")
}

// openDir opens a directory below a root. os.Root.OpenRoot would wait where a
// pipe has its name (Go 1.26).
func openDir(root *os.Root, name string) (*os.File, error) {
	dir, err := root.OpenFile(name, os.O_RDONLY|nonblock, 0)
	if err != nil {
		return nil, err
	}
	if info, err := dir.Stat(); err != nil || !info.IsDir() {
		dir.Close() //nolint:errcheck // opened for reading
		return nil, cmp.Or(err, error(syscall.ENOTDIR))
	}
	return dir, nil
}

// at is where a name in the file's own folder is below the root.
func (s *spot) at(name string) string { return filepath.Join(s.sub, name) }

// real is a path with its links followed, where any may be.
func (f Folder) real(path string) (string, error) {
	if f.root != "" {
		return path, nil
	}
	return filepath.EvalSymlinks(path)
}

// leave closes the folder.
func (s *spot) leave() {
	s.dir.Close()  //nolint:errcheck // opened for reading
	s.root.Close() //nolint:errcheck // likewise
}

// errMoved: another file has the name by now than the one that was looked at.
var errMoved = errors.New("another file took its name")

// regular opens a regular file for reading. It waits for nothing, follows no
// link, and is judged by what was opened.
func (s *spot) regular(name string) (*os.File, fs.FileInfo, error) {
	was, err := s.root.Lstat(s.at(name))
	if err != nil {
		return nil, nil, Cause(err)
	}
	if !was.Mode().IsRegular() {
		return nil, nil, ErrIrregular
	}
	file, err := s.root.OpenFile(s.at(name), os.O_RDONLY|nonblock, 0)
	if err != nil {
		return nil, nil, Cause(err)
	}
	info, err := file.Stat()
	switch {
	case err != nil:
		err = Cause(err)
	case !info.Mode().IsRegular():
		err = ErrIrregular
	case !os.SameFile(was, info):
		err = errMoved
	}
	if err != nil {
		file.Close() //nolint:errcheck // opened for reading
		return nil, nil, err
	}
	return file, info, nil
}

// bytes reads a regular file of at most limit bytes.
func (s *spot) bytes(name string, limit int64) ([]byte, error) {
	file, _, err := s.regular(name)
	if err != nil {
		return nil, err
	}
	defer file.Close()
	return bounded(file, limit)
}

// bounded reads to the end, which is at most limit bytes away.
func bounded(r io.Reader, limit int64) ([]byte, error) {
	data, err := io.ReadAll(io.LimitReader(r, limit+1))
	if err != nil {
		return nil, Cause(err)
	}
	if int64(len(data)) > limit {
		return nil, fmt.Errorf("%w: at most %d bytes are read", ErrTooLarge, limit)
	}
	return data, nil
}

// Cause is an error of the system without the path in it, which is one below
// the folder that is open; a path that leads out of it is ErrOutside.
func Cause(err error) error {
	var at *fs.PathError
	if !errors.As(err, &at) {
		return err
	}
	// The error has no name of its own (Go 1.26).
	if strings.Contains(at.Err.Error(), "escapes from parent") {
		return ErrOutside
	}
	return at.Err
}

// ReadDir reads a directory below an open root, sorted by name. What is no
// directory by now is an error, and is not waited for.
func ReadDir(root *os.Root, name string) ([]fs.DirEntry, error) {
	dir, err := openDir(root, name)
	if err != nil {
		return nil, err
	}
	defer dir.Close()
	entries, err := dir.ReadDir(-1)
	slices.SortFunc(entries, func(a, b fs.DirEntry) int { return strings.Compare(a.Name(), b.Name()) })
	return entries, err
}

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
