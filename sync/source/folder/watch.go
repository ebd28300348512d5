package folder

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"time"

	"github.com/fsnotify/fsnotify"

	"github.com/followthrough/followthrough/internal/globs"
)

// Editors and checkouts change files in bursts: poke comes when a burst has
// been over for calm, and at the latest after patience.
const (
	calm     = 100 * time.Millisecond
	patience = 500 * time.Millisecond
)

// Watch calls poke once when it has begun (what changed before is not known)
// and after each burst of changes. It ends with nil when ctx does, and with an
// error where it can't go on: nothing is lost by that but speed, and it may be
// called again.
func (s *Source) Watch(ctx context.Context, poke func()) error {
	watcher, err := fsnotify.NewWatcher()
	if err != nil {
		return fmt.Errorf("watch source %s: %w", s.name, err)
	}
	defer watcher.Close()
	w := &watch{source: s, watcher: watcher}
	if err := w.folders(ctx); err != nil {
		return w.ended(ctx, err)
	}
	poke()
	return w.ended(ctx, w.follow(ctx, poke))
}

type watch struct {
	source  *Source
	watcher *fsnotify.Watcher
	root    string              // real path
	paths   map[string][]string // of each watched folder, by its real path
	stale   bool                // folders came or went
}

// ended is the error of Watch: the end of ctx is none.
func (w *watch) ended(ctx context.Context, err error) error {
	switch {
	case ctx.Err() != nil:
		err = nil
	case err != nil:
		err = fmt.Errorf("watch source %s: %w", w.source.name, err)
	}
	return err
}

// folders watches every folder that a listing enters.
func (w *watch) folders(ctx context.Context) error {
	seen, err := w.source.walk(ctx)
	if err != nil {
		return err
	}
	w.root, w.paths, w.stale = seen.root, map[string][]string{}, false
	for _, at := range seen.folders {
		w.paths[at.real] = append(w.paths[at.real], at.path)
		if err := w.watcher.Add(at.real); err != nil && !errors.Is(err, fs.ErrNotExist) {
			return fmt.Errorf("%s: %w", at.real, err)
		}
	}
	return nil
}

// follow turns bursts of events into pokes. New folders are watched before
// the poke, so that the listing after it misses nothing in them.
func (w *watch) follow(ctx context.Context, poke func()) error {
	var (
		timer = time.NewTimer(calm)
		first time.Time // of the burst; zero: none
	)
	defer timer.Stop()
	for {
		select {
		case <-ctx.Done():
			return nil
		case event := <-w.watcher.Events:
			if event.Name == w.root && event.Has(fsnotify.Remove|fsnotify.Rename) {
				return errors.New("the folder was taken away")
			}
			if !w.matters(event) {
				continue
			}
		case lost := <-w.watcher.Errors: // anything may have changed
			w.stale = w.stale || lost != nil
		case <-timer.C:
			if first.IsZero() {
				continue
			}
			if err := w.calmed(ctx, poke); err != nil {
				return err
			}
			first = time.Time{}
			continue
		}
		if first.IsZero() {
			first = time.Now()
		}
		timer.Reset(max(0, min(calm, patience-time.Since(first))))
	}
}

// calmed is the end of a burst.
func (w *watch) calmed(ctx context.Context, poke func()) error {
	if w.stale {
		if err := w.folders(ctx); err != nil {
			return err
		}
	}
	poke()
	return nil
}

// matters tells whether an event may change what a listing gives. Files that
// are no documents must not: our own store may lie among them, and would wake
// us each time that we write to it.
func (w *watch) matters(event fsnotify.Event) bool {
	name := filepath.Base(event.Name)
	if event.Op == fsnotify.Chmod || globs.Hidden(name) {
		return false
	}
	if _, watched := w.paths[event.Name]; watched {
		if event.Has(fsnotify.Remove | fsnotify.Rename) {
			w.forget(event.Name)
		}
		return true
	}
	if info, err := os.Stat(event.Name); err == nil && info.IsDir() {
		w.stale = true
		return true
	}
	for _, dir := range w.paths[filepath.Dir(event.Name)] {
		if w.source.globs.Takes(below(dir, name)) {
			return true
		}
	}
	return false
}

// forget ends the watches of a folder that moved, and of all below it: they
// would go on under their old names.
func (w *watch) forget(folder string) {
	w.stale = true
	for dir := range w.paths {
		if dir == folder || strings.HasPrefix(dir, folder+string(filepath.Separator)) {
			_ = w.watcher.Remove(dir) // a folder that was deleted has none
		}
	}
}
