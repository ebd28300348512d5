package files

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"io/fs"
	"path"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/followthrough/followthrough/internal/atomicfile"
	"github.com/followthrough/followthrough/sync/review"
	"github.com/followthrough/followthrough/sync/tracker"
)

// parsedFile is one reading of a file.
type parsedFile struct {
	stamp atomicfile.Stamp
	lines []line
	err   error // why it can't be read; holds for this stamp
}

// world is all that the backlog files say now.
type world struct {
	stamps map[string]atomicfile.Stamp // by place
	byID   map[string][]line           // the line that counts comes first
	taken  map[string]review.Key       // by fragment: whose it is
	// fragments are the keys that end in one, in the order of places.
	fragments map[string][]string
	ids       map[identity]string // by what a marker names
	// problem is the first file, by name, that can't be read; nil: none.
	problem error
}

// identity is what no two items may share.
type identity struct {
	instance   string
	action     review.Key
	generation int
}

var errNotText = errors.New("is not UTF-8 text")

// walk stats every backlog file below the root and opens none. A root that is
// not there holds none.
func (t *Tracker) walk(ctx context.Context) (map[string]atomicfile.Stamp, error) {
	out := map[string]atomicfile.Stamp{}
	root, err := filepath.EvalSymlinks(t.root)
	if errors.Is(err, fs.ErrNotExist) {
		return out, nil
	} else if err != nil {
		return nil, t.unreadable(err)
	}
	t.real = root
	err = filepath.WalkDir(root, func(full string, e fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		if err := ctx.Err(); err != nil {
			return err
		}
		if full == root {
			return nil
		}
		return t.visit(root, full, e, out)
	})
	if err != nil {
		return nil, t.unreadable(err)
	}
	return out, nil
}

// visit takes up one directory entry of a walk.
func (t *Tracker) visit(root, full string, e fs.DirEntry, out map[string]atomicfile.Stamp) error {
	if strings.HasPrefix(e.Name(), ".") {
		if e.IsDir() {
			return fs.SkipDir
		}
		return nil
	}
	if e.IsDir() || !strings.EqualFold(filepath.Ext(full), ".md") {
		return nil
	}
	rel, err := filepath.Rel(root, full)
	if err != nil {
		return err
	}
	if e.Type()&fs.ModeSymlink != 0 {
		real, err := atomicfile.Resolve(root, rel)
		if err != nil {
			return nil // it leads outside, or nowhere
		}
		if rel, err = filepath.Rel(root, real); err != nil {
			return err
		}
		full = real
	}
	place := filepath.ToSlash(rel)
	if _, seen := out[place]; seen || hidden(place) {
		return nil
	}
	stamp, err := t.Disk.Stat(full)
	switch {
	case errors.Is(err, fs.ErrNotExist), errors.Is(err, atomicfile.ErrIrregular):
		return nil
	case err != nil:
		return err
	}
	out[place] = stamp
	return nil
}

func (t *Tracker) unreadable(err error) error {
	return fmt.Errorf("tracker %s: read backlogs in %s: %w", t.name, t.root, err)
}

// look reads what changed since the last look, and puts everything together.
func (t *Tracker) look(ctx context.Context) (*world, error) {
	stamps, err := t.walk(ctx)
	if err != nil {
		return nil, err
	}
	return t.build(ctx, stamps)
}

// build reads the files that are not known by their stamps. The stamps in the
// result are those of what was read.
func (t *Tracker) build(ctx context.Context, stamps map[string]atomicfile.Stamp) (*world, error) {
	w := &world{
		stamps: stamps, byID: map[string][]line{}, taken: map[string]review.Key{},
		fragments: map[string][]string{}, ids: map[identity]string{},
	}
	for _, place := range sortedKeys(stamps) {
		if err := ctx.Err(); err != nil {
			return nil, err
		}
		parsed := t.reading(place, stamps[place])
		if errors.Is(parsed.err, fs.ErrNotExist) {
			delete(stamps, place)
			continue
		}
		if parsed.err != nil {
			w.problem = cmp.Or(w.problem, t.unreadable(parsed.err))
			continue
		}
		stamps[place] = parsed.stamp
		w.add(parsed.lines)
	}
	for place := range t.parsed {
		if _, ok := stamps[place]; !ok {
			delete(t.parsed, place)
		}
	}
	for id := range w.byID {
		slices.SortStableFunc(w.byID[id], inOrder)
	}
	t.known, t.looked = w, t.now()
	return w, nil
}

func (w *world) add(found []line) {
	for _, l := range found {
		if len(w.byID[l.Key]) == 0 {
			w.fragments[l.fragment()] = append(w.fragments[l.fragment()], l.Key)
		}
		w.byID[l.Key] = append(w.byID[l.Key], l)
		if _, ok := w.taken[l.fragment()]; !ok {
			w.taken[l.fragment()] = l.Action
		}
		if who := identityOf(l.Marker); w.ids[who] == "" {
			w.ids[who] = l.Key
		}
	}
}

// marked are the lines that bear this very marker's action and generation.
func (w *world) marked(m tracker.Marker) []line { return w.byID[w.ids[identityOf(m)]] }

func identityOf(m tracker.Marker) identity { return identity{m.Instance, m.Action, m.Generation} }

// reading gives what a file says, opening it only if its stamp is not the one
// last read.
func (t *Tracker) reading(place string, stamp atomicfile.Stamp) parsedFile {
	if known, ok := t.parsed[place]; ok && known.stamp == stamp && known.err == nil {
		return known
	}
	snap, err := t.Disk.Read(t.file(place), MaxFile)
	if err == nil && !utf8.Valid(snap.Data) {
		err = fmt.Errorf("read %s: %w", t.file(place), errNotText)
	}
	if err != nil {
		return parsedFile{stamp: stamp, err: err}
	}
	parsed := parsedFile{stamp: snap.Stamp, lines: lines(place, string(snap.Data))}
	t.parsed[place] = parsed
	return parsed
}

// file is the absolute path of a place.
func (t *Tracker) file(place string) string {
	return filepath.Join(t.real, filepath.FromSlash(place))
}

// inOrder puts first the line that counts: that in the file the key was made
// for, then the upper one.
func inOrder(a, b line) int {
	return cmp.Or(a.away()-b.away(), strings.Compare(a.place, b.place), a.number-b.number)
}

func (l line) away() int {
	if nameOf(path.Base(l.place)) == l.home() {
		return 0
	}
	return 1
}

// item is what the lines of one key, the first of which counts, amount to.
func (t *Tracker) item(same []line) tracker.Item {
	l := same[0]
	it := tracker.Item{
		ID: l.Key, Key: l.Key, URL: l.place + "#" + l.fragment(), File: t.file(l.place),
		Project: t.project(l.place), Place: l.place,
		State: l.state, Reason: l.reason, Status: l.status, Note: l.note,
	}
	if l.Instance == t.instance {
		m := l.Marker
		it.Marker = &m
	}
	var others []string
	for _, o := range same[1:] {
		others = append(others, o.place+" line "+strconv.Itoa(o.number))
	}
	if len(others) > 0 {
		it.Note = strings.TrimPrefix(it.Note+"; ", "; ") + "also in " + strings.Join(others, ", ")
	}
	return it
}

func sortedKeys[V any](m map[string]V) []string {
	out := make([]string, 0, len(m))
	for k := range m {
		out = append(out, k)
	}
	slices.Sort(out)
	return out
}
