package store_test

import (
	"database/sql"
	"errors"
	"os"
	"testing"
	"time"

	"github.com/followthrough/followthrough/internal/pgtest"
	"github.com/followthrough/followthrough/internal/secret"
	"github.com/followthrough/followthrough/sync/plan"
	"github.com/followthrough/followthrough/sync/reconcile"
	"github.com/followthrough/followthrough/sync/store"
	"github.com/followthrough/followthrough/sync/store/lease"
)

// kept is a store that a process of several keeps its turns on.
func kept(t *testing.T, database string) *store.Store {
	t.Helper()
	s := open(t, store.Options{DSN: secret.New(database)})
	s.KeepTurns(store.Keep{Length: lease.Shortest})
	return s
}

func never(t *testing.T) func(error) {
	return func(why error) { t.Errorf("stands by: %v", why) }
}

func TestOneProcessWorksOnASharedStore(t *testing.T) {
	t.Parallel()
	database := pgtest.Database(t)
	one, other := kept(t, database), kept(t, database)
	change := plan.Changes{Trackers: []plan.TrackerMark{{Tracker: "jira"}}}
	must(t, one.Await(t.Context(), never(t)))
	must(t, one.Apply(t.Context(), change))
	release, err := one.Turn(t.Context(), store.LockOptions{})
	must(t, err)
	must(t, release())
	var held *store.LockedError
	if err := other.Try(t.Context()); !errors.As(err, &held) || held.PID != os.Getpid() || held.Host == "" || held.Beat.IsZero() {
		t.Errorf("the other one: %v", err)
	}
	if _, err := other.Turn(t.Context(), store.LockOptions{}); !errors.Is(err, store.ErrLocked) {
		t.Errorf("a turn of the other one: %v", err)
	}
	if !one.Works() || other.Works() || one.Held() != nil || !errors.Is(other.Held(), store.ErrLeaseLost) {
		t.Error("it is not told who works")
	}
	id, err := other.Ask(t.Context(), reconcile.Request{})
	must(t, err)
	must(t, one.TakeRequest(t.Context(), id))

	db, err := sql.Open("pgx", database)
	must(t, err)
	defer db.Close()
	_, err = db.ExecContext(t.Context(), "UPDATE lease SET epoch = epoch + 1, holder = 'another', until = clock_timestamp()")
	must(t, err)
	if err := one.Apply(t.Context(), change); !errors.Is(err, store.ErrLeaseLost) {
		t.Errorf("a write without the lease: %v", err)
	}
	must(t, other.Await(t.Context(), func(error) {}))
	must(t, other.Apply(t.Context(), change))
	must(t, other.Leave(t.Context()))
	must(t, one.Await(t.Context(), never(t)))
}

// A server that was started anew may have forgotten something: the store counts as
// whole from then on.
func TestASharedStoreWhoseDatabaseWasAway(t *testing.T) {
	t.Parallel()
	server := pgtest.Start(t)
	s := kept(t, server.Database(t))
	must(t, s.Await(t.Context(), never(t)))
	before := time.Now()
	server.Kill(t)
	server.Up(t)
	for until := time.Now().Add(20 * time.Second); ; time.Sleep(50 * time.Millisecond) {
		m, err := s.Memory(t.Context())
		must(t, err)
		if m.Why == "the database was away" && m.Since.After(before.Add(-time.Second)) {
			return
		}
		if time.Now().After(until) {
			t.Fatalf("it remembers %+v", m)
		}
	}
}
