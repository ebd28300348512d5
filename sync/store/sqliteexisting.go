package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"io/fs"
	"net/url"
	"os"
)

// snapshotMost is the size in bytes up to which a store that nobody has open
// is read through a copy in memory, which costs twice the size. A larger one is
// opened as it is, and SQLite leaves its side files, which hold nothing.
const snapshotMost = 48 << 20

// existing: even a reader of a store with a write-ahead log makes side files where there
// are none. So where none is there, nobody has the store open, and it is read
// as a copy in memory; where one is there, it is opened as it is.
func (d *sqliteFile) existing(ctx context.Context) error {
	if err := inspect(d.path); err != nil {
		return err
	}
	image, err := snapshot(d.path)
	if err != nil {
		return err
	}
	if image != nil {
		return d.load(ctx, image)
	}
	if err := d.connect(d.uri(url.Values{
		"mode":    {"ro"},
		"_pragma": {fmt.Sprintf("busy_timeout(%d)", busy.Milliseconds()), "query_only(1)"},
	}), connections); err != nil {
		return err
	}
	err = d.patiently(ctx, d.current)
	if d.ahead && errors.Is(err, ErrOlder) {
		if image, err = d.image(ctx); err == nil {
			_ = d.pool().Close() // all of it is read
			err = d.load(ctx, image)
		}
	}
	return err
}

// snapshot is the store's file as nobody has changed it while it was read;
// nil: somebody has it open, or it is too large.
func snapshot(path string) ([]byte, error) {
	before, err := os.Stat(path)
	if err != nil {
		return nil, fmt.Errorf("open the store: %w", err)
	}
	if before.Size() > snapshotMost || sideFile(path) {
		return nil, nil
	}
	image, err := os.ReadFile(path)
	if err != nil {
		return nil, fmt.Errorf("read the store: %w", err)
	}
	after, err := os.Stat(path)
	if err != nil {
		return nil, fmt.Errorf("open the store: %w", err)
	}
	if sideFile(path) || !after.ModTime().Equal(before.ModTime()) || after.Size() != int64(len(image)) {
		return nil, nil
	}
	return image, nil
}

// sideFile tells whether a log or journal lies beside the store.
func sideFile(path string) bool {
	for _, suffix := range []string{"-wal", "-journal"} {
		if _, err := os.Stat(path + suffix); !errors.Is(err, fs.ErrNotExist) {
			return true
		}
	}
	return false
}

// load makes a store in memory of a file's bytes.
func (d *sqliteFile) load(ctx context.Context, image []byte) error {
	if err := d.connect("file::memory:", 1); err != nil {
		return err
	}
	// Read and write version of the file format: 1, a rollback journal. A
	// copy in memory has no log (sqlite.org/c3ref/deserialize.html).
	if len(image) > 19 {
		image[18], image[19] = 1, 1
	}
	conn, err := d.pool().Conn(ctx)
	if err != nil {
		return d.explain("open", err)
	}
	err = conn.Raw(func(raw any) error {
		c, ok := raw.(interface{ Deserialize(image []byte) error })
		if !ok {
			return sql.ErrConnDone
		}
		return c.Deserialize(image)
	})
	if err := errors.Join(err, conn.Close()); err != nil {
		return d.explain("open", err)
	}
	err = d.current(ctx)
	if d.ahead && errors.Is(err, ErrOlder) {
		err = d.migrateCopy(ctx)
	}
	if err != nil {
		return err
	}
	if _, err := d.pool().ExecContext(ctx, "PRAGMA query_only = 1"); err != nil {
		return d.explain("open", err)
	}
	return nil
}
