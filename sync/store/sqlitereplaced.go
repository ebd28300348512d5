package store

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
)

// refresh opens another file that has the store's name now.
func (d *sqliteFile) refresh(ctx context.Context, look func(context.Context) error) error {
	if d.info == nil {
		return nil
	}
	info, err := os.Stat(d.path)
	switch {
	case err == nil && os.SameFile(info, d.info):
	case err == nil || errors.Is(err, fs.ErrNotExist):
		if err != nil {
			d.tell("the store %s was deleted: it is made anew", d.path)
		} else {
			d.tell("the store %s is another file than was opened: it is opened anew", d.path)
		}
		if err := d.reopen(ctx); err != nil {
			return err
		}
	default:
		return fmt.Errorf("look at the store: %w", err)
	}
	err = look(ctx)
	d.log, _ = os.Stat(d.path + "-wal") // none where nobody has written yet
	return err
}

// reopen opens the file that has the store's name now. The one that had it stays
// open until this process ends: SQLite removes the log beside it by its name when
// it is closed, which is the new one's by then. A log that is still the old one's
// would be played into the new one.
func (d *sqliteFile) reopen(ctx context.Context) error {
	if log, err := os.Stat(d.path + "-wal"); err == nil && d.log != nil && os.SameFile(log, d.log) {
		if err := errors.Join(os.Remove(d.path+"-wal"), os.Remove(d.path+"-shm")); err != nil {
			return fmt.Errorf("the store was replaced, and the log of the one before lies beside it: %w", err)
		}
	}
	next := &sqliteFile{database: &database{path: d.path, now: d.now}}
	next.engine = next
	if err := next.open(ctx); err != nil {
		if pool := next.pool(); pool != nil {
			_ = pool.Close() // err is what counts
		}
		return err
	}
	d.connections.Store(next.pool())
	d.info, d.made = next.info, next.made
	if d.instance == "" {
		return nil
	}
	return marks{d.conn()}.Claim(ctx, d.instance)
}
