package files

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"syscall"
	"time"
	"unicode/utf8"

	"github.com/followthrough/followthrough/internal/atomicfile"
	"github.com/followthrough/followthrough/sync/tracker"
)

const (
	// tries is how often a write is begun anew because the file changed.
	tries = 8
	// pause grows with each of them.
	pause = 5 * time.Millisecond
	// later is when a file that never held still is tried again.
	later = 10 * time.Second
)

var errGone = errors.New("it was there before")

// Create appends items to their files, each file in one write. An item whose
// marker stands already somewhere below the root is not made again.
func (t *Tracker) Create(ctx context.Context, items []tracker.NewItem) []tracker.Outcome {
	t.mu.Lock()
	defer t.mu.Unlock()
	out := make([]tracker.Outcome, len(items))
	batches, refused := t.batches(items)
	for i, err := range refused {
		out[i].Err = err
	}
	for _, place := range sortedKeys(batches) {
		b := batches[place]
		made, err := t.write(ctx, b)
		for j, i := range b.index {
			if err != nil {
				out[i].Err = t.outcomeOf(err)
				continue
			}
			out[i] = made[j]
		}
	}
	return out
}

// batches are the items by the file that they go into, and why some go nowhere,
// by their place in the call.
func (t *Tracker) batches(items []tracker.NewItem) (map[string]*batch, map[int]error) {
	batches, refused := map[string]*batch{}, map[int]error{}
	for i, n := range items {
		place, path, err := t.resolve(n.Backlog.Project)
		if err != nil {
			refused[i] = err
			continue
		}
		t.projects[place] = n.Backlog.Project
		if batches[place] == nil {
			batches[place] = &batch{place: place, path: path}
		}
		b := batches[place]
		b.items, b.index = append(b.items, n), append(b.index, i)
	}
	return batches, refused
}

// batch is what one write puts into one file.
type batch struct {
	place, path string
	items       []tracker.NewItem
	index       []int // of the items in the call
}

// write does one file. Its error holds for the whole batch, an outcome's for one
// item.
func (t *Tracker) write(ctx context.Context, b *batch) ([]tracker.Outcome, error) {
	var err error
	for try := range tries {
		if try > 0 {
			time.Sleep(time.Duration(try) * pause)
		}
		var out []tracker.Outcome
		out, err = t.writeOnce(ctx, b)
		if errors.Is(err, atomicfile.ErrUncertain) || !errors.Is(err, atomicfile.ErrChanged) && !errors.Is(err, atomicfile.ErrExists) {
			return out, err
		}
		if ctx.Err() != nil {
			break
		}
	}
	return nil, &tracker.Error{Kind: tracker.Throttled, Until: t.now().Add(later), Err: err}
}

func (t *Tracker) writeOnce(ctx context.Context, b *batch) ([]tracker.Outcome, error) {
	c, err := t.composeOnce(ctx, b)
	if err != nil || c.text == string(c.snap.Data) {
		return c.out, err
	}
	if c.fresh {
		if err := t.files().MakeFolder(filepath.Dir(b.path)); err != nil {
			return nil, madeNoFolder(filepath.Dir(b.path), err)
		}
		if _, err = t.files().Create(ctx, b.path, []byte(c.text)); err == nil {
			t.made[b.place] = false
		}
	} else {
		_, err = t.files().Replace(ctx, c.snap, []byte(c.text))
	}
	return c.out, err
}

// composed is one file as it is, and as it would be.
type composed struct {
	snap  atomicfile.Snapshot
	fresh bool // there is none yet
	text  string
	out   []tracker.Outcome // if the text is written
}

func (t *Tracker) composeOnce(ctx context.Context, b *batch) (c composed, err error) {
	w, err := t.read(ctx)
	if err != nil {
		return c, err
	}
	if c.snap, c.fresh, err = t.peek(b.path); err != nil {
		return c, err
	}
	if len(c.snap.Data) == 0 {
		if err := t.mayMake(b.place, w); err != nil {
			return c, err
		}
	}
	// What is about to be replaced counts as it is, not as it was looked at.
	for _, l := range lines(b.place, string(c.snap.Data)) {
		w.take(l)
	}
	c.text, c.out, err = t.compose(string(c.snap.Data), b, w)
	return c, err
}

func madeNoFolder(path string, err error) error {
	if errors.Is(err, fs.ErrPermission) || errors.Is(err, syscall.EROFS) || errors.Is(err, syscall.ENOTDIR) {
		return fmt.Errorf("create folder %s: %w: %w", path, errNoPlace, err)
	}
	return fmt.Errorf("create folder %s: %w", path, err)
}

// mostSearched is up to which size a file that can't be read as a backlog is
// searched for an action's key.
const mostSearched = 4 * MaxFile

// mayStand looks for the marker of a new item in what can't be read: what may
// be there already is not made again.
func (t *Tracker) mayStand(w *world, n tracker.NewItem) error {
	for _, place := range sortedKeys(w.unread) {
		snap, err := t.files().Peek(t.file(place), mostSearched)
		if err == nil && bytes.Contains(snap.Data, []byte(n.Marker.Action)) {
			return &tracker.Error{Kind: tracker.Unavailable, Err: fmt.Errorf("its item may stand in a file already: %w", t.cause(place, w.unread[place]))}
		}
	}
	return nil
}

// take makes l known if its key is not.
func (w *world) take(l line) {
	if _, ok := w.byID[l.Key]; !ok {
		w.add([]line{l})
	}
}

// peek reads the file to be written; fresh: there is none yet.
func (t *Tracker) peek(path string) (snap atomicfile.Snapshot, fresh bool, err error) {
	snap, err = t.files().Peek(path, MaxFile)
	if errors.Is(err, fs.ErrNotExist) {
		return snap, true, nil
	}
	if err == nil && !utf8.Valid(snap.Data) {
		err = fmt.Errorf("read %s: %w", path, errNotText)
	}
	return snap, false, err
}

func (t *Tracker) rootIsThere() bool {
	info, err := os.Stat(t.root)
	return err == nil && info.IsDir()
}
