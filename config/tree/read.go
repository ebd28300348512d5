package tree

import (
	"errors"
	"fmt"
	"io"
	"os"
)

// maxSize is how many bytes a file may have: the parser's time grows faster
// than its input.
const maxSize = 256 << 10

// readLimited reads a file of at most maxSize bytes.
func readLimited(name string) ([]byte, error) {
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
	f, err := os.Open(name)
	if err != nil {
		return nil, fmt.Errorf("can't be read: %w", Reason(err))
	}
	defer func() { _ = f.Close() }() // only read
	data, err := io.ReadAll(io.LimitReader(f, maxSize+1))
	if err != nil {
		return nil, fmt.Errorf("can't be read: %w", Reason(err))
	}
	if len(data) > maxSize {
		return nil, fmt.Errorf("larger than %d KB: put teams into files of their own (mapping.include)", maxSize>>10)
	}
	return data, nil
}

// Reason is an error without the path, which the problem names already.
func Reason(err error) error {
	var p *os.PathError
	if errors.As(err, &p) {
		return p.Err
	}
	return err
}
