package files

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/followthrough/followthrough/sync/tracker"
)

// The Markdown files below the folder are listed as backlogs would name them; no
// other file is, nothing hidden, and nothing outside.
func TestPlaces(t *testing.T) {
	dir := t.TempDir()
	outside := filepath.Join(t.TempDir(), "outside.md")
	for name, path := range map[string]string{
		"payments.md": dir, "teams/storage.MD": dir, "notes.txt": dir, ".hidden.md": dir, ".git/x.md": dir, "Straße.md": dir,
	} {
		file := filepath.Join(path, name)
		must(t, os.MkdirAll(filepath.Dir(file), 0o700))
		must(t, os.WriteFile(file, []byte("# Backlog\n"), 0o600))
	}
	must(t, os.WriteFile(outside, nil, 0o600))
	if err := os.Symlink(outside, filepath.Join(dir, "link.md")); err != nil {
		t.Skip("no links here: ", err)
	}
	places, err := listedIn(t, dir)
	var keys []string
	for _, p := range places {
		keys = append(keys, p.Key)
	}
	if err != nil || !slices.Equal(keys, []string{"Straße", "payments", "teams/storage"}) {
		t.Errorf("%q, %v", keys, err)
	}
}

// A folder that is not there has no files yet; one that can't be read is an error.
func TestPlacesOfNoFolder(t *testing.T) {
	dir := t.TempDir()
	if places, err := listedIn(t, filepath.Join(dir, "later")); err != nil || len(places) != 0 {
		t.Errorf("%v, %v", places, err)
	}
	file := filepath.Join(dir, "file")
	must(t, os.WriteFile(file, nil, 0o600))
	if places, err := listedIn(t, file); tracker.Usable(err) || len(places) != 0 || !strings.Contains(err.Error(), "read backlogs in") {
		t.Errorf("%v, %v", places, err)
	}
}

func listedIn(t *testing.T, dir string) ([]tracker.Place, error) {
	t.Helper()
	tr, err := New("files", Config{Path: dir}, "test", time.Now)
	must(t, err)
	return tr.Places(t.Context())
}

func must(t testing.TB, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}
