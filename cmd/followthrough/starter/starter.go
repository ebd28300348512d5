// Package starter writes the files that a new user begins with: the folder of
// the demo, and a first configuration with an example review. It never
// overwrites, and knows nothing of what will be done with them.
package starter

import (
	"embed"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"strings"
	"time"

	"github.com/followthrough/followthrough/internal/atomicfile"
)

//go:embed demo first
var files embed.FS

// Demo is the demo's folder: three reviews, two backlogs, a configuration.
func Demo(now time.Time) (Set, error) { return newSet("demo", now) }

// First is what `init` writes: a configuration and an example review.
func First(now time.Time) (Set, error) { return newSet("first", now) }

// Set is files to be written, by slash-separated path.
type Set struct {
	names []string // sorted
	text  map[string]string
}

// newSet reads a set. In names and texts {{today}} is the day of now in UTC,
// {{yesterday}} and {{lastweek}} days before it.
func newSet(dir string, now time.Time) (Set, error) {
	day := func(before int) string { return now.UTC().AddDate(0, 0, -before).Format(time.DateOnly) }
	dated := strings.NewReplacer("{{today}}", day(0), "{{yesterday}}", day(1), "{{lastweek}}", day(7))
	s := Set{text: map[string]string{}}
	err := fs.WalkDir(files, dir, func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		data, err := files.ReadFile(name)
		if err != nil {
			return err
		}
		// A file's name in the tree holds TODAY: braces have no place in one.
		rel := strings.ReplaceAll(strings.TrimPrefix(name, dir+"/"), "TODAY", day(0))
		s.names = append(s.names, rel)
		s.text[rel] = dated.Replace(string(data))
		return nil
	})
	if err != nil {
		return Set{}, fmt.Errorf("read the embedded %s: %w", dir, err)
	}
	return s, nil
}

// Names are the paths of the files, sorted.
func (s Set) Names() []string { return s.names }

// Present are those of the set's paths at which something is in dir already.
func (s Set) Present(dir string) ([]string, error) {
	var out []string
	for _, name := range s.names {
		switch _, err := os.Lstat(at(dir, name)); {
		case err == nil:
			out = append(out, name)
		case !errors.Is(err, fs.ErrNotExist):
			return nil, err
		}
	}
	return out, nil
}

// Write makes dir and the files in it. A file that has come to be there is an
// error and stays as it is.
func (s Set) Write(dir string) error {
	for _, name := range s.names {
		if err := os.MkdirAll(at(dir, path.Dir(name)), 0o755); err != nil {
			return err
		}
		if err := write(at(dir, name), s.text[name]); err != nil {
			return err
		}
	}
	return nil
}

func write(path, text string) error {
	f, err := os.OpenFile(path, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o644)
	if err != nil {
		return err
	}
	_, err = f.WriteString(text)
	return errors.Join(err, f.Close())
}

func at(dir, name string) string { return filepath.Join(dir, filepath.FromSlash(name)) }

// IsDemo tells whether dir holds an earlier demo.
func IsDemo(dir string) bool {
	want, err := files.ReadFile("demo/followthrough.yaml")
	if err != nil {
		return false
	}
	have, err := atomicfile.ReadFile(filepath.Join(dir, "followthrough.yaml"), 1<<20)
	first, _, _ := strings.Cut(string(want), "\n")
	return err == nil && strings.HasPrefix(string(have), first)
}
