// Package lease is the right to work on a store that processes of several
// machines share on PostgreSQL: a row that says who has it, until when by the
// database's clock, and for the how-manieth time it changed hands. It must not
// know what is stored, and what its holder does.
//
// The holder extends it on a goroutine of its own. What it writes is fenced in the
// transaction that writes (Fence); what goes out to others is fenced by a deadline
// on this machine's clocks (Held), which comes before the database's.
package lease

import (
	"cmp"
	"context"
	"crypto/rand"
	"database/sql"
	"errors"
	"fmt"
	"os"
	"sync"
	"time"

	"github.com/jackc/pgx/v5/pgconn"
)

// How long a lease lasts.
const (
	// DefaultLength is how long it lasts where it is not told: a holder that was
	// killed, or that stands still, is replaced within twenty seconds.
	DefaultLength = 15 * time.Second
	// Shortest is what it lasts at least.
	Shortest = 2 * time.Second
)

// Options say how a lease is held.
type Options struct {
	// DB is where the lease lies; two connections are enough for it.
	DB *sql.DB
	// Length is how long the lease lasts unless it is extended; 0: DefaultLength.
	Length time.Duration
	// Schema is the version of the store that this program knows. While one that
	// knew a later one has held the lease last, this one does not get it.
	Schema int
	// Alive tells whether the holder's work goes on. One that hangs loses its
	// lease; nil: it always goes on.
	Alive func() bool
	// Told is told, in words, of what a person may want to know; nil: nobody is.
	Told func(string)
	// Now is this machine's clock, with its monotonic reading; nil: time.Now.
	Now func() time.Time
}

// Lease is this process's part in the lease of a database. Its methods may be
// called at the same time.
type Lease struct {
	o      Options
	holder string // whom the row names: this process, and no other that ever was
	host   string

	mu    sync.Mutex
	epoch int64     // zero: not held
	until time.Time // by this machine's clocks
	whole time.Time // since when the database has not been away; zero: nobody knows of one
	since time.Time // of the epoch, by this machine's clock
	stop  func()    // ends the extending, and waits for its end
}

// ErrLost is the error of what needs the lease where it is not held any more:
// nothing was written and nothing goes out.
var ErrLost = errors.New("the lease is not held")

// HeldError says who holds the lease.
type HeldError struct {
	Host  string
	PID   int
	Beat  time.Time // when it was last extended, by the database's clock
	Until time.Time // likewise
	Newer int       // the schema that a newer version works with; zero: it is just held
}

// Error names the holder.
func (e *HeldError) Error() string {
	if e.Newer > 0 {
		return fmt.Sprintf("a newer version works on the store (schema %d, process %d on %s): this one stands by", e.Newer, e.PID, e.Host)
	}
	return fmt.Sprintf("process %d on %s works on the store (last beat %s)", e.PID, e.Host, e.Beat.UTC().Format(time.RFC3339))
}

const table = `
CREATE TABLE IF NOT EXISTS lease (
    name TEXT PRIMARY KEY,
    epoch BIGINT NOT NULL,
    holder TEXT NOT NULL,
    host TEXT NOT NULL,
    pid BIGINT NOT NULL,
    schema BIGINT NOT NULL,
    beat TIMESTAMPTZ NOT NULL,
    until TIMESTAMPTZ NOT NULL,
    started TIMESTAMPTZ NOT NULL,
    whole TIMESTAMPTZ,
    UNIQUE (name, epoch)
)`

// New makes the lease's row where there is none, and takes nothing yet.
func New(ctx context.Context, o Options) (*Lease, error) {
	o.Length = max(cmp.Or(o.Length, DefaultLength), Shortest)
	if o.Now == nil {
		o.Now = time.Now
	}
	host, err := os.Hostname()
	if err != nil {
		host = "unknown"
	}
	l := &Lease{o: o, holder: rand.Text(), host: host}
	if err := l.make(ctx); err != nil {
		return nil, fmt.Errorf("make the lease: %w", err)
	}
	return l, nil
}

// make makes table and row. Of two processes that do so at once one may be told
// that it is there already.
func (l *Lease) make(ctx context.Context) error {
	const thereAlready = "23505"
	for try := 0; ; try++ {
		_, err := l.o.DB.ExecContext(ctx, table)
		if err == nil {
			_, err = l.o.DB.ExecContext(ctx, `
INSERT INTO lease (name, epoch, holder, host, pid, schema, beat, until, started)
VALUES ('store', 0, '', '', 0, 0, 'epoch', 'epoch', pg_postmaster_start_time()) ON CONFLICT DO NOTHING`)
		}
		var e *pgconn.PgError
		if errors.As(err, &e) && e.Code == thereAlready && try < 3 {
			continue
		}
		return err
	}
}

// Take takes the lease if it is free, or has it already. Another's: a *HeldError.
// A transaction of the former holder that is at hand is waited for, as long as a
// lease lasts at most.
func (l *Lease) Take(ctx context.Context) error {
	if l.Held() == nil {
		return nil
	}
	l.halt()
	ctx, cancel := context.WithTimeout(ctx, l.o.Length)
	defer cancel()
	asked := l.o.Now()
	var epoch int64
	var away sql.NullInt64
	err := l.o.DB.QueryRowContext(ctx, `
UPDATE lease SET epoch = epoch + 1, holder = $1, host = $2, pid = $3, schema = $4, beat = clock_timestamp(),
  until = clock_timestamp() + cast($5 as bigint) * interval '1 microsecond', `+noteStart+`
WHERE name = 'store' AND (until <= clock_timestamp() OR holder = $1) AND schema <= $4
RETURNING epoch, `+sinceAway, l.holder, l.host, os.Getpid(), l.o.Schema, l.o.Length.Microseconds()).Scan(&epoch, &away)
	switch {
	case errors.Is(err, sql.ErrNoRows):
		return l.heldBy(ctx)
	case err != nil:
		return fmt.Errorf("take the lease: %w", err)
	}
	l.mu.Lock()
	defer l.mu.Unlock()
	l.epoch, l.since = epoch, asked
	l.extended(asked, away)
	l.extend()
	return nil
}

// The server is the same as long as it says that it was started at the same moment.
// After another start it may be an older copy, which has forgotten something.
const (
	noteStart = `whole = CASE WHEN started = pg_postmaster_start_time() THEN whole ELSE clock_timestamp() END, started = pg_postmaster_start_time()`
	sinceAway = `cast(extract(epoch FROM clock_timestamp() - whole) * 1000000 as bigint)`
)

// extended notes that the lease was had or extended by what was asked at a moment;
// away is since when the database is back, in microseconds. The caller has the lock.
func (l *Lease) extended(asked time.Time, away sql.NullInt64) {
	l.until = asked.Add(l.o.Length - margin(l.o.Length))
	if away.Valid {
		l.whole = asked.Add(-time.Duration(away.Int64) * time.Microsecond)
	}
}

// margin is how much earlier than the database the holder takes the lease for over:
// its clock may be a little slower.
func margin(length time.Duration) time.Duration { return length / 10 }

// heldBy says who has the lease, or had it last.
func (l *Lease) heldBy(ctx context.Context) error {
	e, _, err := l.row(ctx)
	if err != nil {
		return err
	}
	return e
}

// Holder is who has the lease now, if it is another; nil: nobody.
func (l *Lease) Holder(ctx context.Context) (*HeldError, error) {
	e, another, err := l.row(ctx)
	if err != nil || !another {
		return nil, err
	}
	return e, nil
}

func (l *Lease) row(ctx context.Context) (e *HeldError, another bool, err error) {
	e = &HeldError{}
	var schema int
	err = l.o.DB.QueryRowContext(ctx, `
SELECT host, pid, schema, beat, until, CASE WHEN until > clock_timestamp() AND holder <> $1 THEN 1 ELSE 0 END
FROM lease WHERE name = 'store'`, l.holder).Scan(&e.Host, &e.PID, &schema, &e.Beat, &e.Until, &another)
	if err != nil {
		return nil, false, fmt.Errorf("read the lease: %w", err)
	}
	if schema > l.o.Schema {
		e.Newer = schema
	}
	return e, another, nil
}

// Held is nil while the lease is held by this machine's clocks: the monotonic one,
// and that on the wall, which goes on while the machine sleeps. Else it is ErrLost.
func (l *Lease) Held() error {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.held()
}

func (l *Lease) held() error {
	now := l.o.Now()
	if l.epoch == 0 || !now.Before(l.until) || !now.Round(0).Before(l.until.Round(0)) {
		return ErrLost
	}
	return nil
}

// Whole is since when the database has not been away, by this machine's clock; zero:
// it was not, as far as is known.
func (l *Lease) Whole() time.Time {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.whole
}

// Release hands the lease over: whoever stands by has it as soon as it asks. It is
// called when everything is written.
func (l *Lease) Release(ctx context.Context) error {
	l.halt()
	l.mu.Lock()
	epoch := l.epoch
	l.epoch = 0
	l.mu.Unlock()
	if epoch == 0 {
		return nil
	}
	ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), l.o.Length/3)
	defer cancel()
	_, err := l.o.DB.ExecContext(ctx, `UPDATE lease SET until = clock_timestamp() WHERE name = 'store' AND epoch = $1 AND holder = $2`, epoch, l.holder)
	if err != nil {
		return fmt.Errorf("hand over the lease (it ends by itself in %s): %w", l.o.Length, err)
	}
	return nil
}
