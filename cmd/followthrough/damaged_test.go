package main

import (
	"database/sql"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"

	_ "modernc.org/sqlite"
)

// lookers are the commands that only look.
func lookers() [][]string {
	return [][]string{{"status"}, {"plan"}, {"report"}, {"log"}, {"explain", "a.md"}, {"check"}}
}

// storeOfTwo is a store that knows two reviews, and the configuration beside it.
func storeOfTwo(t *testing.T) (config, path string) {
	t.Helper()
	dir := t.TempDir()
	config = filepath.Join(dir, "followthrough.yaml")
	put(t, config, `
sources: [{name: sre, folder: {path: reviews}, since: all, soak: 0, quiet: 0, report: [block]}]
trackers: [{name: local, files: {path: backlogs}}]
mapping: {teams: [{name: payments, backlog: {tracker: local, project: payments.md}}], fallback: payments}
`)
	must(t, os.MkdirAll(filepath.Join(dir, "backlogs"), 0o755))
	for _, name := range []string{"a", "b"} {
		put(t, filepath.Join(dir, "reviews", name+".md"), "# Outage "+name+"\n\n## Action items\n\n- [ ] Alert on queue "+name+"\n- [ ] Restore ledger "+name+"\n")
	}
	says(t, heard(t, config, "sync"), "4 items made")
	return config, filepath.Join(dir, "followthrough.db")
}

// What can be read of a damaged store is shown, with a word about the rest, and the
// next sync reads that anew and makes nothing.
func TestDamagedRow(t *testing.T) {
	config, path := storeOfTwo(t)
	db, err := sql.Open("sqlite", path)
	must(t, err)
	_, err = db.ExecContext(t.Context(), "UPDATE actions SET reading = '{' WHERE key = (SELECT MIN(key) FROM actions WHERE review = (SELECT key FROM reviews WHERE path = 'a.md'))")
	must(t, errors.Join(err, db.Close()))
	for _, args := range lookers() {
		says(t, heard(t, config, args...), "rows of actions in the store", "are left out here: the next sync reads anew what they were about")
	}
	says(t, heard(t, config, "status"), "Alert on queue b")
	says(t, heard(t, config, "sync"), "is read anew", "0 items made, 2 linked")
	if out := heard(t, config, "status"); !strings.Contains(out, "Alert on queue a") || strings.Contains(out, "can't be read") {
		t.Errorf("after it:\n%s", out)
	}
}

// A file that is no store any more is left as it is, and the command that moves it
// away is one that a shell takes.
func TestDamagedFile(t *testing.T) {
	for name, damage := range map[string]func(image []byte) []byte{
		"cut":       func(image []byte) []byte { return image[:len(image)/2] },
		"text":      func([]byte) []byte { return []byte("My notes\n") },
		"no schema": func(image []byte) []byte { return append(image[:100:100], make([]byte, len(image)-100)...) },
	} {
		t.Run(name, func(t *testing.T) {
			config, path := storeOfTwo(t)
			image, err := os.ReadFile(path)
			must(t, err)
			must(t, os.WriteFile(path, damage(image), 0o600))
			command := "mkdir -p " + path + ".damaged && mv " + path + " " + path + ".damaged/"
			for _, args := range append(lookers(), []string{"sync"}, []string{"run", "--listen", ""}) {
				out, code := heardAny(t, config, args...)
				if says(t, strings.ReplaceAll(out, "\n", " "), command); code == exitDone {
					t.Errorf("%v is well", args)
				}
			}
			must(t, os.Mkdir(path+".damaged", 0o700))
			must(t, os.Rename(path, filepath.Join(path+".damaged", filepath.Base(path))))
			says(t, heard(t, config, "sync"), "0 items made, 4 linked")
		})
	}
}
