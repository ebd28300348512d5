package store_test

import (
	"errors"
	"fmt"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/jackc/pgx/v5"

	"github.com/followthrough/followthrough/internal/pgtest"
	"github.com/followthrough/followthrough/internal/secret"
	"github.com/followthrough/followthrough/sync/plan"
	"github.com/followthrough/followthrough/sync/review"
	"github.com/followthrough/followthrough/sync/store"
	"github.com/followthrough/followthrough/sync/store/storetest"
)

func TestPostgreSQL(t *testing.T) {
	storetest.Run(t, func(t *testing.T) storetest.Store { return onServer(t, pgtest.Database(t)) })
}

// onServer opens the store in a database.
func onServer(t testing.TB, address string) *store.Store {
	t.Helper()
	return open(t, store.Options{DSN: secret.New(address), Now: storetest.Made})
}

// behind does a statement behind the store's back.
func behind(t *testing.T, address, text string) {
	t.Helper()
	c, err := pgx.Connect(t.Context(), address)
	must(t, err)
	_, err = c.Exec(t.Context(), text)
	must(t, errors.Join(err, c.Close(t.Context())))
}

// What a text of PostgreSQL can't hold is kept, found by, and told apart.
func TestHostileBytesSurviveOnPostgreSQL(t *testing.T) {
	s := onServer(t, pgtest.Database(t))
	paths := []string{"a\x00b\xff\xfe.md", "a\x00b\xff.md", "a\uFFFD.md", "a\U0010FFFF00.md", "b/\xff/x.md"}
	var c plan.Changes
	for i, path := range paths {
		c.Reviews = append(c.Reviews, plan.Review{Key: review.Key(fmt.Sprintf("%012d", i)), Source: "sre", Path: path})
	}
	must(t, s.Apply(t.Context(), c))
	for i, path := range paths {
		got, err := s.ReviewsBy(t.Context(), store.Filter{Paths: []string{path}})
		if err != nil || len(got) != 1 || got[0].Path != path || got[0].Key != c.Reviews[i].Key {
			t.Errorf("%q is found as %v, %v", path, got, err)
		}
	}
	if got, err := s.Find(t.Context(), "\xff/x.md"); err != nil || len(got) != 1 || got[0].Path != "b/\xff/x.md" {
		t.Errorf("by its ending %v, %v", got, err)
	}
}

// What is ordered is ordered by bytes, whatever language the database speaks.
func TestTheOrderIsThatOfSQLite(t *testing.T) {
	s := onServer(t, pgtest.Database(t))
	file, err := store.Empty(t.Context(), storetest.Made())
	must(t, err)
	closed(t, file)
	var c plan.Changes
	for i, path := range []string{"Z.md", "a.md", "_b.md", "B.md", "ä.md", "é.md", "a b.md", "a-b.md", "aB.md", "10.md", "9.md"} {
		c.Reviews = append(c.Reviews, plan.Review{Key: review.Key(fmt.Sprintf("%012d", i)), Source: "sre", Path: path})
	}
	for _, one := range []*store.Store{s, file} {
		must(t, one.Apply(t.Context(), c))
	}
	a, err := s.Index(t.Context(), "sre")
	must(t, err)
	b, err := file.Index(t.Context(), "sre")
	must(t, err)
	for i := range a {
		if a[i].Path != b[i].Path {
			t.Errorf("number %d is %s, and on SQLite %s", i, a[i].Path, b[i].Path)
		}
	}
}

// Errors are told in words, name user, host and database, and never a password.
func TestWhatServersRefuseIsToldInWords(t *testing.T) {
	server := pgtest.Start(t)
	address := server.Database(t)
	server.Exec(t, "create role weak login password 'hunter2'")
	server.Exec(t, "create database latin encoding 'LATIN1' locale 'C' template template0")
	as := func(user, database, more string) string {
		out := strings.Replace(address, "postgres@/", user+":hunter2@/", 1)
		if database != "" {
			front, back, _ := strings.Cut(out, "?")
			out = front[:strings.LastIndex(front, "/")] + "/" + database + "?" + back
		}
		return out + more
	}
	folder := address[strings.Index(address, "host=")+5:]
	for name, c := range map[string]struct {
		address string
		is      error
		says    string
	}{
		"no such database": {as("postgres", "nosuch", ""), store.ErrRefused, "there is no such database: createdb makes one"},
		"no such user":     {as("nobody", "", ""), store.ErrRefused, "does not let this user in"},
		"no rights":        {as("weak", "", ""), store.ErrRefused, "this user has not the rights"},
		"no schema":        {as("postgres", "", "&search_path=reviews"), store.ErrRefused, "CREATE SCHEMA"},
		"another encoding": {as("postgres", "latin", ""), store.ErrRefused, "must be in UTF8, and it is in LATIN1"},
		"a parameter":      {as("postgres", "", "&connect_timeout=hunter2"), store.ErrRefused, "is not understood"},
		"no server":        {strings.Replace(as("postgres", "", ""), folder, folder+"x", 1), store.ErrAway, "no server answers there"},
		"no such host":     {"postgres://ft:hunter2@no-such-host.invalid/reviews", store.ErrRefused, "no such host is known"},
		"no port":          {"postgres://ft:hunter2@127.0.0.1:1/reviews", store.ErrAway, "no server answers there"},
		"unreadable":       {"postgres://ft:hunter2/x@db/reviews", store.ErrRefused, "%2F"},
	} {
		_, err := store.Open(t.Context(), store.Options{DSN: secret.New(c.address)})
		if !errors.Is(err, c.is) || !strings.Contains(err.Error(), c.says) || strings.Contains(err.Error(), "\n") {
			t.Errorf("%s: %v", name, err)
		}
		if strings.Contains(fmt.Sprintf("%v %+v %q", err, err, err), "hunter2") {
			t.Errorf("%s shows the password: %v", name, err)
		}
	}
	if _, err := store.Open(t.Context(), store.Options{DSN: secret.New(address), Mode: store.ReadOnly}); !errors.Is(err, store.ErrNotExist) {
		t.Errorf("for reading: %v", err)
	}
	behind(t, address, "create table migrations (id int); create table users (id int)")
	if _, err := store.Open(t.Context(), store.Options{DSN: secret.New(address)}); !errors.Is(err, store.ErrNotStore) || !strings.Contains(err.Error(), "search_path") {
		t.Errorf("another program's: %v", err)
	}
}

// Processes that start at the same time make one store.
func TestProcessesThatStartTogether(t *testing.T) {
	address := pgtest.Database(t)
	var group sync.WaitGroup
	for range 4 {
		group.Go(func() {
			s, err := store.Open(t.Context(), store.Options{DSN: secret.New(address)})
			if err == nil {
				err = errors.Join(s.Claim(t.Context(), "i"), s.Close())
			}
			if err != nil {
				t.Error(err)
			}
		})
	}
	group.Wait()
}

// A server that was cut off, and one that was stopped and is back, are found again;
// while it is away it is said so.
func TestADatabaseThatComesBack(t *testing.T) {
	server := pgtest.Start(t)
	s := onServer(t, server.Database(t))
	must(t, s.Apply(t.Context(), sample()))
	for range 3 {
		server.Cut(t)
		if err := s.Apply(t.Context(), sample()); err != nil {
			t.Errorf("after it was cut: %v", err)
		}
		server.Cut(t)
		if got, err := s.ReviewsBy(t.Context(), store.Filter{}); err != nil || len(got) != 1 {
			t.Errorf("after it was cut: %v, %v", got, err)
		}
	}
	server.Stop(t)
	err := s.Apply(t.Context(), sample())
	if !errors.Is(err, store.ErrAway) || !strings.Contains(err.Error(), "/test1?host=") {
		t.Errorf("while it is away: %v", err)
	}
	server.Up(t)
	if err := s.Refresh(t.Context()); err != nil {
		t.Error(err)
	}
	must(t, s.Apply(t.Context(), sample()))
}

// A store that went back is noticed by what this process knows, and one on another
// timeline by what it says itself.
func TestAStoreOnAServerThatWentBack(t *testing.T) {
	address := pgtest.Database(t)
	now := storetest.Made()
	said := ""
	o := store.Options{DSN: secret.New(address), Now: func() time.Time { return now }, Told: func(what string) { said += what }}
	s := open(t, o)
	asked := plan.Changes{Intents: []plan.Intent{{Action: "000000000001"}}}
	must(t, s.Apply(t.Context(), asked))
	must(t, s.Apply(t.Context(), asked))
	must(t, s.Refresh(t.Context()))
	if m, _ := s.Memory(t.Context()); !m.Since.Equal(storetest.Made()) || said != "" {
		t.Errorf("before it is whole since %v; %s", m.Since, said)
	}
	now = now.Add(time.Hour)
	behind(t, address, "update meta set value = '1' where name = 'sequence'")
	must(t, s.Refresh(t.Context()))
	if m, _ := s.Memory(t.Context()); !m.Since.Equal(now) || !strings.Contains(said, "was put back") {
		t.Errorf("it is whole since %v; %s", m.Since, said)
	}
	now, said = now.Add(time.Hour), ""
	behind(t, address, "update meta set value = '1:00000001' where name = 'history'")
	other := open(t, o) // another replica that takes over
	if m, _ := other.Memory(t.Context()); !m.Since.Equal(now) || !strings.Contains(said, "another server or timeline") {
		t.Errorf("on another timeline it is whole since %v; %s", m.Since, said)
	}
	behind(t, address, "drop schema public cascade; create schema public")
	now = now.Add(time.Hour)
	must(t, s.Refresh(t.Context()))
	if m, _ := s.Memory(t.Context()); !m.Since.Equal(now) {
		t.Errorf("made anew it is whole since %v", m.Since)
	}
	behind(t, address, "insert into migrations values (99, 'later', 0)")
	if err := s.Refresh(t.Context()); !errors.Is(err, store.ErrNewer) {
		t.Errorf("migrated by a later program: %v", err)
	}
}

// A row that can't be read costs what it was about, and no more.
func TestADamagedRowOnPostgreSQL(t *testing.T) {
	address := pgtest.Database(t)
	s := onServer(t, address)
	must(t, s.Apply(t.Context(), sample()))
	behind(t, address, "update actions set reading = '{' where key = '000000000001'")
	if _, err := s.ReviewsBy(t.Context(), store.Filter{}); !errors.Is(err, store.ErrDamaged) {
		t.Errorf("got %v", err)
	}
	must(t, s.Refresh(t.Context()))
	if got, err := s.ReviewsBy(t.Context(), store.Filter{}); err != nil || len(got) != 0 {
		t.Errorf("it knows %v, %v", got, err)
	}
}

// A later version that adds a column ends nothing that is open, and what a transaction
// wrote whose connection was cut before its end is written again as a whole.
func TestAColumnIsAddedMeanwhile(t *testing.T) {
	server := pgtest.Start(t)
	address := server.Database(t)
	s := onServer(t, address)
	must(t, s.Apply(t.Context(), sample()))
	for range 3 {
		behind(t, address, "alter table reviews add column if not exists later text")
		if got, err := s.ReviewsBy(t.Context(), store.Filter{}); err != nil || len(got) != 1 {
			t.Errorf("%v, %v", got, err)
		}
		behind(t, address, "alter table reviews drop column if exists later")
	}
	started := make(chan struct{})
	go func() {
		defer close(started)
		for range 5 {
			server.Cut(t)
		}
	}()
	for range 40 {
		if err := s.Apply(t.Context(), sample()); err != nil && !errors.Is(err, store.ErrUncertain) && !errors.Is(err, store.ErrAway) {
			t.Errorf("while it is cut: %v", err)
		}
	}
	<-started
	if got, err := s.ReviewsBy(t.Context(), store.Filter{}); err != nil || len(got) != 1 || len(got[0].Actions) != 1 {
		t.Errorf("%v, %v", got, err)
	}
}
