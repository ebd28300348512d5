package folder

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
)

// errOutside is why a link is refused: who may write into the folder could
// otherwise have any file of the machine read, and written to.
var errOutside = errors.New("it is a link that leads outside the folder")

// link looks where a symbolic link leads. One that leads outside, or nowhere,
// is listed as refused if what it stands for would be taken.
func (w *walk) link(at place) {
	target, info, err := w.follow(at.real)
	switch {
	case err != nil && !errors.Is(err, errOutside):
		if _, gone := os.Lstat(at.real); w.globs.Takes(at.path) && gone == nil {
			w.refuse(at, err)
		}
	case info.IsDir() && w.globs.Skips(at.path), !info.IsDir() && !w.globs.Takes(at.path):
	case err != nil:
		w.refuse(at, err)
	case info.IsDir():
		w.links = append(w.links, place{path: at.path, real: target, alias: true})
	default:
		w.file(place{path: at.path, real: target, alias: true}, info)
	}
}

func (w *walk) follow(path string) (target string, info fs.FileInfo, err error) {
	target, err = filepath.EvalSymlinks(path)
	if errors.Is(err, fs.ErrNotExist) {
		return "", nil, errors.New("it is a link that leads nowhere")
	}
	if err != nil {
		return "", nil, err
	}
	info, err = os.Stat(target)
	if err != nil {
		return "", nil, err
	}
	if rel, err := filepath.Rel(w.root, target); err != nil || !filepath.IsLocal(rel) {
		return target, info, errOutside
	}
	return target, info, nil
}
