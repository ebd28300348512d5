package store

import (
	"errors"
	"fmt"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/followthrough/followthrough/sync/plan"
)

// recorder keeps the statements that it is told of.
type recorder struct {
	mu   sync.Mutex
	seen []Statement
}

func (r *recorder) Observe(s Statement) {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.seen = append(r.seen, s)
}

func openTemp(t testing.TB, o Observer) *Store {
	t.Helper()
	s, err := Open(t.Context(), Options{Path: filepath.Join(t.TempDir(), "followthrough.db"), Observer: o})
	must(t, err)
	t.Cleanup(func() { _ = s.Close() })
	return s
}

func TestNewerStoreIsRefused(t *testing.T) {
	s := openTemp(t, nil)
	steps, err := known()
	must(t, err)
	if _, err := s.pool().Exec("INSERT INTO migrations (version, name, at) VALUES (99, 'later', 0)"); err != nil {
		t.Fatal(err)
	}
	for _, mode := range []Mode{ReadWrite, ReadOnly} {
		_, err := Open(t.Context(), Options{Path: s.path, Mode: mode})
		if !errors.Is(err, ErrNewer) || !strings.Contains(err.Error(), fmt.Sprintf("has schema 99, this program knows %d:", len(steps))) {
			t.Errorf("%s: %v", mode, err)
		}
	}
}

func TestOlderStoreIsNotMigratedByReading(t *testing.T) {
	s := openTemp(t, nil)
	steps, err := known()
	must(t, err)
	if err := s.refuse(0, len(steps)); !errors.Is(err, ErrNotExist) {
		t.Errorf("no schema: %v", err)
	}
	if err := s.refuse(len(steps), len(steps)+1); !errors.Is(err, ErrOlder) || !strings.Contains(err.Error(), "run sync or run once to migrate it") {
		t.Errorf("an older schema: %v", err)
	}
	if err := s.refuse(len(steps), len(steps)); err != nil {
		t.Errorf("the schema of now: %v", err)
	}
}

// A store of the first version is migrated, and says of what it holds just what
// it said.
func TestMigrateFromTheFirst(t *testing.T) {
	s := openTemp(t, nil)
	steps, err := known()
	must(t, err)
	for _, sql := range []string{
		"DROP INDEX items_claim", "DROP INDEX items_orphan", "ALTER TABLE items DROP COLUMN orphan", "ALTER TABLE items DROP COLUMN claim", "ALTER TABLE items DROP COLUMN unproven", "ALTER TABLE items DROP COLUMN claim_review",
		"ALTER TABLE items DROP COLUMN claim_holds", "ALTER TABLE items DROP COLUMN remark", "ALTER TABLE actions DROP COLUMN claimed",
		"ALTER TABLE trackers DROP COLUMN account", "ALTER TABLE trackers DROP COLUMN doubted", "ALTER TABLE trackers DROP COLUMN unread", "ALTER TABLE trackers DROP COLUMN unread_why",
		"DROP TABLE replicas", "DROP TABLE requests", "DROP TABLE heard", "ALTER TABLE sources DROP COLUMN unread", "ALTER TABLE sources DROP COLUMN unread_why", "ALTER TABLE intents DROP COLUMN size", "ALTER TABLE intents DROP COLUMN whole", "DROP INDEX actions_words", "ALTER TABLE reviews DROP COLUMN more_doubtful",
		"ALTER TABLE reviews DROP COLUMN not_understood", "ALTER TABLE reviews DROP COLUMN read_content", "ALTER TABLE reviews DROP COLUMN read_as", "ALTER TABLE actions DROP COLUMN newly",
		"DELETE FROM migrations WHERE version > 1",
		"INSERT INTO trackers (tracker, watermark) VALUES ('jira', 'w1')",
		`INSERT INTO items (tracker, id, key, url, file, project, place, state, reason, status, marker, marker_action, marker_review, marker_generation, note, listed, made, made_in)
		 VALUES ('jira', '1', 'PAY-1', '', '', 'PAY', '', 'open', '', '', '{"instance":"i","review":"aaaaaaaaaaaa","action":"000000000001","generation":1,"number":1}', '000000000001', 'aaaaaaaaaaaa', 1, '', 1, 1, 'PAY')`,
	} {
		if _, err := s.pool().Exec(sql); err != nil {
			t.Fatalf("%s: %v", sql, err)
		}
	}
	if _, err := Open(t.Context(), Options{Path: s.path, Mode: ReadOnly}); !errors.Is(err, ErrOlder) {
		t.Errorf("read-only: %v", err)
	}
	now, err := Open(t.Context(), Options{Path: s.path, Mode: ReadWrite})
	must(t, err)
	t.Cleanup(func() { _ = now.Close() })
	if version, err := versionOf(t.Context(), now.conn()); version != len(steps) || err != nil {
		t.Errorf("version %d, %v", version, err)
	}
	rows, err := now.Items(t.Context(), "jira", []string{"1"})
	if err != nil || len(rows) != 1 || rows[0].Marker == nil || rows[0].Claim != nil || rows[0].Holds || rows[0].Remark != "" || rows[0].Key != "PAY-1" {
		t.Errorf("%+v, %v", rows, err)
	}
	if mark, err := now.TrackerMark(t.Context(), "jira"); err != nil || mark.Watermark != "w1" || mark.Account != "" {
		t.Errorf("%+v, %v", mark, err)
	}
}

func TestDatabaseOfAnotherProgramIsRefused(t *testing.T) {
	s := openTemp(t, nil)
	if _, err := s.pool().Exec("DROP TABLE migrations"); err != nil {
		t.Fatal(err)
	}
	for _, mode := range []Mode{ReadWrite, ReadOnly} {
		_, err := Open(t.Context(), Options{Path: s.path, Mode: mode})
		if !errors.Is(err, ErrNotStore) || !strings.Contains(err.Error(), "a database of another program") {
			t.Errorf("%s: %v", mode, err)
		}
	}
}

func TestFullDiskIsNamedAndLosesNothing(t *testing.T) {
	s := openTemp(t, nil)
	s.pool().SetMaxOpenConns(1)
	if _, err := s.pool().Exec("PRAGMA max_page_count = 40"); err != nil {
		t.Fatal(err)
	}
	first := plan.Changes{Events: []plan.Event{{At: time.Now(), What: "first"}}}
	must(t, s.Apply(t.Context(), first))
	err := s.Apply(t.Context(), plan.Changes{Events: []plan.Event{{At: time.Now(), What: strings.Repeat("much ", 100_000)}}})
	if !errors.Is(err, ErrFull) || !strings.Contains(err.Error(), "make room") {
		t.Fatalf("got %v", err)
	}
	if err := s.Apply(t.Context(), first); err != nil {
		t.Errorf("a small change after it: %v", err)
	}
	if got, err := s.Log(t.Context(), LogFilter{}); err != nil || len(got) != 2 {
		t.Errorf("the log is %v, %v", got, err)
	}
}

func TestWriteLockOfAnotherProcessIsNamed(t *testing.T) {
	s := openTemp(t, nil)
	other, err := Open(t.Context(), Options{Path: s.path})
	must(t, err)
	defer func() { _ = other.Close() }()
	s.pool().SetMaxOpenConns(1)
	if _, err := s.pool().Exec("PRAGMA busy_timeout = 20"); err != nil {
		t.Fatal(err)
	}
	tx, err := other.pool().Begin()
	must(t, err)
	defer func() { _ = tx.Rollback() }()
	err = s.Apply(t.Context(), plan.Changes{Trackers: []plan.TrackerMark{{Tracker: "local"}}})
	if !errors.Is(err, ErrLocked) || !strings.Contains(err.Error(), "stop it, or wait") {
		t.Errorf("got %v", err)
	}
}

func TestWritesAreDurable(t *testing.T) {
	s := openTemp(t, nil)
	for pragma, want := range map[string]string{"journal_mode": "wal", "synchronous": "2", "foreign_keys": "1", "secure_delete": "1"} {
		var got string
		if err := s.pool().QueryRow("PRAGMA " + pragma).Scan(&got); err != nil || got != want {
			t.Errorf("%s is %s (%v), want %s", pragma, got, err, want)
		}
	}
}

func must(t testing.TB, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}
