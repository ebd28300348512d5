package config

import (
	"os"
	"path/filepath"
	"strings"
)

// store judges the store's path and makes it absolute: relative to the file,
// or where a flag or variable gives it to where the command runs.
func (l *loader) store(path string) string {
	from := l.main
	if n := l.given["store"]; n != nil {
		from = n.Doc
	}
	scheme, _, isURL := strings.Cut(path, "://")
	switch {
	case isURL && (scheme == "postgres" || scheme == "postgresql"):
		l.mistake("store", "PostgreSQL is not in this version: name a SQLite file, such as followthrough.db")
		return path
	case isURL, strings.TrimSpace(path) == "", path == ":memory:":
		l.mistake("store", "must be the path of a SQLite file, such as followthrough.db")
		return path
	}
	path = from.File(path)
	if info, err := os.Stat(path); err == nil && info.IsDir() {
		l.mistake("store", "this is a directory: name a file in it, such as "+filepath.Join(filepath.Base(path), "followthrough.db"))
	}
	return path
}
