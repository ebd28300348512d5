package github_test

import (
	"testing"
	"time"

	"github.com/followthrough/followthrough/internal/client/github/githubfake"
	"github.com/followthrough/followthrough/sync/source/sourcetest"
)

func TestConformance(t *testing.T) {
	t.Parallel()
	for name, options := range map[string][]option{
		"github.com":        {at("")},
		"enterprise server": {enterprise, at("docs/post mortems/Ü 🚒")},
	} {
		t.Run(name, func(t *testing.T) {
			sourcetest.Run(t, func(t *testing.T) sourcetest.Harness { return harness(t, options...) })
		})
	}
}

func harness(t *testing.T, options ...option) sourcetest.Harness {
	t.Helper()
	w := open(t, append(options, config(exclude("README.md")))...)
	w.put(".gitkeep", "")
	where := func(path string) string { return in(w.cfg.Path, path) }
	return sourcetest.Harness{
		Source: w.Source,
		Put: func(_ *testing.T, path string, content []byte) {
			w.put(path, string(content))
			time.Sleep(w.pace())
		},
		Delete: func(_ *testing.T, path string) {
			w.repo.Delete("", where(path))
			w.pass(time.Minute)
		},
		Rename: func(_ *testing.T, from, to string) {
			w.repo.Move("", where(from), where(to))
			w.pass(time.Minute)
		},
		Bytes: func(_ *testing.T, path string) []byte { return []byte(w.repo.File("", where(path))) },
		Spoil: func(_ *testing.T, path string) { w.put(path, "# Caf\xe9\n") },
		Unreachable: func(*testing.T) func() {
			w.unplug(true)
			return func() { w.unplug(false) }
		},
		Protect: func(*testing.T, string) func() {
			w.fake.Permit(token, githubfake.Permissions{"contents": "read", "metadata": "read"})
			return func() {
				w.fake.Permit(token, may)
				w.pass(time.Hour)
			}
		},
		Meanwhile: func(_ *testing.T, f func()) { w.meanwhile(1, f) },
	}
}

func (w *world) unplug(cut bool) {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.cut = cut
	w.ahead += time.Minute
}
