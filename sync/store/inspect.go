package store

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"unicode/utf8"
)

// magic is how every SQLite file begins (sqlite.org/fileformat.html, 1.3.1).
const magic = "SQLite format 3\x00"

// anotherFile is the next step where the store's file is something else.
func anotherFile(path string) string {
	return "name another file as the store, or move this one away: the next sync makes a new store: " + away(path)
}

// away is the command that moves a store away, with what lies beside it: a log that
// stays would be played into the next store.
func away(path string) string {
	files, to := []string{path}, path+".damaged"
	for _, suffix := range []string{"-wal", "-shm", "-journal"} {
		if _, err := os.Stat(path + suffix); err == nil {
			files = append(files, path+suffix)
		}
	}
	for i, name := range files {
		files[i] = quoted(name)
	}
	return "mkdir -p " + quoted(to) + " && mv " + strings.Join(files, " ") + " " + quoted(to) + "/"
}

// plain is a path that a shell takes as it is.
var plain = regexp.MustCompile(`^[\w./@%+=:,-]+$`)

func quoted(path string) string {
	if plain.MatchString(path) {
		return path
	}
	return "'" + strings.ReplaceAll(path, "'", `'\''`) + "'"
}

// inspect looks at the store's file before the database does, so that a
// mistake in the configuration is told as one. ErrNotExist: it is not there,
// or empty.
func inspect(path string) error {
	folder := filepath.Dir(path)
	if info, err := os.Stat(folder); errors.Is(err, fs.ErrNotExist) || err == nil && !info.IsDir() {
		return fmt.Errorf("%w %s: %s is not a folder: make it, or name another", ErrNoFolder, path, folder)
	}
	info, err := os.Stat(path)
	switch {
	case errors.Is(err, fs.ErrNotExist), err == nil && info.Mode().IsRegular() && info.Size() == 0:
		return fmt.Errorf("%w at %s: sync and run make one", ErrNotExist, path)
	case err != nil:
		return fmt.Errorf("open the store: %w", err)
	case info.IsDir():
		return fmt.Errorf("%w: %s is a folder: name a file in it", ErrNotStore, path)
	}
	begin, err := head(path)
	if err != nil {
		return err
	}
	if string(begin[:min(len(begin), len(magic))]) != magic {
		return fmt.Errorf("%w: %s is not a database but %s: %s", ErrNotStore, path, describe(begin), anotherFile(path))
	}
	return nil
}

// head is how the store's file begins.
func head(path string) ([]byte, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, fmt.Errorf("open the store: %w", err)
	}
	defer func() { _ = f.Close() }() // it was only read
	begin := make([]byte, 512)
	n, err := io.ReadFull(f, begin)
	if err != nil && !errors.Is(err, io.ErrUnexpectedEOF) {
		return nil, fmt.Errorf("read the store: %w", err)
	}
	return begin[:n], nil
}

// describe says in words what a file is that begins like this.
func describe(head []byte) string {
	// The last sign may be cut.
	for cut := 0; cut < utf8.UTFMax && cut < len(head); cut++ {
		if text := head[:len(head)-cut]; utf8.Valid(text) && !hasControl(text) {
			return "a text file"
		}
	}
	return "another kind of file"
}

func hasControl(text []byte) bool {
	for _, b := range text {
		if b < ' ' && b != '\n' && b != '\r' && b != '\t' && b != '\f' {
			return true
		}
	}
	return false
}
