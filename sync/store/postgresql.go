package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"regexp"
	"slices"

	"github.com/followthrough/followthrough/internal/secret"
	"github.com/followthrough/followthrough/sync/store/lease"
	"github.com/followthrough/followthrough/sync/store/postgres"
)

// postgresql is the engine of a store in a PostgreSQL database: in the first schema
// of its search_path.
type postgresql struct {
	*database
	address secret.Secret
	turns   shared
}

// joined is this process's part in the lease.
func (d *postgresql) joined(ctx context.Context) (*lease.Lease, error) {
	s := &d.turns
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.lease != nil {
		return s.lease, nil
	}
	steps, err := known()
	if err != nil {
		return nil, err
	}
	if s.db == nil { // its own: it does not wait for those who read
		if s.db, err = postgres.Open(d.address, 2); err != nil {
			return nil, d.explain("take a turn", err)
		}
	}
	o := lease.Options{DB: s.db, Schema: len(steps), Told: d.told}
	if s.keep != nil {
		o.Length, o.Alive = s.keep.Length, s.keep.Alive
	}
	l, err := lease.New(ctx, o)
	if err != nil {
		return nil, d.explain("take a turn", err)
	}
	s.lease = l
	return l, nil
}

func (d *postgresql) holds(now bool) {
	d.turns.mu.Lock()
	defer d.turns.mu.Unlock()
	d.turns.held = now
}

// fence fails a transaction of a process that has lost its turn meanwhile.
func (d *postgresql) fence(ctx context.Context, in conn) error {
	s := &d.turns
	s.mu.Lock()
	l, held := s.lease, s.held
	s.mu.Unlock()
	tx, ok := in.runner.(*sql.Tx)
	if !held || !ok {
		return nil
	}
	return l.Fence(ctx, tx)
}

func (d *postgresql) close() error {
	if d.turns.db == nil {
		return nil
	}
	return d.turns.db.Close()
}

func (d *postgresql) connect() error {
	db, err := postgres.Open(d.address, connections)
	if err != nil {
		return d.explain("open", err)
	}
	d.connections.Store(db)
	return nil
}

func (d *postgresql) open(ctx context.Context) error {
	if err := d.connect(); err != nil {
		return err
	}
	return d.migrate(ctx)
}

func (d *postgresql) existing(ctx context.Context) error {
	if err := d.connect(); err != nil {
		return err
	}
	return d.current(ctx)
}

// refresh: the tables may have been dropped, put back as they were, or migrated by a
// later program.
func (d *postgresql) refresh(ctx context.Context, look func(context.Context) error) error {
	steps, err := known()
	if err != nil {
		return err
	}
	got, err := values[int](ctx, d.conn(), currentVersion)
	switch {
	case errors.Is(err, ErrDamaged) || err == nil && got[0] < len(steps):
		d.tell("the tables of the store %s are not those that were opened: they are brought up to date", d.path)
		if err := d.migrate(ctx); err != nil {
			return err
		}
		if d.instance != "" {
			if err := (marks{d.conn()}).Claim(ctx, d.instance); err != nil {
				return err
			}
		}
	case err != nil:
		return err
	case got[0] > len(steps):
		return d.refuse(got[0], len(steps))
	}
	return look(ctx)
}

func (d *postgresql) file() string { return "" }

// history is the server's and its timeline: a standby that took over, and a backup
// that was put back up to a moment, begin another one. Where the server does not
// say, nothing is concluded.
func (d *postgresql) history(ctx context.Context) (string, error) {
	got, err := values[string](ctx, d.conn(), statement{"history", "pg_control_system",
		"SELECT CAST(system_identifier AS TEXT) || ':' || substr(pg_walfile_name(pg_current_wal_insert_lsn()), 1, 8) FROM pg_control_system()"})
	if err != nil && !errors.Is(err, ErrAway) || len(got) == 0 {
		return "", nil //nolint:nilerr // a server that won't tell, as some that are rented
	}
	return got[0], err
}

func (d *postgresql) tables(ctx context.Context, c conn) ([]string, error) {
	got, err := values[string](ctx, c, statement{"tables", "pg_tables",
		"SELECT CAST(tablename AS TEXT) FROM pg_catalog.pg_tables WHERE schemaname = current_schema()"})
	ours := slices.Contains(got, "meta") // other programs have migrations too
	return slices.DeleteFunc(got, func(name string) bool { return name == "lease" || name == "migrations" && !ours }), err
}

func (d *postgresql) empty(context.Context, conn) error { return nil }

// The types of columns whose names mean something else, or something narrower, than
// in SQLite.
var (
	wholeNumber = regexp.MustCompile(`\bINTEGER\b`)
	anyText     = regexp.MustCompile(`\bTEXT\b`)
)

// schema: whole numbers are large, and texts are ordered by their bytes, whatever
// language the database speaks.
func (d *postgresql) schema(text string) string {
	return anyText.ReplaceAllString(wholeNumber.ReplaceAllString(text, "BIGINT"), `TEXT COLLATE "C"`)
}

func (d *postgresql) reading() *sql.TxOptions {
	return &sql.TxOptions{ReadOnly: true, Isolation: sql.LevelRepeatableRead}
}

// began lets the writers of all processes take turns, as they do with a file, until
// their transactions end. Whoever vanishes in one is put out by the server.
func (d *postgresql) began(ctx context.Context, tx conn) error {
	_, err := tx.exec(ctx, statement{"change", "pg_locks", `
SELECT set_config('idle_in_transaction_session_timeout', '10s', true), set_config('lock_timeout', '60s', true),
       pg_advisory_xact_lock(1718511982, hashtext(current_schema()))`})
	if err != nil {
		return err
	}
	return d.fence(ctx, tx)
}

// arguments: the protocol counts them in 16 bits.
func (d *postgresql) arguments() int { return 1<<16 - 1 }

func (d *postgresql) ended(err error) error {
	if postgres.Undone(err) {
		return err
	}
	return fmt.Errorf("%w: %w", ErrUncertain, postgres.Explain(err))
}

func (d *postgresql) again(err error) bool {
	return !errors.Is(err, ErrUncertain) && (postgres.KindOf(err) == postgres.Conflict || postgres.Lost(err))
}

// vacuum frees the room of deleted rows. The server's own log and its copies have them
// still.
func (d *postgresql) vacuum(ctx context.Context) error {
	_, err := d.conn().exec(ctx, statement{"vacuum", "pg_class", "VACUUM reviews, actions, items, intents, events, requests"})
	return err
}

func (d *postgresql) indexes(context.Context) error { return nil }

func (d *postgresql) row() (selected, where string) {
	return "CAST(ctid AS TEXT)", "ctid = CAST(CAST($1 AS TEXT) AS tid)"
}

func (d *postgresql) another() string {
	return "name another database or schema in the store's address (search_path)"
}

func (d *postgresql) damaged(err error) error {
	return fmt.Errorf("%w: %s: %w: put a backup back, or name an empty database: the next sync rebuilds it from reviews and trackers", ErrDamaged, d.path, err)
}

func (d *postgresql) explain(doing string, err error) error {
	said := postgres.Explain(err)
	in := fmt.Errorf("%s in the store %s: %w", doing, d.path, said)
	switch postgres.KindOf(said) {
	case postgres.Refused:
		return kind{fmt.Errorf("the store %s: %w", d.path, said), ErrRefused}
	case postgres.Away:
		return kind{fmt.Errorf("the store %s: %w", d.path, said), ErrAway}
	case postgres.Held:
		return kind{in, ErrLocked}
	case postgres.Full:
		return kind{in, ErrFull}
	case postgres.Unreadable:
		return d.damaged(said)
	}
	return in
}

// kind is an error that is of a kind without saying so in words.
type kind struct {
	error
	is error
}

func (k kind) Is(target error) bool { return target == k.is }

func (k kind) Unwrap() error { return k.error }
