package pgtest_test

import (
	"context"
	"net/url"
	"os"
	"testing"
	"time"

	"github.com/jackc/pgx/v5"

	"github.com/followthrough/followthrough/internal/pgtest"
)

func count(t *testing.T, database string) (n int) {
	t.Helper()
	conn, err := pgx.Connect(t.Context(), database)
	if err != nil {
		t.Fatal(err)
	}
	defer conn.Close(context.Background())
	if err := conn.QueryRow(t.Context(), "insert into n default values returning (select count(*) from n)").Scan(&n); err != nil {
		t.Fatal(err)
	}
	return n
}

func table(t *testing.T, database string) {
	t.Helper()
	conn, err := pgx.Connect(t.Context(), database)
	if err != nil {
		t.Fatal(err)
	}
	defer conn.Close(context.Background())
	if _, err := conn.Exec(t.Context(), "create table n (i serial)"); err != nil {
		t.Fatal(err)
	}
}

func TestEachTestHasItsOwnDatabase(t *testing.T) {
	for range 2 { // the second finds no table of the first
		table(t, pgtest.Database(t))
	}
}

func TestAServerComesBackWithWhatWasCommitted(t *testing.T) {
	s := pgtest.Start(t)
	database := s.Database(t)
	table(t, database)
	held, err := pgx.Connect(t.Context(), database)
	if err != nil {
		t.Fatal(err)
	}
	defer held.Close(context.Background())
	for i, disturb := range []func(){
		func() {}, func() { s.Cut(t) }, func() { s.Stop(t); s.Up(t) }, func() { s.Kill(t); s.Up(t) },
	} {
		disturb()
		if got := count(t, database); got != i {
			t.Errorf("after disturbance %d there are %d rows", i, got)
		}
		if err := held.Ping(t.Context()); (err == nil) != (i == 0) {
			t.Errorf("after disturbance %d a connection that was open says %v", i, err)
		}
	}
}

func TestNothingIsLeft(t *testing.T) {
	var folder string
	t.Run("a test with a server", func(t *testing.T) {
		u, err := url.Parse(pgtest.Start(t).Database(t))
		if err != nil {
			t.Fatal(err)
		}
		folder = u.Query().Get("host")
		if _, err := os.Stat(folder); err != nil {
			t.Fatal(err)
		}
	})
	if folder == "" {
		t.Skip("no server was started")
	}
	for range 200 {
		if _, err := os.Stat(folder); os.IsNotExist(err) {
			return
		}
		time.Sleep(50 * time.Millisecond)
	}
	t.Errorf("the server's folder %s is still there", folder)
}
