package store

import (
	"context"
	"database/sql"
	"errors"
)

// OlderSchema is the version that the store's own schema has where this is a migrated
// copy of it in memory (Options.Ahead); 0: it is the store itself.
func (d *database) OlderSchema() int { return d.older }

// image is the store's file as it is now, with what stands in its log alone.
func (d *sqliteFile) image(ctx context.Context) ([]byte, error) {
	conn, err := d.pool().Conn(ctx)
	if err != nil {
		return nil, d.explain("open", err)
	}
	var image []byte
	err = conn.Raw(func(raw any) error {
		c, ok := raw.(interface{ Serialize() ([]byte, error) })
		if !ok {
			return sql.ErrConnDone
		}
		var err error
		image, err = c.Serialize()
		return err
	})
	if err := errors.Join(err, conn.Close()); err != nil {
		return nil, d.explain("copy", err)
	}
	return image, nil
}

// migrateCopy brings a copy in memory up to date.
func (d *sqliteFile) migrateCopy(ctx context.Context) (err error) {
	if d.older, err = versionOf(ctx, d.conn()); err != nil {
		return err
	}
	d.readOnly = false
	defer func() { d.readOnly = true }()
	return d.migrate(ctx)
}
