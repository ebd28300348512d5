// Package starter writes the files that a new user begins with: the folder of
// the demo, and what a first configuration begins with. It never
// overwrites, and knows nothing of what will be done with them.
package starter

import (
	"embed"
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"github.com/followthrough/followthrough/internal/atomicfile"
)

//go:embed demo first
var files embed.FS

// Demo is the demo's folder: three reviews, two backlogs, a configuration.
func Demo(now time.Time) (Set, error) { return newSet("demo", now) }

// Set is files to be written, by slash-separated path: below a folder, or
// absolute.
type Set struct {
	names  []string // sorted
	text   map[string]string
	closed map[string]bool // to all but their owner, with their folders
}

// Of is a set of these files.
func Of(text map[string]string) Set {
	return Set{names: slices.Sorted(maps.Keys(text)), text: text, closed: map[string]bool{}}
}

// Close keeps all but their owner from reading one of the files and its folder.
func (s Set) Close(name string) { s.closed[name] = true }

// Example is an example of a review, with an action for a team and a service of
// it. Both stand in it as they are given.
func Example(now time.Time, owner, services string) (string, error) {
	set, err := newSet("first", now)
	return strings.NewReplacer("{{owner}}", owner, "{{services}}", services).Replace(set.text["example.md"]), err
}

// newSet reads a set. In names and texts {{today}} is the day of now in UTC,
// {{yesterday}} and {{lastweek}} days before it.
func newSet(dir string, now time.Time) (Set, error) {
	day := func(before int) string { return now.UTC().AddDate(0, 0, -before).Format(time.DateOnly) }
	dated := strings.NewReplacer("{{today}}", day(0), "{{yesterday}}", day(1), "{{lastweek}}", day(7))
	s := Of(map[string]string{})
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

// Write makes dir and the files in it, or none of them. A file that has come to
// be there is an error and stays as it is.
func (s Set) Write(dir string) error {
	var written []string
	for _, name := range s.names {
		folder, file := fs.FileMode(0o755), fs.FileMode(0o644)
		if s.closed[name] {
			folder, file = 0o700, 0o600
		}
		err := os.MkdirAll(at(dir, path.Dir(name)), folder)
		if err == nil {
			err = write(at(dir, name), s.text[name], file)
		}
		if err != nil {
			for _, name := range written {
				err = errors.Join(err, os.Remove(at(dir, name)))
			}
			return err
		}
		written = append(written, name)
	}
	return nil
}

func write(path, text string, mode fs.FileMode) error {
	f, err := os.OpenFile(path, os.O_WRONLY|os.O_CREATE|os.O_EXCL, mode)
	if err != nil {
		return err
	}
	_, err = f.WriteString(text)
	if err = errors.Join(err, f.Close()); err != nil {
		err = errors.Join(err, os.Remove(path)) // half of it
	}
	return err
}

func at(dir, name string) string {
	if name = filepath.FromSlash(name); filepath.IsAbs(name) {
		return name
	}
	return filepath.Join(dir, name)
}

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
