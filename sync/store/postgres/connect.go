package postgres

import (
	"context"
	"database/sql"
	"database/sql/driver"
	"errors"
	"fmt"
	"io"
	"strconv"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/stdlib"

	"github.com/followthrough/followthrough/internal/secret"
)

// oldest is the first major version of PostgreSQL that is good enough.
const oldest = 13

// patience is how long a connection may take to come about, where the address does
// not say.
const patience = 10 * time.Second

// Errors of a server that is not as it must be.
var (
	ErrOld      = fmt.Errorf("PostgreSQL %d or later is needed", oldest)
	ErrEncoding = errors.New("the database must be in UTF8")
	ErrAddress  = errors.New("the address of the database can't be used")
)

// Open gives connections to the database at an address, most at the same time.
// Nothing is opened yet. The address is read again for each connection: a password
// that changed in its file counts at once.
func Open(address secret.Secret, most int) (*sql.DB, error) {
	if _, err := configOf(address); err != nil {
		return nil, err
	}
	db := sql.OpenDB(connector{address})
	db.SetMaxOpenConns(most)
	db.SetMaxIdleConns(most)
	db.SetConnMaxIdleTime(5 * time.Minute) // before whoever stands between forgets them
	return db, nil
}

// configOf reads an address. Its errors show nothing of it.
func configOf(address secret.Secret) (*pgx.ConnConfig, error) {
	plain, err := address.Reveal()
	if err != nil {
		return nil, err
	}
	c, err := pgx.ParseConfig(plain)
	if err != nil {
		return nil, fmt.Errorf("%w: a parameter of it, or what PG… variables or the files that it names say, is not understood", ErrAddress)
	}
	// One round trip a statement, none of them kept by the server: so it works behind a
	// pooler that gives each transaction another connection, and a table that was
	// changed meanwhile does no harm.
	c.DefaultQueryExecMode = pgx.QueryExecModeExec
	if c.ConnectTimeout == 0 {
		c.ConnectTimeout = patience
	}
	if c.RuntimeParams["application_name"] == "" {
		c.RuntimeParams["application_name"] = "followthrough"
	}
	return c, nil
}

type connector struct{ address secret.Secret }

func (c connector) Connect(ctx context.Context) (driver.Conn, error) {
	config, err := configOf(c.address)
	if err != nil {
		return nil, err
	}
	made, err := stdlib.GetConnector(*config).Connect(ctx)
	if err != nil {
		return nil, err
	}
	on, ok := made.(*stdlib.Conn)
	if !ok {
		return nil, fmt.Errorf("a connection is a %T", made)
	}
	if err := fit(on.Conn()); err != nil {
		_ = on.Close() // err is what counts
		return nil, err
	}
	return conn{on}, nil
}

func (c connector) Driver() driver.Driver { return stdlib.GetDefaultDriver() }

// fit judges a server by what it says of itself as a connection begins.
func fit(c *pgx.Conn) error {
	said := c.PgConn().ParameterStatus
	number := said("server_version")
	for i, r := range number {
		if r < '0' || r > '9' {
			number = number[:i]
			break
		}
	}
	if n, err := strconv.Atoi(number); err == nil && n < oldest {
		return fmt.Errorf("%w, and it is %s", ErrOld, said("server_version"))
	}
	if e := said("server_encoding"); e != "" && e != "UTF8" {
		return fmt.Errorf("%w, and it is in %s", ErrEncoding, e)
	}
	return nil
}

// conn is a connection that keeps every text.
type conn struct{ *stdlib.Conn }

// CheckNamedValue makes an argument what the store's columns are: a number, a text
// or NULL. The driver would take a number that has a name for its name.
func (c conn) CheckNamedValue(v *driver.NamedValue) error {
	value, err := driver.DefaultParameterConverter.ConvertValue(v.Value)
	if err != nil {
		return err
	}
	if text, ok := value.(string); ok {
		value = Keep(text)
	}
	v.Value = value
	return nil
}

func (c conn) QueryContext(ctx context.Context, query string, args []driver.NamedValue) (driver.Rows, error) {
	got, err := c.Conn.QueryContext(ctx, query, args)
	if err != nil {
		return nil, err
	}
	return rows{got}, nil
}

// rows gives the texts that were kept.
type rows struct{ driver.Rows }

func (r rows) Next(row []driver.Value) error {
	if err := r.Rows.Next(row); err != nil {
		if errors.Is(err, io.EOF) {
			return io.EOF // as it is: it is compared
		}
		return err
	}
	for i, v := range row {
		if text, ok := v.(string); ok {
			row[i] = Kept(text)
		}
	}
	return nil
}
