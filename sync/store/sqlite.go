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

// sqliteFile is the engine of a store in a SQLite file.
type sqliteFile struct {
	*database
	info, log fs.FileInfo // of what is open; nil: nothing
}

const unwritable = "it, or its folder, can't be written to by this user: give both to the user that runs this, or name another store with --store"

// open makes the file where it is not there.
func (d *sqliteFile) open(ctx context.Context) error {
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
	d.info = info
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
			"secure_delete(1)", // what is deleted is overwritten
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
func (d *sqliteFile) patiently(ctx context.Context, do func(context.Context) error) error {
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

// sqliteMemory is the engine of a store in memory. It lives in its one connection.
type sqliteMemory struct{ *sqliteFile }

func (d sqliteMemory) open(ctx context.Context) error {
	if err := d.connect("file::memory:?_pragma=foreign_keys(1)", 1); err != nil {
		return err
	}
	return d.migrate(ctx)
}

// connect makes the pool; nothing is opened yet.
func (d *sqliteFile) connect(uri string, most int) error {
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
func (d *sqliteFile) uri(settings url.Values) string {
	path, err := filepath.Abs(d.path)
	if err != nil {
		path = d.path
	}
	return (&url.URL{Scheme: "file", Path: filepath.ToSlash(path), OmitHost: true, RawQuery: settings.Encode()}).String()
}

func (d *sqliteFile) tables(ctx context.Context, c conn) ([]string, error) {
	return values[string](ctx, c, statement{"tables", "sqlite_master", "SELECT name FROM sqlite_master WHERE type = 'table'"})
}

func (d *sqliteFile) damaged(err error) error {
	return fmt.Errorf("%w: %s: %w: stop what runs on it and move it away: the next sync rebuilds it from reviews and trackers: %s",
		ErrDamaged, d.path, err, away(d.path))
}

// empty: a file that holds pages had tables.
func (d *sqliteFile) empty(ctx context.Context, c conn) error {
	pages, err := values[int](ctx, c, statement{"pages", "sqlite_master", "PRAGMA page_count"})
	if err == nil && pages[0] > 1 {
		err = d.damaged(errors.New("it lists no tables"))
	}
	return err
}

// vacuum writes the file anew, without what was deleted before it was overwritten, and
// empties the log beside it, which has it too.
func (d *sqliteFile) vacuum(ctx context.Context) error {
	d.writing.Lock()
	defer d.writing.Unlock()
	for _, text := range []string{"VACUUM", "PRAGMA wal_checkpoint(TRUNCATE)"} {
		if _, err := d.conn().exec(ctx, statement{"vacuum", "sqlite_master", text}); err != nil {
			return err
		}
	}
	return nil
}

func (d *sqliteFile) close() error { return nil }

func (d *sqliteFile) file() string { return d.path }

func (d *sqliteFile) another() string { return anotherFile(d.path) }

func (d *sqliteFile) schema(text string) string { return text }

// reading: a transaction sees one state of the file.
func (d *sqliteFile) reading() *sql.TxOptions { return &sql.TxOptions{ReadOnly: true} }

// began: a transaction that writes holds the file from its beginning (_txlock).
func (d *sqliteFile) began(context.Context, conn) error { return nil }

func (d *sqliteFile) again(error) bool { return false }

// arguments: SQLite looks through those that it knows for each further one.
func (d *sqliteFile) arguments() int { return 0 }

func (d *sqliteFile) ended(err error) error { return err }

// history: a copy of a file knows of no other.
func (d *sqliteFile) history(context.Context) (string, error) { return "", nil }

func (d *sqliteFile) row() (selected, where string) {
	return "CAST(rowid AS TEXT)", "rowid = CAST($1 AS INTEGER)"
}

// noSchema is how SQLite says that a table or column is not there, or is and was not
// listed, or that the file is of no version: since it is ours, what describes them is damaged.
var noSchema = regexp.MustCompile(`no such (table|column|index)|has no column|table migrations already exists|malformed database schema|unsupported file format`)

func (d *sqliteFile) explain(doing string, err error) error {
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
		return full(d.path)
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
