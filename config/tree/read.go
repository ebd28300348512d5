package tree

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"

	"github.com/followthrough/followthrough/internal/atomicfile"
)

// maxSize is how many bytes a file may have: the parser's time grows faster
// than its input.
const maxSize = 256 << 10

// readLimited reads a file of at most maxSize bytes. One that has to lie below a
// folder is opened from there: a link that leads out would show, in what is said
// of its words, what only we may read.
func readLimited(name string, limit *Limit) ([]byte, error) {
	info, err := os.Stat(name)
	switch {
	case errors.Is(err, os.ErrNotExist):
		return nil, errors.New("there is no such file: run `followthrough init` to make one, or name another with --config")
	case err != nil:
		return nil, fmt.Errorf("can't be read: %w", Reason(err))
	case info.IsDir():
		return nil, errors.New("this is a directory: name the file in it (followthrough.yaml), or run `followthrough init` there")
	case !info.Mode().IsRegular():
		return nil, errors.New("this is not a file")
	}
	data, err := read(name, limit)
	switch {
	case errors.Is(err, atomicfile.ErrOutside):
		return nil, errors.New("leads out of its folder: name the place that it leads to under mapping.include of the main file")
	case errors.Is(err, atomicfile.ErrTooLarge):
		return nil, fmt.Errorf("larger than %d KB: put teams into files of their own (mapping.include)", maxSize>>10)
	case err != nil:
		return nil, fmt.Errorf("can't be read: %w", Reason(err))
	}
	return data, nil
}

func read(name string, limit *Limit) ([]byte, error) {
	if limit == nil || limit.Below == "" {
		return atomicfile.ReadFile(name, maxSize)
	}
	abs, err := filepath.Abs(name)
	if err != nil {
		return nil, err
	}
	rel, err := filepath.Rel(limit.Below, abs)
	if err != nil {
		return nil, err
	}
	to, err := atomicfile.Resolve(limit.Below, rel)
	if err != nil {
		return nil, err
	}
	snap, err := new(atomicfile.Disk).In(limit.Below).Peek(to, maxSize)
	return snap.Data, err
}

// Reason is an error without the path, which the problem names already.
func Reason(err error) error {
	var p *os.PathError
	if errors.As(err, &p) {
		return p.Err
	}
	return err
}
