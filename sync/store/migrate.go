package store

import (
	"context"
	"embed"
	"errors"
	"fmt"
	"io/fs"
	"slices"
	"strconv"
	"strings"
)

// migrations bring a store from one version of the schema to the next. A file
// that was released is never changed.
//
//go:embed migrations/*.sql
var migrations embed.FS

// migration is one file: 0001_first.sql is version 1.
type migration struct {
	version int
	name    string
	text    string
}

// known are the migrations of this program, in order.
func known() ([]migration, error) {
	files, err := fs.Glob(migrations, "migrations/*.sql")
	if err != nil {
		return nil, fmt.Errorf("list migrations: %w", err)
	}
	var out []migration
	for i, file := range files {
		name := strings.TrimSuffix(strings.TrimPrefix(file, "migrations/"), ".sql")
		number, _, _ := strings.Cut(name, "_")
		version, err := strconv.Atoi(number)
		if err != nil || version != i+1 {
			return nil, fmt.Errorf("migration %s is not number %d", name, i+1)
		}
		text, err := migrations.ReadFile(file)
		if err != nil {
			return nil, fmt.Errorf("read migration %s: %w", name, err)
		}
		out = append(out, migration{version, name, string(text)})
	}
	return out, nil
}

var currentVersion = statement{"version", "migrations", "SELECT COALESCE(MAX(version), 0) FROM migrations"}

// versionOf is that of the store's schema; 0: it has none yet. A database that
// has other tables only is not ours.
func versionOf(ctx context.Context, c conn) (int, error) {
	have, err := c.db.engine.tables(ctx, c)
	switch {
	case err != nil:
		return 0, err
	case len(have) == 0:
		return 0, c.db.engine.empty(ctx, c)
	case !slices.Contains(have, "migrations"):
		return 0, fmt.Errorf("%w: %s is a database of another program: %s", ErrNotStore, c.db.path, c.db.engine.another())
	}
	got, err := values[int](ctx, c, currentVersion)
	if err == nil && got[0] == 0 { // the first one is noted as it makes the table
		err = c.db.engine.damaged(errors.New("it lists no migrations"))
	}
	if err != nil {
		return 0, err
	}
	return got[0], nil
}

// Schema is the version of the schema that this program reads; 0: it can't be told.
func Schema() int {
	steps, _ := known() // a test holds them well
	return len(steps)
}

// current refuses a store whose schema is not this program's.
func (d *database) current(ctx context.Context) error {
	steps, err := known()
	if err != nil {
		return err
	}
	version, err := versionOf(ctx, d.conn())
	if err != nil {
		return err
	}
	return d.refuse(version, len(steps))
}

// refuse is the error for a store of this version where newest is needed; nil:
// they are the same.
func (d *database) refuse(version, newest int) error {
	switch {
	case version == 0:
		return fmt.Errorf("%w at %s, only an empty database: sync and run make one", ErrNotExist, d.path)
	case version < newest:
		return fmt.Errorf("%w: %s has schema %d, this program reads %d: run sync or run once to migrate it",
			ErrOlder, d.path, version, newest)
	case version > newest:
		return fmt.Errorf("%w: %s has schema %d, this program knows %d: use the followthrough that wrote it or a later one",
			ErrNewer, d.path, version, newest)
	}
	return nil
}

// migrate brings the schema up to date, each step in a transaction.
func (d *database) migrate(ctx context.Context) error {
	steps, err := known()
	if err != nil {
		return err
	}
	version, err := versionOf(ctx, d.conn())
	if err != nil {
		return err
	}
	for version < len(steps) {
		if version, err = d.step(ctx, steps); err != nil {
			return err
		}
	}
	return d.refuse(version, len(steps))
}

// step carries out the next migration and returns the version then. It looks
// at the version again: another process may have been faster.
func (d *database) step(ctx context.Context, steps []migration) (int, error) {
	var version int
	err := d.change(ctx, func(tx conn) error {
		var err error
		if version, err = versionOf(ctx, tx); err != nil || version >= len(steps) {
			return err
		}
		if err = carryOut(ctx, tx, steps[version]); err == nil {
			version++
		}
		return err
	})
	return version, err
}

// carryOut changes the schema and records when; the first step is when the
// store was made.
func carryOut(ctx context.Context, tx conn, m migration) error {
	now := tx.db.now()
	if m.version == 1 {
		m.text = "CREATE TABLE migrations (version INTEGER PRIMARY KEY, name TEXT NOT NULL, at BIGINT NOT NULL);\n" + m.text
	}
	if _, err := tx.exec(ctx, statement{"migrate", "migrations", tx.db.engine.schema(m.text)}); err != nil {
		return fmt.Errorf("migrate to %s: %w", m.name, err)
	}
	if _, err := tx.exec(ctx, statement{"migrate", "migrations",
		"INSERT INTO migrations (version, name, at) VALUES ($1, $2, $3)"}, m.version, m.name, now.UnixMicro()); err != nil {
		return err
	}
	if m.version > 1 {
		return nil
	}
	tx.db.made = true
	_, err := tx.exec(ctx, statement{"migrate", "meta",
		"INSERT INTO meta (name, value) VALUES ('created', $1)"}, strconv.FormatInt(now.UnixMicro(), 10))
	return err
}
