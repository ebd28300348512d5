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
func (s *Store) openFile(ctx context.Context) error {
	if err := s.inspect(); err != nil && !errors.Is(err, ErrNotExist) {
		return err
	}
	f, err := os.OpenFile(s.path, os.O_CREATE|os.O_RDWR, 0o600)
	if err != nil {
		return fmt.Errorf("open the store %s: %s: %w", s.path, unwritable, err)
	}
	if err := f.Close(); err != nil {
		return fmt.Errorf("open the store %s: %w", s.path, err)
	}
	if err := tighten(s.path); err != nil {
		return err
	}
	if err := s.connect(s.uri(url.Values{
		"_txlock": {"immediate"},
		"_pragma": {
			fmt.Sprintf("busy_timeout(%d)", busy.Milliseconds()),
			"journal_mode(WAL)", "synchronous(FULL)", "foreign_keys(1)",
		},
	}), connections); err != nil {
		return err
	}
	return s.patiently(ctx, s.migrate)
}

// patiently tries again for a while where the store is locked. The first
// connection to a file, and the last to leave it, lock it in ways for which
// SQLite does not wait by itself (sqlite.org/wal.html, "Sometimes Queries
// Return SQLITE_BUSY In WAL Mode").
func (s *Store) patiently(ctx context.Context, do func(context.Context) error) error {
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
func (s *Store) openMemory(ctx context.Context) error {
	if err := s.connect("file::memory:?_pragma=foreign_keys(1)", 1); err != nil {
		return err
	}
	return s.migrate(ctx)
}

// connect makes the pool; nothing is opened yet.
func (s *Store) connect(uri string, most int) error {
	db, err := sql.Open("sqlite", uri)
	if err != nil {
		return fmt.Errorf("open the store %s: %w", s.path, err)
	}
	db.SetMaxOpenConns(most)
	db.SetMaxIdleConns(most)
	s.db = db
	return nil
}

// uri is the store's file with settings, in the form that lets no sign of
// its path be taken for one of the form.
func (s *Store) uri(settings url.Values) string {
	path, err := filepath.Abs(s.path)
	if err != nil {
		path = s.path
	}
	return (&url.URL{Scheme: "file", Path: filepath.ToSlash(path), OmitHost: true, RawQuery: settings.Encode()}).String()
}

// tables are the names of the tables that are there.
func (s *Store) tables(ctx context.Context, in runner) ([]string, error) {
	return values[string](ctx, s, in, statement{"tables", "sqlite_master", "SELECT name FROM sqlite_master WHERE type = 'table'"})
}

// explain says what an error of the database means for the store.
func (s *Store) explain(doing string, err error) error {
	var e *sqlite.Error
	if !errors.As(err, &e) {
		return fmt.Errorf("%s in the store %s: %w", doing, s.path, err)
	}
	code := e.Code() & 0xff
	if e.Code() == sqlite3.SQLITE_IOERR_SHMSIZE { // the file beside it can't grow
		code = sqlite3.SQLITE_FULL
	}
	switch code {
	case sqlite3.SQLITE_FULL:
		return fmt.Errorf("%w: the store %s can't grow: make room there, nothing is lost: %w", ErrFull, s.path, err)
	case sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED:
		return fmt.Errorf("%w: %s is held by another process: stop it, or wait: %w", ErrLocked, s.path, err)
	case sqlite3.SQLITE_NOTADB:
		return fmt.Errorf("%w: %s: %s: %w", ErrNotStore, s.path, anotherFile, err)
	case sqlite3.SQLITE_CORRUPT:
		return fmt.Errorf("%w: %s: move it away: the next sync rebuilds it from reviews and trackers: %w", ErrDamaged, s.path, err)
	case sqlite3.SQLITE_READONLY, sqlite3.SQLITE_CANTOPEN: // a log beside it that no index can be made for
		return fmt.Errorf("%s in the store %s: %w: %s: %w", doing, s.path, fs.ErrPermission, unwritable, err)
	}
	return fmt.Errorf("%s in the store %s: %w", doing, s.path, err)
}
