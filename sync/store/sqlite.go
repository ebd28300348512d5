package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"io/fs"
	"net/url"
	"os"
	"path/filepath"
	"regexp"
	"time"

	"modernc.org/sqlite"
	sqlite3 "modernc.org/sqlite/lib"
)

// busy is how long a statement waits for another process's write to end.
const busy = 10 * time.Second

// retry is how long to wait before a statement is tried again for which
// SQLite does not wait.
const retry = 20 * time.Millisecond

// connections is how many may read a store file at the same time.
const connections = 4

const unwritable = "it, or its folder, can't be written to by this user: give both to the user that runs this, or name another store with --store"

// openFile opens the store's file for writing, makes it where it is not
// there, and brings it up to date.
func (d *database) openFile(ctx context.Context) error {
	if err := inspect(d.path); err != nil && !errors.Is(err, ErrNotExist) {
		return err
	}
	f, err := os.OpenFile(d.path, os.O_CREATE|os.O_RDWR, 0o600)
	if err != nil {
		return fmt.Errorf("open the store %s: %s: %w", d.path, unwritable, err)
	}
	info, err := f.Stat()
	if err != nil {
		return fmt.Errorf("open the store %s: %w", d.path, err)
	}
	d.file = info
	if err := f.Close(); err != nil {
		return fmt.Errorf("open the store %s: %w", d.path, err)
	}
	if err := tighten(d.path); err != nil {
		return err
	}
	if err := d.connect(d.uri(url.Values{
		"_txlock": {"immediate"},
		"_pragma": {
			fmt.Sprintf("busy_timeout(%d)", busy.Milliseconds()),
			"journal_mode(WAL)", "synchronous(FULL)", "foreign_keys(1)",
		},
	}), connections); err != nil {
		return err
	}
	if err := d.patiently(ctx, d.migrate); err != nil {
		return err
	}
	return d.mend(ctx)
}

// patiently tries again for a while where the store is locked. The first
// connection to a file, and the last to leave it, lock it in ways for which
// SQLite does not wait by itself (sqlite.org/wal.html, "Sometimes Queries
// Return SQLITE_BUSY In WAL Mode").
func (d *database) patiently(ctx context.Context, do func(context.Context) error) error {
	patience, cancel := context.WithTimeout(ctx, busy)
	defer cancel()
	for {
		err := do(ctx)
		if !errors.Is(err, ErrLocked) {
			return err
		}
		select {
		case <-patience.Done():
			return err
		case <-time.After(retry):
		}
	}
}

// openMemory opens a new store in memory. It lives in its one connection.
func (d *database) openMemory(ctx context.Context) error {
	if err := d.connect("file::memory:?_pragma=foreign_keys(1)", 1); err != nil {
		return err
	}
	return d.migrate(ctx)
}

// connect makes the pool; nothing is opened yet.
func (d *database) connect(uri string, most int) error {
	db, err := sql.Open("sqlite", uri)
	if err != nil {
		return fmt.Errorf("open the store %s: %w", d.path, err)
	}
	db.SetMaxOpenConns(most)
	db.SetMaxIdleConns(most)
	d.connections.Store(db)
	return nil
}

// uri is the store's file with settings, in the form that lets no sign of
// its path be taken for one of the form.
func (d *database) uri(settings url.Values) string {
	path, err := filepath.Abs(d.path)
	if err != nil {
		path = d.path
	}
	return (&url.URL{Scheme: "file", Path: filepath.ToSlash(path), OmitHost: true, RawQuery: settings.Encode()}).String()
}

// tables are the names of the tables that are there.
func tables(ctx context.Context, c conn) ([]string, error) {
	return values[string](ctx, c, statement{"tables", "sqlite_master", "SELECT name FROM sqlite_master WHERE type = 'table'"})
}

// damaged is the error of a file that is damaged beyond single rows.
func (d *database) damaged(err error) error {
	return fmt.Errorf("%w: %s: %w: stop what runs on it and move it away: the next sync rebuilds it from reviews and trackers: %s",
		ErrDamaged, d.path, err, away(d.path))
}

// noSchema is how SQLite says that a table or column is not there, or is and was not
// listed, or that the file is of no version: since it is ours, what describes them is damaged.
var noSchema = regexp.MustCompile(`no such (table|column|index)|has no column|table migrations already exists|malformed database schema|unsupported file format`)

// explain says what an error of the database means for the store.
func (d *database) explain(doing string, err error) error {
	var e *sqlite.Error
	if !errors.As(err, &e) {
		return fmt.Errorf("%s in the store %s: %w", doing, d.path, err)
	}
	code := e.Code() & 0xff
	if e.Code() == sqlite3.SQLITE_IOERR_SHMSIZE { // the file beside it can't grow
		code = sqlite3.SQLITE_FULL
	}
	switch code {
	case sqlite3.SQLITE_FULL:
		return fmt.Errorf("%w: the store %s can't grow: make room there, nothing is lost: %w", ErrFull, d.path, err)
	case sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED:
		return fmt.Errorf("%w: %s is held by another process: stop it, or wait: %w", ErrLocked, d.path, err)
	case sqlite3.SQLITE_NOTADB:
		return fmt.Errorf("%w: %s: %w: %s", ErrNotStore, d.path, err, anotherFile(d.path))
	case sqlite3.SQLITE_CORRUPT:
		return d.damaged(err)
	case sqlite3.SQLITE_ERROR:
		if !noSchema.MatchString(err.Error()) {
			break
		}
		return d.damaged(err)
	case sqlite3.SQLITE_READONLY, sqlite3.SQLITE_CANTOPEN: // a log beside it that no index can be made for
		return fmt.Errorf("%s in the store %s: %w: %s: %w", doing, d.path, fs.ErrPermission, unwritable, err)
	}
	return fmt.Errorf("%s in the store %s: %w", doing, d.path, err)
}
