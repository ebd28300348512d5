package files

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"path/filepath"
	"slices"
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
	ids       map[identity]string // by what a marker names, and where
	// unread are the files and folders that can't be read, and why, by place.
	unread map[string]error
	// former are what files said at the last reading, of those that changed.
	former map[string]parsedFile
}

// identity is what no two items may share.
type identity struct {
	instance   string
	action     review.Key
	generation int
	place      string
}

var (
	errNotText = errors.New("is not UTF-8 text")
	errFolder  = errors.New("is a folder")
)

func (t *Tracker) unreadable(err error) error {
	return fmt.Errorf("read backlogs in %s: %w", t.root, err)
}

// read reads what changed since the last reading, and puts everything together.
func (t *Tracker) read(ctx context.Context) (*world, error) {
	found, err := t.walk(ctx)
	if err != nil {
		return nil, err
	}
	return t.build(ctx, found)
}

// build reads the files that are not known by their stamps. The stamps in the
// result are those of what was read.
func (t *Tracker) build(ctx context.Context, found found) (*world, error) {
	stamps := found.stamps
	w := &world{
		stamps: stamps, unread: found.unread, former: map[string]parsedFile{}, byID: map[string][]line{}, taken: map[string]review.Key{},
		fragments: map[string][]string{}, ids: map[identity]string{},
	}
	for _, place := range sortedKeys(stamps) {
		if err := ctx.Err(); err != nil {
			return nil, err
		}
		if was, ok := t.parsed[place]; ok && was.stamp != stamps[place] {
			w.former[place] = was
		}
		parsed := t.reading(place, stamps[place])
		if errors.Is(parsed.err, fs.ErrNotExist) {
			delete(stamps, place)
			continue
		}
		if parsed.err != nil {
			w.unread[place] = parsed.err
			continue
		}
		stamps[place] = parsed.stamp
		_, backlog := t.projects[place]
		for n := range parsed.lines {
			parsed.lines[n].backlog = backlog
		}
		w.add(parsed.lines)
	}
	for place, was := range t.parsed {
		if _, ok := stamps[place]; !ok {
			w.former[place] = was
			delete(t.parsed, place)
		}
	}
	for id := range w.byID {
		slices.SortStableFunc(w.byID[id], inOrder)
	}
	t.known, t.readAt = w, t.now()
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
		if who := identityOf(l.Marker, l.place); w.ids[who] == "" {
			w.ids[who] = l.Key
		}
	}
}

// marked are the lines that bear this very marker's action and generation, where
// one of them lies in the place in which the item is to be: in another file
// anybody may have written it.
func (w *world) marked(m tracker.Marker, place string) []line {
	return w.byID[w.ids[identityOf(m, place)]]
}

func identityOf(m tracker.Marker, place string) identity {
	return identity{m.Instance, m.Action, m.Generation, place}
}

// reading gives what a file says, opening it only if its stamp is not the one
// last read.
func (t *Tracker) reading(place string, stamp atomicfile.Stamp) parsedFile {
	if known, ok := t.parsed[place]; ok && known.stamp == stamp && known.err == nil {
		return known
	}
	snap, err := t.files().Read(t.file(place), MaxFile)
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

// problem is the first of what can't be read, by name; nil: all could be.
func (t *Tracker) problem(w *world) error {
	for _, place := range sortedKeys(w.unread) {
		return t.cause(place, w.unread[place])
	}
	return nil
}

// cause names a place that can't be read, below the root, and says why.
func (t *Tracker) cause(place string, err error) error {
	for _, known := range []error{
		errNotText, errFolder, atomicfile.ErrTooLarge, atomicfile.ErrIrregular, atomicfile.ErrOutside, fs.ErrPermission,
	} {
		if errors.Is(err, known) {
			err = known
		}
	}
	return &tracker.Error{Kind: tracker.Unavailable, Err: fmt.Errorf("%s can't be read: %w", place, below{err, t.real + string(filepath.Separator)})}
}

func sortedKeys[V any](m map[string]V) []string {
	out := make([]string, 0, len(m))
	for k := range m {
		out = append(out, k)
	}
	slices.Sort(out)
	return out
}
