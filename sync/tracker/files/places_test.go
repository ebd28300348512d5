package files_test

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/followthrough/followthrough/sync/tracker"
)

// The Markdown files below the folder are listed as backlogs would name them; no
// other file is, nothing hidden, and nothing outside.
func TestPlaces(t *testing.T) {
	root, outside := t.TempDir(), t.TempDir()
	for _, name := range []string{"payments.md", "teams/storage.MD", "notes.txt", ".hidden.md", ".git/x.md", "Straße.md"} {
		put(t, root, name, "# Backlog\n")
	}
	put(t, outside, "outside.md", "")
	if err := os.Symlink(filepath.Join(outside, "outside.md"), filepath.Join(root, "link.md")); err != nil {
		t.Skip("no links here: ", err)
	}
	places, err := open(t, root).Places(t.Context())
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
	root := t.TempDir()
	if places, err := open(t, filepath.Join(root, "later")).Places(t.Context()); err != nil || len(places) != 0 {
		t.Errorf("%v, %v", places, err)
	}
	put(t, root, "file", "")
	if places, err := open(t, filepath.Join(root, "file")).Places(t.Context()); tracker.Usable(err) || len(places) != 0 || !strings.Contains(err.Error(), "read backlogs in") {
		t.Errorf("%v, %v", places, err)
	}
}
