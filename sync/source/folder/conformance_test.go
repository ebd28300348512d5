package folder_test

import (
	"os"
	"path/filepath"
	"sync"
	"testing"

	"go.uber.org/goleak"

	"github.com/followthrough/followthrough/internal/atomicfile"
	"github.com/followthrough/followthrough/sync/source/folder"
	"github.com/followthrough/followthrough/sync/source/sourcetest"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

// Editors save in two ways.
func TestConformance(t *testing.T) {
	t.Parallel()
	for name, put := range map[string]func(*testing.T, string, []byte){
		"saved in place":         saveInPlace,
		"saved beside and moved": saveBeside,
	} {
		t.Run(name, func(t *testing.T) {
			sourcetest.Run(t, func(t *testing.T) sourcetest.Harness { return harness(t, folder.Config{}, put) })
		})
	}
	t.Run("HTML files", func(t *testing.T) {
		sourcetest.Run(t, func(t *testing.T) sourcetest.Harness {
			h := harness(t, folder.Config{Include: []string{"**/*.html"}}, saveInPlace)
			h.HTML = true
			return h
		})
	})
}

func saveInPlace(t *testing.T, file string, content []byte) {
	t.Helper()
	must(t, os.MkdirAll(filepath.Dir(file), 0o755))
	must(t, os.WriteFile(file, content, 0o644))
}

func saveBeside(t *testing.T, file string, content []byte) {
	t.Helper()
	must(t, os.MkdirAll(filepath.Dir(file), 0o755))
	must(t, os.WriteFile(file+"~", content, 0o644))
	must(t, os.Rename(file+"~", file))
}

func must(t testing.TB, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

func harness(t *testing.T, cfg folder.Config, put func(*testing.T, string, []byte)) sourcetest.Harness {
	t.Helper()
	root := filepath.Join(t.TempDir(), "reviews")
	must(t, os.Mkdir(root, 0o755))
	meddler := &meddler{}
	cfg.Path = root
	src, err := folder.New("reviews", cfg, folder.Options{Disk: &atomicfile.Disk{Hook: meddler.hook}})
	must(t, err)
	at := func(path string) string { return filepath.Join(root, filepath.FromSlash(path)) }
	return sourcetest.Harness{
		Source: src,
		Put:    func(t *testing.T, path string, content []byte) { put(t, at(path), content) },
		Delete: func(t *testing.T, path string) { must(t, os.Remove(at(path))) },
		Rename: func(t *testing.T, from, to string) {
			must(t, os.MkdirAll(filepath.Dir(at(to)), 0o755))
			must(t, os.Rename(at(from), at(to)))
		},
		Bytes: func(t *testing.T, path string) []byte {
			content, err := os.ReadFile(at(path))
			must(t, err)
			return content
		},
		Spoil: func(t *testing.T, path string) {
			must(t, os.WriteFile(at(path), []byte("# Caf\xe9\n"), 0o644))
		},
		Unreachable: func(t *testing.T) func() {
			must(t, os.Rename(root, root+".away"))
			return func() { must(t, os.Rename(root+".away", root)) }
		},
		Protect: func(t *testing.T, path string) func() {
			must(t, os.Chmod(at(path), 0o444))
			return func() { must(t, os.Chmod(at(path), 0o644)) }
		},
		Meanwhile: func(_ *testing.T, f func()) { meddler.next(f) },
	}
}

// meddler does something once, just before the swap.
type meddler struct {
	mu sync.Mutex
	f  func()
}

func (m *meddler) next(f func()) {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.f = f
}

func (m *meddler) hook(op atomicfile.Op, _ string) error {
	m.mu.Lock()
	f := m.f
	if op == atomicfile.OpSwap {
		m.f = nil
	}
	m.mu.Unlock()
	if op == atomicfile.OpSwap && f != nil {
		f()
	}
	return nil
}
