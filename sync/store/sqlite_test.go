package store_test

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"

	"github.com/followthrough/followthrough/sync/plan"
	"github.com/followthrough/followthrough/sync/review"
	"github.com/followthrough/followthrough/sync/store"
)

func sample() plan.Changes {
	return plan.Changes{
		Reviews: []plan.Review{{
			Key: "aaaaaaaaaaaa", Source: "sre", Path: "a.md", Actions: []plan.Action{{Key: "000000000001", State: review.Planned}},
			Said: plan.Said{Kind: review.Incident},
		}},
		Trackers: []plan.TrackerMark{{Tracker: "local", Watermark: "1"}},
	}
}

// saved is the path of a closed store that holds the sample.
func saved(t *testing.T) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), "odd ?#%41.db")
	s, err := store.Open(t.Context(), store.Options{Path: path, Now: made})
	must(t, err)
	must(t, errors.Join(s.Apply(t.Context(), sample()), s.Close()))
	return path
}

func TestStoreFileIsForItsOwnerAlone(t *testing.T) {
	path := filepath.Join(t.TempDir(), "followthrough.db")
	s := open(t, store.Options{Path: path, Now: made})
	must(t, s.Apply(t.Context(), sample()))
	for _, name := range folder(t, path) {
		info, err := os.Stat(filepath.Join(filepath.Dir(path), name))
		must(t, err)
		if info.Mode().Perm() != 0o600 {
			t.Errorf("%s has mode %v", name, info.Mode())
		}
	}
}

func TestStoreStaysWhatItWasWhenOpenedAgain(t *testing.T) {
	path := saved(t)
	s := open(t, store.Options{Path: path})
	created, err := s.Created(t.Context())
	if err != nil || !created.Equal(made()) {
		t.Errorf("Created() = %v, %v; want %v", created, err, made())
	}
	if got, err := s.ReviewsBy(t.Context(), store.Filter{}); err != nil || len(got) != 1 || len(got[0].Actions) != 1 {
		t.Errorf("ReviewsBy() = %v, %v", got, err)
	}
	if s.Path() != path {
		t.Errorf("Path() = %q", s.Path())
	}
}

// TestHostileBytesSurvive: a file's name is whatever its system takes.
func TestHostileBytesSurvive(t *testing.T) {
	s := open(t, store.Options{Path: filepath.Join(t.TempDir(), "followthrough.db")})
	c := sample()
	c.Reviews[0].Path = "a\x00b\xff\xfe.md"
	must(t, s.Apply(t.Context(), c))
	got, err := s.ReviewsBy(t.Context(), store.Filter{Paths: []string{c.Reviews[0].Path}})
	if err != nil || len(got) != 1 || got[0].Path != c.Reviews[0].Path {
		t.Errorf("ReviewsBy() = %q, %v", got, err)
	}
}

func TestReadingWritesNothing(t *testing.T) {
	path := saved(t)
	before, err := os.ReadFile(path)
	must(t, err)
	readOnlyFolder(t, filepath.Dir(path))
	names := folder(t, path)
	s := open(t, store.Options{Path: path, Mode: store.ReadOnly})
	if got, err := s.ReviewsBy(t.Context(), store.Filter{}); err != nil || len(got) != 1 {
		t.Errorf("ReviewsBy() = %v, %v", got, err)
	}
	if now := folder(t, path); strings.Join(now, " ") != strings.Join(names, " ") {
		t.Errorf("beside the store lie %v, before there were %v", now, names)
	}
	if err := s.Apply(t.Context(), sample()); !errors.Is(err, store.ErrReadOnly) {
		t.Errorf("Apply on a store for reading = %v", err)
	}
	if _, err := s.Prune(t.Context(), made(), made()); err != nil {
		t.Errorf("prune of nothing: %v", err)
	}
	after, err := os.ReadFile(path)
	if err != nil || string(after) != string(before) {
		t.Errorf("the store's file changed (%v)", err)
	}
}

func TestReadingBesideAWriter(t *testing.T) {
	path := saved(t)
	writer := open(t, store.Options{Path: path})
	c := sample()
	c.Reviews[0].Title = "before"
	must(t, writer.Apply(t.Context(), c))
	reader := open(t, store.Options{Path: path, Mode: store.ReadOnly})
	for _, title := range []string{"before", "after"} {
		c.Reviews[0].Title = title
		must(t, writer.Apply(t.Context(), c))
		got, err := reader.ReviewsBy(t.Context(), store.Filter{})
		if err != nil || len(got) != 1 || got[0].Title != title {
			t.Errorf("ReviewsBy() = %v, %v; want the title %q", got, err, title)
		}
	}
	if err := reader.Apply(t.Context(), c); !errors.Is(err, store.ErrReadOnly) {
		t.Errorf("Apply on a store for reading = %v", err)
	}
}

func TestWhatIsNoStore(t *testing.T) {
	dir := t.TempDir()
	put := func(name, content string) string {
		path := filepath.Join(dir, name)
		must(t, os.WriteFile(path, []byte(content), 0o600))
		return path
	}
	damaged := saved(t)
	if b, err := os.ReadFile(damaged); err != nil || os.WriteFile(damaged, b[:len(b)/2], 0o600) != nil {
		t.Fatal("can't cut the store")
	}
	for _, test := range []struct {
		name, path string
		mode       store.Mode
		is         error
		says       string
	}{
		{"absent", filepath.Join(dir, "none.db"), store.ReadOnly, store.ErrNotExist, "none.db: sync and run make one"},
		{"empty file", put("empty.db", ""), store.ReadOnly, store.ErrNotExist, "empty.db"},
		{"no folder", filepath.Join(dir, "no", "such.db"), store.ReadWrite, store.ErrNoFolder, "is not a folder: make it"},
		{"no folder to read", filepath.Join(dir, "no", "such.db"), store.ReadOnly, store.ErrNoFolder, "is not a folder"},
		{"a folder", dir, store.ReadWrite, store.ErrNotStore, "is a folder: name a file in it"},
		{"text", put("followthrough.yaml", "sources:\n  - name: ä\n"), store.ReadWrite, store.ErrNotStore, "followthrough.yaml is not a database but a text file: name another"},
		{"text to read", put("notes.txt", "x"), store.ReadOnly, store.ErrNotStore, "a text file"},
		{"text with a cut sign", put("long.txt", strings.Repeat("a", 511)+"ä"), store.ReadOnly, store.ErrNotStore, "a text file"},
		{"binary", put("image.png", "\x89PNG\r\n\x1a\n\x00\x00"), store.ReadWrite, store.ErrNotStore, "another kind of file"},
		{"only the head", put("head.db", "SQLite format 3\x00"+strings.Repeat("\xff", 200)), store.ReadWrite, store.ErrNotStore, "head.db"},
		{"only the head, to read", put("head.db", "SQLite format 3\x00"+strings.Repeat("\xff", 200)), store.ReadOnly, store.ErrNotStore, "head.db"},
		{"cut", damaged, store.ReadWrite, store.ErrDamaged, "move it away: the next sync rebuilds it"},
		{"cut, to read", damaged, store.ReadOnly, store.ErrDamaged, "move it away: the next sync rebuilds it"},
	} {
		t.Run(test.name, func(t *testing.T) {
			names := folder(t, filepath.Join(dir, "x"))
			s, err := store.Open(t.Context(), store.Options{Path: test.path, Mode: test.mode, Now: made})
			if err == nil {
				_, err = s.ReviewsBy(t.Context(), store.Filter{})
				closed(t, s)
			}
			if !errors.Is(err, test.is) || !strings.Contains(err.Error(), test.says) {
				t.Errorf("got %v\nwant %v and %q", err, test.is, test.says)
			}
			if now := folder(t, filepath.Join(dir, "x")); strings.Join(now, " ") != strings.Join(names, " ") {
				t.Errorf("a refused store left %v, before there were %v", now, names)
			}
		})
	}
}

func TestStoreThatMayNotBeRead(t *testing.T) {
	if os.Geteuid() == 0 {
		t.Skip("root may read everything")
	}
	path := saved(t)
	must(t, os.Chmod(path, 0))
	if _, err := store.Open(t.Context(), store.Options{Path: path}); !errors.Is(err, fs.ErrPermission) {
		t.Errorf("got %v", err)
	}
}

// folder lists what lies in the folder of path.
func folder(t *testing.T, path string) []string {
	t.Helper()
	entries, err := os.ReadDir(filepath.Dir(path))
	must(t, err)
	var out []string
	for _, e := range entries {
		out = append(out, e.Name())
	}
	return out
}

// readOnlyFolder lets nothing be made in a folder until the test ends.
func readOnlyFolder(t *testing.T, dir string) {
	t.Helper()
	must(t, os.Chmod(dir, 0o500))
	t.Cleanup(func() { _ = os.Chmod(dir, 0o700) })
}

// TestManyMayMakeTheStoreAtOnce: a daemon and a manual sync that start
// together on a new configuration.
func TestManyMayMakeTheStoreAtOnce(t *testing.T) {
	path := filepath.Join(t.TempDir(), "followthrough.db")
	var group sync.WaitGroup
	for range 8 {
		group.Go(func() {
			s, err := store.Open(t.Context(), store.Options{Path: path, Now: made})
			if err != nil {
				t.Errorf("open: %v", err)
				return
			}
			if err := errors.Join(s.Apply(t.Context(), sample()), s.Close()); err != nil {
				t.Error(err)
			}
		})
	}
	group.Wait()
	s := open(t, store.Options{Path: path})
	if created, err := s.Created(t.Context()); err != nil || !created.Equal(made()) {
		t.Errorf("Created() = %v, %v", created, err)
	}
}
