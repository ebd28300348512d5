package store

import (
	"context"
	"database/sql"
)

// engine is what one kind of database does in its own way. The SQL of the store
// is one text for all of them.
type engine interface {
	// open opens the store for writing, makes it where there is none, and brings
	// it up to date.
	open(ctx context.Context) error
	// existing opens a store that is there, and writes nothing anywhere.
	existing(ctx context.Context) error
	// refresh opens what bears the store's name by now, where that is not what is
	// open, and calls look.
	refresh(ctx context.Context, look func(context.Context) error) error
	// close closes what is open beside the pool.
	close() error
	// file is the store's file; "": it has none.
	file() string
	// history names what the database's past is one with: another one may lack what was
	// written last. "": nothing does.
	history(ctx context.Context) (string, error)

	// tables are the names of the tables that are there.
	tables(ctx context.Context, c conn) ([]string, error)
	// empty tells a database that has no tables yet from one whose tables can't
	// be found.
	empty(ctx context.Context, c conn) error
	// schema is the text of a migration as this engine takes it.
	schema(text string) string
	// reading is how a transaction begins of which all reads see one state.
	reading() *sql.TxOptions
	// began is called first in a transaction that writes.
	began(ctx context.Context, tx conn) error
	// arguments is how many arguments a statement has at most that writes many rows at
	// once; 0: they are better written one by one.
	arguments() int
	// ended is the error of a COMMIT, which wraps ErrUncertain where the change may have
	// been kept.
	ended(err error) error
	// again tells whether a transaction that ended so left nothing, and may be
	// carried out once more.
	again(err error) bool

	// vacuum lets nothing lie about that was deleted.
	vacuum(ctx context.Context) error
	// indexes makes those anew that do not fit their tables.
	indexes(ctx context.Context) error
	// row is how a row is told from all others of its table, read as a text, and the
	// condition that finds it again by that text as $1.
	row() (selected, where string)
	// explain says what an error of the database means for the store.
	explain(doing string, err error) error
	// damaged is the error of a database that is damaged beyond single rows.
	damaged(err error) error
	// another is the next step where the database is something else.
	another() string
}
