package upgradetest

import (
	"encoding/json"
	"io/fs"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"github.com/followthrough/followthrough/sync/store/storetest/sqldump"
)

// Kinds are the trackers that worlds are made on.
func Kinds() []string { return []string{"files", "jira-cloud", "jira-datacenter", "github"} }

// World is a folder with a configuration, reviews and a store, and a tracker.
type World struct {
	// Dir is where the program runs.
	Dir string

	t       testing.TB
	kind    string
	later   atomic.Int64 // how far the world's clock is ahead of the machine's
	proxy   string
	tracker backlogs
	status  string // as the program that made the world printed it at the end
}

// place stands for the world's folder in what is kept.
const place = "/the/world"

// about is what world.json says.
type about struct {
	Commit string    `json:"commit"` // whose program made the world
	Now    time.Time `json:"now"`    // on the world's clock when it was kept
}

// New is a world of a kind with nothing in it but its backlogs.
func New(t testing.TB, kind string, f For) *World {
	w := &World{Dir: t.TempDir(), t: t, kind: kind}
	w.later.Store(int64(time.Until(begin())))
	w.tracker = newBacklogs(w)
	w.tracker.begin()
	w.write("followthrough.yaml", w.tracker.config()+sources(w.tracker, f)+teams(w.tracker, f))
	return w
}

// Open is the world that was kept in a folder.
func Open(t testing.TB, kind, from string) *World {
	t.Helper()
	w := &World{Dir: t.TempDir(), t: t, kind: kind}
	w.later.Store(int64(time.Until(w.about(from).Now)))
	w.tracker = newBacklogs(w)
	w.tracker.load(from)
	w.copyTree(filepath.Join(from, "reviews"), filepath.Join(w.Dir, "reviews"), url.PathUnescape)
	w.write("followthrough.yaml", w.read(filepath.Join(from, "followthrough.yaml")))
	w.status = w.read(filepath.Join(from, "status.json"))
	sqldump.Restore(t, w.storePath(), strings.ReplaceAll(w.read(filepath.Join(from, "store.sql")), place, w.Dir))
	return w
}

func (w *World) about(from string) (a about) {
	w.t.Helper()
	w.decode(w.read(filepath.Join(from, "world.json")), &a)
	return a
}

// Keep keeps the world in a folder, in place of what is there.
func (w *World) Keep(commit, to string) {
	w.t.Helper()
	must(w.t, os.RemoveAll(to))
	text, err := json.Marshal(about{commit, w.Now()})
	must(w.t, err)
	w.put(filepath.Join(to, "world.json"), string(text)+"\n")
	w.put(filepath.Join(to, "followthrough.yaml"), w.read(filepath.Join(w.Dir, "followthrough.yaml")))
	w.put(filepath.Join(to, "store.sql"), strings.ReplaceAll(sqldump.Dump(w.t, w.storePath()), w.Dir, place))
	w.put(filepath.Join(to, "status.json"), w.status)
	w.copyTree(filepath.Join(w.Dir, "reviews"), filepath.Join(to, "reviews"), escaped)
	w.tracker.save(to)
}

// escaped is a path that every file system, archive and Git client takes as it
// is.
func escaped(path string) (string, error) { return (&url.URL{Path: path}).EscapedPath(), nil }

// Now is the time on the world's clock.
func (w *World) Now() time.Time { return time.Now().Add(w.ahead()).UTC().Truncate(time.Second) }

func (w *World) ahead() time.Duration { return time.Duration(w.later.Load()) }

// Wait lets time go by.
func (w *World) Wait(d time.Duration) { w.later.Add(int64(d)) }

// LoseStore takes the store away.
func (w *World) LoseStore() {
	w.t.Helper()
	for _, suffix := range []string{"", "-wal", "-shm"} {
		if err := os.Remove(w.storePath() + suffix); err != nil && !os.IsNotExist(err) {
			w.t.Fatal(err)
		}
	}
}

func (w *World) storePath() string { return filepath.Join(w.Dir, "followthrough.db") }

// settle lets no file be younger than the world's clock says: the machine's has
// stamped it.
func (w *World) settle() {
	w.t.Helper()
	now := w.Now()
	dir := filepath.Join(w.Dir, "reviews")
	for path := range w.files(dir) {
		path = filepath.Join(dir, path)
		if info, err := os.Stat(path); err == nil && info.ModTime().After(now) {
			err = os.Chtimes(path, now, now)
			must(w.t, err)
		}
	}
}

func (w *World) files(dir string) map[string]string {
	w.t.Helper()
	out := map[string]string{}
	err := filepath.WalkDir(dir, func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		rel, err := filepath.Rel(dir, path)
		if err == nil {
			out[filepath.ToSlash(rel)] = w.read(path)
		}
		return err
	})
	must(w.t, err)
	return out
}

func (w *World) copyTree(from, to string, name func(string) (string, error)) {
	w.t.Helper()
	for path, text := range w.files(from) {
		named, err := name(path)
		must(w.t, err)
		w.put(filepath.Join(to, named), text)
	}
}

func (w *World) read(path string) string {
	w.t.Helper()
	b, err := os.ReadFile(path)
	must(w.t, err)
	return string(b)
}

// write writes a file of the world's folder.
func (w *World) write(path, text string) {
	w.t.Helper()
	w.put(filepath.Join(w.Dir, path), text)
}

func (w *World) put(path, text string) {
	w.t.Helper()
	must(w.t, os.MkdirAll(filepath.Dir(path), 0o755))
	if err := os.WriteFile(path, []byte(text), 0o644); err != nil { //nolint:gosec // read by tests
		w.t.Fatal(err)
	}
}

func must(t testing.TB, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}
