package store

import (
	"database/sql"
	"errors"
	"os"
	"path/filepath"
	"testing"

	"github.com/followthrough/followthrough/sync/reconcile"
)

// A store of an older version is read as it will be, and stays as it is, also where
// its newest rows stand in the log beside it.
func TestAhead(t *testing.T) {
	for _, open := range []bool{false, true} {
		path := filepath.Join(t.TempDir(), "s.db")
		db, err := sql.Open("sqlite", "file:"+path+"?_pragma=journal_mode(WAL)&_pragma=wal_autocheckpoint(0)")
		must(t, err)
		t.Cleanup(func() { _ = db.Close() })
		steps, err := known()
		must(t, err)
		_, err = db.Exec("CREATE TABLE migrations (version INTEGER PRIMARY KEY, name TEXT NOT NULL, at BIGINT NOT NULL);\n" + steps[0].text)
		must(t, err)
		_, err = db.Exec("INSERT INTO migrations VALUES (1, 'first', 1); INSERT INTO meta (name, value) VALUES ('created', '1'), ('identity', 'x')")
		must(t, err)
		_, err = db.Exec("INSERT INTO trackers (tracker, watermark) VALUES ('jira', 'w1')")
		must(t, err)
		if !open {
			must(t, db.Close())
		}
		before, err := os.ReadFile(path)
		must(t, err)
		if _, err := Open(t.Context(), Options{Path: path, Mode: ReadOnly}); !errors.Is(err, ErrOlder) {
			t.Errorf("as it is: %v", err)
		}
		s, err := Open(t.Context(), Options{Path: path, Mode: ReadOnly, Ahead: true})
		must(t, err)
		mark, err := s.TrackerMark(t.Context(), "jira")
		if err != nil || mark.Watermark != "w1" || s.OlderSchema() != 1 {
			t.Errorf("open elsewhere %t: %+v, %d, %v", open, mark, s.OlderSchema(), err)
		}
		if err := s.Claim(t.Context(), "i"); err != nil {
			t.Error(err)
		}
		if _, err := s.Ask(t.Context(), reconcile.Request{}); !errors.Is(err, ErrReadOnly) {
			t.Errorf("it is written to: %v", err)
		}
		must(t, s.Close())
		after, err := os.ReadFile(path)
		if err != nil || string(after) != string(before) {
			t.Errorf("the store was changed: %v", err)
		}
	}
	path := filepath.Join(t.TempDir(), "s.db")
	now, err := Open(t.Context(), Options{Path: path})
	must(t, err)
	must(t, now.Close())
	same, err := Open(t.Context(), Options{Path: path, Mode: ReadOnly, Ahead: true})
	must(t, err)
	defer same.Close()
	if same.OlderSchema() != 0 {
		t.Error("one of this version counts as older")
	}
}
