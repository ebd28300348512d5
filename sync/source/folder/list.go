package folder

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/followthrough/followthrough/internal/atomicfile"
	"github.com/followthrough/followthrough/internal/globs"
	"github.com/followthrough/followthrough/sync/source"
	"github.com/followthrough/followthrough/sync/source/format"
)

// List names every document below the folder; none is opened. A folder that
// can't be read, at the top or below, makes the listing fail. Of several
// names of one file (links) its own name is listed, else the first.
func (s *Source) List(ctx context.Context) ([]source.Entry, error) {
	w, err := s.walk(ctx)
	if err != nil {
		return nil, fmt.Errorf("list source %s in %s: %w", s.name, s.root, err)
	}
	return w.entries(), nil
}

// walk visits the folder: first what is really in it, then what links in it
// lead to. Each real folder is visited at most once of itself and once through
// links, so that no ring of links keeps it busy.
func (s *Source) walk(ctx context.Context) (*walk, error) {
	root, err := filepath.EvalSymlinks(s.root)
	if err != nil {
		return nil, err
	}
	handle, err := atomicfile.OpenRoot(root)
	if err != nil {
		return nil, err
	}
	defer handle.Close()
	w := &walk{
		ctx: ctx, globs: s.globs, root: root, handle: handle,
		documents: map[string]document{}, refused: map[string]refusal{}, linked: map[string]bool{},
	}
	defer func() { s.left.Store(&w.left) }()
	if err := w.folder(place{real: root}); err != nil {
		return nil, err
	}
	for len(w.links) > 0 {
		next := w.links[0]
		w.links = w.links[1:]
		if w.linked[next.real] {
			continue
		}
		if err := w.folder(next); err != nil {
			return nil, err
		}
	}
	return w, nil
}

// walk is the state of one listing.
type walk struct {
	ctx       context.Context
	globs     globs.Set
	root      string              // real path
	handle    *os.Root            // the same, held open: names that come to lead out of it lead nowhere
	documents map[string]document // by real path
	refused   map[string]refusal  // likewise
	folders   []place             // that were entered
	links     []place             // folders that links lead to, to be visited
	linked    map[string]bool     // real paths of folders visited through links
	left      []string            // real paths of folders in which a crash of ours left a file
}

// place is a file or folder under one of its names.
type place struct {
	path  string // slash-separated, from the root; "" is the root
	real  string // every link followed
	alias bool   // the path goes through a link
}

type document struct {
	place
	info fs.FileInfo
}

// refusal is what is there and can't be taken.
type refusal struct {
	place
	why error
}

// below is the path of what is called name in the folder at dir.
func below(dir, name string) string {
	if dir == "" {
		return name
	}
	return dir + "/" + name
}

func (w *walk) folder(at place) error {
	if err := w.ctx.Err(); err != nil {
		return err
	}
	children, err := atomicfile.ReadDir(w.handle, w.rel(at))
	if errors.Is(err, fs.ErrNotExist) && at.path != "" {
		return nil // it went away since its parent was read
	}
	if err != nil {
		return err
	}
	w.folders = append(w.folders, at)
	if at.alias {
		w.linked[at.real] = true
	}
	for _, child := range children {
		if globs.Hidden(child.Name()) {
			if atomicfile.Beside(child.Name()) && !slices.Contains(w.left, at.real) {
				w.left = append(w.left, at.real)
			}
			continue
		}
		named := place{below(at.path, child.Name()), filepath.Join(at.real, child.Name()), at.alias}
		if err := w.child(named, child); err != nil {
			return err
		}
	}
	return nil
}

// rel is where a place is below the root, every link followed.
func (w *walk) rel(at place) string {
	rel, err := filepath.Rel(w.root, at.real)
	if err != nil {
		return at.real // no root opens that
	}
	return rel
}

func (w *walk) child(at place, child fs.DirEntry) error {
	switch {
	case child.Type()&fs.ModeSymlink != 0:
		w.link(at)
		return nil
	case child.IsDir():
		if w.globs.Skips(at.path) || at.alias && w.linked[at.real] {
			return nil
		}
		return w.folder(at)
	case !w.globs.Takes(at.path):
		return nil
	}
	info, err := w.handle.Lstat(w.rel(at))
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	if err != nil {
		return err
	}
	w.file(at, info)
	return nil
}

func (w *walk) file(at place, info fs.FileInfo) {
	if !utf8.ValidString(at.path) {
		at.path = strings.ToValidUTF8(at.path, "\uFFFD")
		w.refuse(at, errors.New("its name is not valid UTF-8"))
		return
	}
	if !info.Mode().IsRegular() {
		w.refuse(at, errors.New("it is not a regular file"))
		return
	}
	if had, ok := w.documents[at.real]; ok && !at.before(had.place) {
		return
	}
	w.documents[at.real] = document{at, info}
}

// before tells which of two names of a file counts.
func (p place) before(q place) bool {
	if p.alias != q.alias {
		return q.alias
	}
	return p.path < q.path
}

func (w *walk) refuse(at place, why error) {
	if had, ok := w.refused[at.real]; !ok || at.before(had.place) {
		w.refused[at.real] = refusal{at, why}
	}
}

func (w *walk) entries() []source.Entry {
	var out []source.Entry
	for _, d := range w.documents {
		out = append(out, d.entry())
	}
	for _, r := range w.refused {
		out = append(out, r.entry())
	}
	slices.SortFunc(out, func(a, b source.Entry) int { return strings.Compare(a.Path, b.Path) })
	format.Renderings(out)
	return out
}

func (r refusal) entry() source.Entry {
	return source.Entry{
		Path:     r.path,
		Revision: "refused: " + r.why.Error(),
		Problem:  fmt.Errorf("%s %w: %w", r.path, source.ErrUnreadable, r.why),
	}
}

func (d document) entry() source.Entry {
	e := source.Entry{
		Path:     d.path,
		Revision: atomicfile.StampOf(d.info).String(),
		Changed:  d.info.ModTime(),
	}
	if size := d.info.Size(); size > format.MaxFile {
		e.Problem = fmt.Errorf("%s %w: it has %d bytes, at most %d (8 MB) are read", d.path, source.ErrUnreadable, size, format.MaxFile)
	}
	return e
}
