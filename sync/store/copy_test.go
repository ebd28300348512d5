package store_test

import (
	"context"
	"errors"
	"fmt"
	"path/filepath"
	"strings"
	"testing"

	"github.com/followthrough/followthrough/internal/pgtest"
	"github.com/followthrough/followthrough/internal/secret"
	"github.com/followthrough/followthrough/sync/plan"
	"github.com/followthrough/followthrough/sync/review"
	"github.com/followthrough/followthrough/sync/store"
	"github.com/followthrough/followthrough/sync/store/storetest/sqldump"
)

// much is a store's worth of everything, hostile bytes among it.
func much() plan.Changes {
	var c plan.Changes
	for i := range 600 {
		r := plan.Review{Key: review.Key(fmt.Sprintf("%012x", i)), Source: "sre", Path: fmt.Sprintf("a\x00\xff%d.md", i), FirstRead: made()}
		r.Actions = []plan.Action{{Key: review.Key(fmt.Sprintf("a%011x", i)), State: review.Open, Item: &plan.Item{Tracker: "jira", ID: fmt.Sprint(i)}}}
		c.Reviews = append(c.Reviews, r)
		item := plan.ItemRow{Tracker: "jira", Made: made()}
		item.ID = fmt.Sprint(i)
		c.Items = append(c.Items, item)
		c.Events = append(c.Events, plan.Event{At: made(), What: "made", Why: "it's \"so\"\n"})
	}
	c.Intents = []plan.Intent{{Action: "a00000000001", Asked: made()}}
	c.Sources = []plan.SourceMark{{Source: "sre", Digest: "d"}}
	c.Trackers = []plan.TrackerMark{{Tracker: "jira", Watermark: "w"}}
	return c
}

// filled makes a store and gives what it dumps as.
func filled(t *testing.T, path string) string {
	t.Helper()
	s, err := store.Open(t.Context(), store.Options{Path: path, Now: made})
	must(t, err)
	must(t, errors.Join(s.Claim(t.Context(), "i"), s.Apply(t.Context(), much()), s.Close()))
	return rowsIn(t, path)
}

// rowsIn are the rows of a file, without when its schema was made, and what a copy notes.
func rowsIn(t *testing.T, path string) string {
	t.Helper()
	var out []string
	for line := range strings.Lines(sqldump.Dump(t, path)) {
		if strings.HasPrefix(line, "INSERT INTO ") && !strings.HasPrefix(line, "INSERT INTO migrations") && !strings.Contains(line, "('moved'") && !strings.Contains(line, "('history'") {
			out = append(out, line)
		}
	}
	return strings.Join(out, "")
}

// What went through PostgreSQL and back dumps as it did, and each store that was
// copied refuses work until it is opened again on purpose.
func TestCopyThereAndBack(t *testing.T) {
	dir, address := t.TempDir(), pgtest.Database(t)
	first, last := store.Options{Path: filepath.Join(dir, "first.db"), Now: made}, store.Options{Path: filepath.Join(dir, "last.db"), Now: made}
	server := store.Options{DSN: secret.New(address), Now: made}
	want := filled(t, first.Path)
	told := map[string]int{}
	got, err := store.Copier{From: first, To: server, Progress: func(table string, done, _ int) { told[table] = done }}.Copy(t.Context())
	if err != nil || got.Rows != 2407 || told["actions"] != 600 {
		t.Fatalf("%+v, %v; told %v", got, err, told)
	}
	onServer := open(t, server)
	if records, err := onServer.ReviewsBy(t.Context(), store.Filter{}); err != nil || len(records) != 600 || records[0].Path != "a\x00\xff0.md" {
		t.Errorf("%d reviews, %v", len(records), err)
	}
	for _, mode := range []store.Mode{store.ReadWrite, store.ReadOnly} {
		o := first
		o.Mode = mode
		if _, err := store.Open(t.Context(), o); !errors.Is(err, store.ErrMoved) || !strings.Contains(err.Error(), "was copied to "+onServer.Path()) || !strings.Contains(err.Error(), "store reopen "+first.Path) {
			t.Errorf("%s: %v", mode, err)
		}
	}
	if _, err := (store.Copier{From: first, To: last}).Copy(t.Context()); !errors.Is(err, store.ErrMoved) {
		t.Errorf("copied once more, elsewhere: %v", err)
	}
	if _, err := (store.Copier{From: server, To: last}).Copy(t.Context()); err != nil {
		t.Fatal(err)
	}
	if err := onServer.Refresh(t.Context()); !errors.Is(err, store.ErrMoved) {
		t.Errorf("who has it open goes on: %v", err)
	}
	closed(t, open(t, store.Options{Path: filepath.Join(dir, "other.db")}))
	if got := rowsIn(t, last.Path); got != want {
		t.Error("what came back is not what went")
	}
	where, err := store.Reopen(t.Context(), first)
	if err != nil || !strings.HasPrefix(where, onServer.Path()+" at ") {
		t.Errorf("%q, %v", where, err)
	}
	if mark, err := open(t, first).TrackerMark(t.Context(), "jira"); err != nil || mark.Watermark != "" {
		t.Errorf("opened again: %+v, %v", mark, err)
	}
}

// Whenever a copy breaks off, one of the two at most takes work, and the same copy
// goes on.
func TestCopyThatBreaksOff(t *testing.T) {
	from := store.Options{Path: filepath.Join(t.TempDir(), "from.db"), Now: made}
	filled(t, from.Path)
	to := store.Options{Path: filepath.Join(t.TempDir(), "to.db"), Now: made}
	ctx, cancel := context.WithCancel(t.Context())
	c := store.Copier{From: from, To: to, Progress: func(table string, done, _ int) {
		if table == "items" && done > 0 {
			cancel()
		}
	}}
	if _, err := c.Copy(ctx); err == nil {
		t.Fatal("it did not break off")
	}
	must(t, open(t, from).Apply(t.Context(), plan.Changes{Trackers: []plan.TrackerMark{{Tracker: "late"}}}))
	want := rowsIn(t, from.Path)
	must(t, copied(t, from, to))
	const written = "INSERT INTO meta VALUES ('copying', (SELECT value FROM meta WHERE name = 'identity'))"
	for _, step := range []string{"DELETE FROM meta WHERE name = 'moved'", "SELECT 1"} { // FROM is not marked yet, or is
		execute(t, to.Path, written)
		execute(t, from.Path, step)
		if _, err := store.Open(t.Context(), to); !errors.Is(err, store.ErrMoved) || !strings.Contains(err.Error(), "a copy that broke off") {
			t.Errorf("the copy works: %v", err)
		}
		must(t, copied(t, from, to))
	}
	if rowsIn(t, to.Path) != want {
		t.Error("what was copied is not what was there")
	}
}

func copied(t *testing.T, from, to store.Options) error {
	t.Helper()
	_, err := store.Copier{From: from, To: to}.Copy(t.Context())
	return err
}

func TestCopyRefuses(t *testing.T) {
	dir := t.TempDir()
	from := store.Options{Path: filepath.Join(dir, "from.db"), Now: made}
	full := store.Options{Path: filepath.Join(dir, "full.db"), Now: made}
	filled(t, from.Path)
	filled(t, full.Path)
	none := store.Options{Path: filepath.Join(dir, "none.db")}
	if err := copied(t, none, full); !errors.Is(err, store.ErrNotExist) {
		t.Errorf("from nothing: %v", err)
	}
	if err := copied(t, from, full); !errors.Is(err, store.ErrNotEmpty) || !strings.Contains(err.Error(), "rows of sources: name a new file") {
		t.Errorf("onto another: %v", err)
	}
	if err := copied(t, from, from); !errors.Is(err, store.ErrNotEmpty) {
		t.Errorf("onto itself: %v", err)
	}
	held, err := store.AcquireLock(t.Context(), from.Path, store.LockOptions{})
	must(t, err)
	if _, err := (store.Copier{From: from, To: none, Wait: -1}).Copy(t.Context()); !errors.Is(err, store.ErrLocked) {
		t.Errorf("while it is worked on: %v", err)
	}
	must(t, held.Release())
	must(t, copied(t, from, none))
	if err := copied(t, from, none); !errors.Is(err, store.ErrMoved) {
		t.Errorf("again: %v", err)
	}
}

// No table is forgotten. Which replicas run on the one, and what was just
// delivered to them, is nothing of the other.
func TestAllTablesAreCopied(t *testing.T) {
	path := filepath.Join(t.TempDir(), "a.db")
	open(t, store.Options{Path: path})
	for _, row := range sqldump.Rows(t, path, "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT IN ('migrations', 'replicas', 'heard')") {
		if !strings.Contains(" "+strings.Join(store.CopiedTables(), " ")+" ", fmt.Sprintf(" %s ", row[0])) {
			t.Errorf("%s is not copied", row[0])
		}
	}
}
