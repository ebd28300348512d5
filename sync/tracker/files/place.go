package files

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/followthrough/followthrough/internal/atomicfile"
	"github.com/followthrough/followthrough/internal/names"
	"github.com/followthrough/followthrough/sync/tracker"
)

// A place is the path of a backlog file below the root, slash-separated.

// placeOf is the place that a project names: payments is payments.md.
func placeOf(project string) string {
	if strings.EqualFold(filepath.Ext(project), ".md") {
		return project
	}
	return project + ".md"
}

// nameOf is the project that a place has where no backlog names it.
func nameOf(place string) string { return strings.TrimSuffix(place, filepath.Ext(place)) }

// resolve is the place and the absolute path of a project's file, links below
// the root followed.
func (t *Tracker) resolve(project string) (place, path string, err error) {
	if project == "" || strings.ContainsFunc(project, unicode.IsControl) {
		return "", "", rejected(fmt.Errorf("%q is no name of a backlog file", project))
	}
	place = t.spelled(placeOf(project))
	path, err = atomicfile.Resolve(t.root, filepath.FromSlash(place))
	if err != nil {
		return "", "", rejected(fmt.Errorf("backlog %s: %w", project, err))
	}
	root, err := atomicfile.Resolve(t.root, ".")
	if err != nil {
		return "", "", rejected(fmt.Errorf("backlog %s: %w", project, err))
	}
	rel, err := filepath.Rel(root, path)
	if err != nil {
		return "", "", rejected(fmt.Errorf("backlog %s: %w", project, err))
	}
	place = filepath.ToSlash(rel)
	if hidden(place) {
		return "", "", rejected(fmt.Errorf("backlog %s: files and folders whose names begin with a dot are not read", project))
	}
	return place, path, nil
}

// spelled is a place as the disk spells it. A name in another Unicode form is
// the same file to people: beside it there must not come to be a second one.
func (t *Tracker) spelled(place string) string {
	at, parts := t.root, strings.Split(place, "/")
	if !filepath.IsLocal(filepath.FromSlash(place)) {
		return place // it will be refused
	}
	for i, part := range parts {
		if _, err := os.Lstat(filepath.Join(at, part)); errors.Is(err, fs.ErrNotExist) && strings.ContainsFunc(part, func(r rune) bool { return r >= utf8.RuneSelf }) {
			there, _ := os.ReadDir(at) // what can't be read will be said where it is opened
			if n := slices.IndexFunc(there, func(e fs.DirEntry) bool { return names.Same(e.Name(), part) }); n >= 0 {
				parts[i] = there[n].Name()
			}
		}
		at = filepath.Join(at, parts[i])
	}
	return strings.Join(parts, "/")
}

func hidden(place string) bool {
	return strings.HasPrefix(place, ".") || strings.Contains(place, "/.")
}

// learn keeps how the backlogs name their files.
func (t *Tracker) learn(backlogs []tracker.Backlog) {
	for _, b := range backlogs {
		place, _, err := t.resolve(b.Project)
		if err != nil { // what has become of its file is told of this place
			place = path.Clean(placeOf(b.Project))
		}
		t.projects[place] = b.Project
	}
}

func (t *Tracker) project(place string) string {
	if name, ok := t.projects[place]; ok {
		return name
	}
	return nameOf(place)
}

func rejected(err error) error {
	return &tracker.Error{Kind: tracker.Rejected, Field: "project", Err: err}
}

// outcomeOf is what an error of a write means: only one kind is uncertain.
// A reason may come to stand in a review: paths in it begin below the root.
func (t *Tracker) outcomeOf(err error) error {
	var known *tracker.Error
	if errors.As(err, &known) {
		return err
	}
	kind := tracker.Rejected
	switch {
	case errors.Is(err, atomicfile.ErrUncertain):
		kind = tracker.Unknown
	case !permanent(err):
		kind = tracker.Unavailable
	}
	return &tracker.Error{Kind: kind, Err: below{err, t.root + string(filepath.Separator)}}
}

// below is an error whose text names paths below a folder without the folder.
type below struct {
	error
	root string
}

func (b below) Error() string { return strings.ReplaceAll(b.error.Error(), b.root, "") }

func (b below) Unwrap() error { return b.error }

func permanent(err error) bool {
	for _, p := range []error{
		atomicfile.ErrReadOnly, atomicfile.ErrKeep, atomicfile.ErrOutside,
		atomicfile.ErrIrregular, atomicfile.ErrTooLarge, errNotText, errFolder, errNoPlace,
	} {
		if errors.Is(err, p) {
			return true
		}
	}
	return false
}
