package files

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
)

const (
	// calm is how long nothing must happen before a change is told.
	calm = 100 * time.Millisecond
	// absentEvery is how often a folder that is not there is looked for.
	absentEvery = time.Second
)

// Watch pokes after files below the root changed, until ctx ends. A root that
// is not there yet, or goes away, is waited for.
func (t *Tracker) Watch(ctx context.Context, poke func()) error {
	w, err := fsnotify.NewWatcher()
	if err != nil {
		return fmt.Errorf("tracker %s: watch %s: %w", t.name, t.root, err)
	}
	defer w.Close()
	if err := addAll(w, t.root); err != nil {
		return fmt.Errorf("tracker %s: watch %s: %w", t.name, t.root, err)
	}
	return t.watch(ctx, w, poke)
}

func (t *Tracker) watch(ctx context.Context, w *fsnotify.Watcher, poke func()) error {
	quiet := time.NewTimer(calm)
	quiet.Stop()
	absent := time.NewTicker(absentEvery)
	defer absent.Stop()
	there := len(w.WatchList()) > 0
	for {
		select {
		case <-ctx.Done():
			return nil
		case e, ok := <-w.Events:
			if !ok {
				return nil
			}
			if t.matters(w, e) {
				quiet.Reset(calm)
			}
		case _, ok := <-w.Errors:
			if !ok {
				return nil
			}
			quiet.Reset(calm) // events were lost: read
		case <-quiet.C:
			poke()
		case <-absent.C:
			now := t.rootIsThere()
			if now && !there {
				_ = addAll(w, t.root) // polling is the truth
			}
			if now != there {
				quiet.Reset(calm)
			}
			there = now
		}
	}
}

// matters tells whether an event is about a backlog file; new folders are
// watched from now on.
func (t *Tracker) matters(w *fsnotify.Watcher, e fsnotify.Event) bool {
	if strings.HasPrefix(filepath.Base(e.Name), ".") || e.Op == fsnotify.Chmod {
		return false
	}
	if info, err := os.Stat(e.Name); err == nil && info.IsDir() && e.Has(fsnotify.Create) {
		_ = addAll(w, e.Name) // polling is the truth
		return true
	}
	return strings.EqualFold(filepath.Ext(e.Name), ".md") || e.Has(fsnotify.Remove) || e.Has(fsnotify.Rename)
}

// addAll watches dir and the folders below it, as far as they are there.
func addAll(w *fsnotify.Watcher, dir string) error {
	if real, err := filepath.EvalSymlinks(dir); err == nil {
		dir = real
	}
	return filepath.WalkDir(dir, func(path string, e fs.DirEntry, err error) error {
		switch {
		case errors.Is(err, fs.ErrNotExist):
			return nil
		case err != nil:
			return err
		case !e.IsDir():
			return nil
		case path != dir && strings.HasPrefix(e.Name(), "."):
			return fs.SkipDir
		}
		return w.Add(path)
	})
}
