package config

import (
	"os"
	"path/filepath"
	"testing"
)

// A file among the reviews may name sources of its own: those that the
// machine's configuration names count as well.
func TestSystemFolders(t *testing.T) {
	dir := t.TempDir()
	system := filepath.Join(dir, "followthrough.yaml")
	text := "sources:\n  - {name: a, folder: {path: reviews}, since: all}\n  - {name: b, github: {repository: x/y}}\n  - {name: c, folder: {path: /srv/wiki}}\n"
	must(t, os.WriteFile(system, []byte(text), 0o600))
	got, unknown := systemFolders(system, fileName)
	if unknown != nil || len(got) != 2 || got[0] != filepath.Join(dir, "reviews") || got[1] != "/srv/wiki" {
		t.Errorf("got %q", got)
	}
	for _, none := range []string{filepath.Join(dir, "nowhere.yaml"), dir} {
		if got, unknown := systemFolders(none, fileName); got != nil || unknown != nil {
			t.Errorf("%s: got %q", none, got)
		}
	}
	text = "sources: [{name: a, folder: {path: '${UNSET_HERE}/reviews'}, since: all}]\n"
	must(t, os.WriteFile(system, []byte(text), 0o600))
	if got, unknown := systemFolders(system, fileName); len(got) != 0 || unknown == nil {
		t.Errorf("a variable that has no value: got %q, %v", got, unknown)
	}
}
