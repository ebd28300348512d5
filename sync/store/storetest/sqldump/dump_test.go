package sqldump_test

import (
	"path/filepath"
	"testing"
	"time"

	"github.com/followthrough/followthrough/sync/store"
	"github.com/followthrough/followthrough/sync/store/storetest/sqldump"
)

// What was dumped and restored dumps as it did, and is a store.
func TestRestoredIsWhatWasDumped(t *testing.T) {
	dump := `CREATE TABLE odd (name TEXT PRIMARY KEY, value TEXT, number INTEGER, raw BLOB);
CREATE INDEX odd_number ON odd (number);
INSERT INTO odd VALUES ('a''b', CAST(x'6f6e650a74776f' AS TEXT), -3, x'00ff');
INSERT INTO odd VALUES ('ü; --', NULL, NULL, NULL);
`
	path := filepath.Join(t.TempDir(), "odd.db")
	sqldump.Restore(t, path, dump)
	if got := sqldump.Dump(t, path); got != dump {
		t.Errorf("dumped again:\n%s\nnot\n%s", got, dump)
	}
	if rows := sqldump.Rows(t, path, "SELECT value FROM odd WHERE number = -3"); len(rows) != 1 || rows[0][0] != "one\ntwo" {
		t.Errorf("restored %v", rows)
	}

	made := filepath.Join(t.TempDir(), "made.db")
	open := func(path string) {
		t.Helper()
		s, err := store.Open(t.Context(), store.Options{Path: path, Now: time.Now})
		if err != nil {
			t.Fatal(err)
		}
		if err := s.Close(); err != nil {
			t.Fatal(err)
		}
	}
	open(made)
	again := filepath.Join(t.TempDir(), "again.db")
	sqldump.Restore(t, again, sqldump.Dump(t, made))
	open(again)
	if a, b := sqldump.Dump(t, made), sqldump.Dump(t, again); a != b {
		t.Errorf("a restored store dumps as\n%s\nnot\n%s", b, a)
	}
}
