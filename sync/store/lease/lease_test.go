package lease_test

import (
	"database/sql"
	"errors"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	_ "github.com/jackc/pgx/v5/stdlib"

	"github.com/followthrough/followthrough/internal/pgtest"
	"github.com/followthrough/followthrough/sync/store/lease"
)

// short is how long leases last here.
const short = lease.Shortest

func connect(t *testing.T, database string) *sql.DB {
	t.Helper()
	db, err := sql.Open("pgx", database)
	must(t, err)
	t.Cleanup(func() { _ = db.Close() })
	return db
}

// replica is another process's part in the lease.
func replica(t *testing.T, database string, change ...func(*lease.Options)) *lease.Lease {
	t.Helper()
	o := lease.Options{DB: connect(t, database), Length: short, Schema: 7}
	for _, c := range change {
		c(&o)
	}
	l, err := lease.New(t.Context(), o)
	must(t, err)
	t.Cleanup(func() { _ = l.Release(t.Context()) })
	return l
}

func must(t testing.TB, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

// fence writes a row under the lease.
func fence(t *testing.T, db *sql.DB, l *lease.Lease) (*sql.Tx, error) {
	t.Helper()
	tx, err := db.BeginTx(t.Context(), nil)
	must(t, err)
	t.Cleanup(func() { _ = tx.Rollback() })
	return tx, l.Fence(t.Context(), tx)
}

func TestOneHoldsIt(t *testing.T) {
	t.Parallel()
	database := pgtest.Database(t)
	var held atomic.Int32
	var all sync.WaitGroup
	for range 6 {
		l := replica(t, database)
		all.Go(func() {
			var other *lease.HeldError
			switch err := l.Take(t.Context()); {
			case err == nil:
				held.Add(1)
			case !errors.As(err, &other) || other.PID == 0 || time.Since(other.Beat) > time.Minute:
				t.Errorf("%v", err)
			}
		})
	}
	all.Wait()
	if held.Load() != 1 {
		t.Errorf("%d hold the lease", held.Load())
	}
}

func TestHandedOverAtOnce(t *testing.T) {
	t.Parallel()
	database := pgtest.Database(t)
	one, other := replica(t, database), replica(t, database)
	must(t, one.Take(t.Context()))
	must(t, one.Take(t.Context())) // has it
	must(t, one.Held())
	must(t, one.Release(t.Context()))
	must(t, one.Release(t.Context())) // nothing to give
	if err := one.Held(); !errors.Is(err, lease.ErrLost) {
		t.Errorf("after the hand-over: %v", err)
	}
	must(t, other.Take(t.Context()))
}

func TestItIsExtendedAndRunsOut(t *testing.T) {
	t.Parallel()
	database := pgtest.Database(t)
	var hangs atomic.Bool
	var told atomic.Int32
	one := replica(t, database, func(o *lease.Options) {
		o.Alive, o.Told = func() bool { return !hangs.Load() }, func(string) { told.Add(1) }
	})
	other := replica(t, database)
	must(t, one.Take(t.Context()))
	time.Sleep(short * 3 / 2)
	must(t, one.Held())
	if err := other.Take(t.Context()); err == nil {
		t.Fatal("two hold it")
	}
	hangs.Store(true)
	until := time.Now().Add(3 * short)
	for other.Take(t.Context()) != nil {
		if time.Now().After(until) {
			t.Fatal("a holder that hangs keeps it")
		}
		time.Sleep(50 * time.Millisecond)
	}
	if err := one.Held(); !errors.Is(err, lease.ErrLost) {
		t.Errorf("the holder that hangs says %v", err)
	}
	if told.Load() != 1 {
		t.Errorf("told %d times of it", told.Load())
	}
}

// A machine that slept finds that by its clock on the wall, before a request to
// the database would tell it.
func TestTheWallClockEndsIt(t *testing.T) {
	t.Parallel()
	database := pgtest.Database(t)
	var slept atomic.Int64
	l := replica(t, database, func(o *lease.Options) {
		o.Now = func() time.Time {
			now := time.Now()
			if d := time.Duration(slept.Load()); d > 0 { // the monotonic clock stood still
				return now.Round(0).Add(d)
			}
			return now
		}
	})
	must(t, l.Take(t.Context()))
	slept.Store(int64(time.Hour))
	if err := l.Held(); !errors.Is(err, lease.ErrLost) {
		t.Errorf("after an hour's sleep: %v", err)
	}
}

func TestWritesAreFenced(t *testing.T) {
	t.Parallel()
	database := pgtest.Database(t)
	db := connect(t, database)
	one, other := replica(t, database), replica(t, database)
	if _, err := fence(t, db, one); !errors.Is(err, lease.ErrLost) {
		t.Errorf("without the lease: %v", err)
	}
	must(t, one.Take(t.Context()))
	tx, err := fence(t, db, one)
	must(t, err)
	// The holder's transaction is at work: it extends its lease all the same.
	_, err = tx.ExecContext(t.Context(), "SELECT pg_sleep(3)")
	must(t, err)
	must(t, one.Held())
	must(t, tx.Commit())

	// Another has it since: what this process still believes does not count.
	_, err = db.ExecContext(t.Context(), "UPDATE lease SET epoch = epoch + 1, holder = 'other', until = clock_timestamp() + interval '1 hour'")
	must(t, err)
	if tx, err = fence(t, db, one); !errors.Is(err, lease.ErrLost) {
		t.Errorf("with another's lease: %v", err)
	}
	must(t, tx.Rollback())
	if err := one.Held(); !errors.Is(err, lease.ErrLost) {
		t.Errorf("after that: %v", err)
	}
	_, err = db.ExecContext(t.Context(), "UPDATE lease SET until = clock_timestamp()")
	must(t, err)
	must(t, other.Take(t.Context()))
}

// A process that was stopped within a transaction keeps the next one waiting for
// less than a lease, and finds that nothing of it was written.
func TestAStoppedTransactionIsEnded(t *testing.T) {
	t.Parallel()
	database := pgtest.Database(t)
	db := connect(t, database)
	_, err := db.ExecContext(t.Context(), "CREATE TABLE n (i int)")
	must(t, err)
	var hangs atomic.Bool
	one := replica(t, database, func(o *lease.Options) { o.Alive = func() bool { return !hangs.Load() } })
	other := replica(t, database)
	must(t, one.Take(t.Context()))
	tx, err := fence(t, db, one)
	must(t, err)
	_, err = tx.ExecContext(t.Context(), "INSERT INTO n VALUES (1)")
	must(t, err)
	hangs.Store(true)
	began := time.Now()
	for other.Take(t.Context()) != nil {
		if time.Since(began) > 3*short {
			t.Fatal("the transaction keeps the lease")
		}
		time.Sleep(50 * time.Millisecond)
	}
	if err := tx.Commit(); err == nil {
		t.Error("what stood still over the end of the lease was written")
	}
	var n int
	must(t, db.QueryRowContext(t.Context(), "SELECT count(*) FROM n").Scan(&n))
	if n != 0 {
		t.Errorf("%d rows were written", n)
	}
}

func TestANewerVersionIsNotReplacedByAnOlderOne(t *testing.T) {
	t.Parallel()
	database := pgtest.Database(t)
	old := replica(t, database)
	next := replica(t, database, func(o *lease.Options) { o.Schema = 8 })
	must(t, next.Take(t.Context()))
	must(t, next.Release(t.Context()))
	var held *lease.HeldError
	if err := old.Take(t.Context()); !errors.As(err, &held) || held.Newer != 8 {
		t.Errorf("the old one: %v", err)
	}
	must(t, next.Take(t.Context()))
}

// After the server was started again it may be a copy that has forgotten
// something: that is told to whoever holds the lease then.
func TestADatabaseThatWasAwayIsNoticed(t *testing.T) {
	t.Parallel()
	server := pgtest.Start(t)
	database := server.Database(t)
	one, other := replica(t, database), replica(t, database)
	must(t, one.Take(t.Context()))
	server.Cut(t)
	for again := time.Now().Add(short); time.Now().Before(again); time.Sleep(50 * time.Millisecond) {
		must(t, one.Held())
	}
	if !one.Whole().IsZero() {
		t.Error("connections that were cut count as a database that was away")
	}
	before := time.Now()
	server.Kill(t)
	server.Up(t)
	for until := time.Now().Add(5 * short); one.Whole().IsZero(); time.Sleep(20 * time.Millisecond) {
		if time.Now().After(until) {
			t.Fatal("nobody noticed")
		}
	}
	first := one.Whole()
	if first.Before(before.Add(-time.Second)) || first.After(time.Now()) {
		t.Errorf("whole since %s, restarted after %s", first, before)
	}
	must(t, one.Release(t.Context()))
	must(t, other.Take(t.Context()))
	if got := other.Whole(); got.Sub(first).Abs() > 500*time.Millisecond {
		t.Errorf("the next one says %s, not %s", got, first)
	}
}
