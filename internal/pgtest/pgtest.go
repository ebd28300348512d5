// Package pgtest gives tests a real PostgreSQL: a server in a temporary folder
// that they may stop, kill and start again, and a fresh database for each test.
// It listens on a socket in that folder and nowhere else. It is imported by tests
// only, and knows nothing of what is stored. Where no PostgreSQL is installed the
// test is skipped with a word; with CI=true, where .ci/run has installed one, it
// fails.
package pgtest

import (
	"cmp"
	"context"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"testing"

	"github.com/jackc/pgx/v5"
)

// shared is the server of this process: it is started when the first test asks.
var shared struct {
	once   sync.Once
	server *Server
	err    error
}

// Database gives the URL of a fresh database on the server that the tests of this
// process share. It is gone when the test ends, with whoever is still connected.
func Database(t testing.TB) string {
	t.Helper()
	programs(t)
	shared.once.Do(func() { shared.server, shared.err = start(programs(t)) })
	if shared.err != nil {
		t.Fatal(shared.err)
	}
	return shared.server.Database(t)
}

// Server is a PostgreSQL of a test's own. Nothing in it outlives this process,
// however that ends.
type Server struct {
	folder, programs string
	databases        atomic.Int64
	leash            *os.File
}

// Start starts a server for tests that stop, kill or disturb it.
func Start(t testing.TB) *Server {
	t.Helper()
	s, err := start(programs(t))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = s.leash.Close() })
	return s
}

func start(programs string) (*Server, error) {
	folder, err := os.MkdirTemp("", "pg")
	if err != nil {
		return nil, err
	}
	s := &Server{folder: folder, programs: programs}
	if err := give(folder); err != nil {
		return nil, err
	}
	if err := s.tie(); err != nil {
		return nil, err
	}
	if err := s.run("initdb", "-D", s.data(), "-U", "postgres", "-A", "trust", "-E", "UTF8", "--locale=C", "--no-sync", "--no-instructions"); err != nil {
		return nil, err
	}
	return s, s.up()
}

// tie starts what ends the server and removes its folder once this process has
// closed its end of a pipe, or is gone.
func (s *Server) tie() error {
	read, write, err := os.Pipe()
	if err != nil {
		return err
	}
	s.leash = write
	script := `read line; "$1/pg_ctl" -D "$2/data" -m immediate stop >/dev/null 2>&1; rm -rf "$2"`
	cmd := exec.CommandContext(context.Background(), "/bin/sh", "-c", script, "sh", s.programs, s.folder)
	cmd.Stdin = read
	cmd.Dir = s.folder
	apart(cmd)
	if err := cmd.Start(); err != nil {
		return err
	}
	go func() {
		_ = cmd.Wait()
		_ = os.RemoveAll(s.folder) // whom it ran as may not do that everywhere
	}()
	return read.Close()
}

// up starts the server. What makes a commit survive the machine is off; what
// makes it survive the server is on.
func (s *Server) up() error {
	options := strings.Join([]string{
		"-c listen_addresses=''", "-c unix_socket_directories='" + s.folder + "'", "-c fsync=off", "-c full_page_writes=off",
		"-c shared_buffers=16MB", "-c max_connections=60", "-c autovacuum=off", "-c max_wal_senders=0", "-c wal_level=minimal",
	}, " ")
	return s.run("pg_ctl", "-D", s.data(), "-w", "-t", "60", "-l", filepath.Join(s.folder, "log"), "-o", options, "start")
}

func (s *Server) data() string { return filepath.Join(s.folder, "data") }

// run runs one of PostgreSQL's own programs, which refuse to be run as root.
func (s *Server) run(program string, args ...string) error {
	cmd := exec.CommandContext(context.Background(), filepath.Join(s.programs, program), args...)
	cmd.Dir = s.folder
	apart(cmd)
	said, err := os.Create(filepath.Join(s.folder, "said"))
	if err != nil {
		return err
	}
	defer said.Close()
	cmd.Stdout, cmd.Stderr = said, said // no pipe: the server would keep it open
	if err := cmd.Run(); err != nil {
		words, _ := os.ReadFile(said.Name())
		log, _ := os.ReadFile(filepath.Join(s.folder, "log"))
		return fmt.Errorf("%s: %w\n%s%s", program, err, words, log)
	}
	return nil
}

// Database gives the URL of a fresh database. It is gone when the test ends, with
// whoever is still connected.
func (s *Server) Database(t testing.TB) string {
	t.Helper()
	name := fmt.Sprintf("test%d", s.databases.Add(1))
	s.Exec(t, "create database "+name)
	t.Cleanup(func() {
		if conn, err := pgx.Connect(context.Background(), s.url("postgres")); err == nil { // else it is down, and goes as a whole
			_, _ = conn.Exec(context.Background(), "drop database if exists "+name+" with (force)")
			_ = conn.Close(context.Background())
		}
	})
	return s.url(name)
}

func (s *Server) url(database string) string {
	return "postgres://postgres@/" + database + "?host=" + s.folder
}

// Exec runs a statement as the server's superuser, beside all databases of tests.
func (s *Server) Exec(t testing.TB, statement string) {
	t.Helper()
	conn, err := pgx.Connect(t.Context(), s.url("postgres"))
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = conn.Close(context.Background()) }()
	if _, err := conn.Exec(t.Context(), statement); err != nil {
		t.Fatal(err)
	}
}

// Cut ends all connections of others, as a network that breaks.
func (s *Server) Cut(t testing.TB) {
	t.Helper()
	s.Exec(t, "select pg_terminate_backend(pid) from pg_stat_activity where pid <> pg_backend_pid() and backend_type = 'client backend'")
}

// Stop stops the server: connections are cut, what was begun is undone.
func (s *Server) Stop(t testing.TB) { s.must(t, s.down("fast")) }

// Kill ends the server at once, as a crash would.
func (s *Server) Kill(t testing.TB) { s.must(t, s.down("immediate")) }

func (s *Server) down(mode string) error {
	return s.run("pg_ctl", "-D", s.data(), "-w", "-m", mode, "stop")
}

// Up starts the server again, at the same place.
func (s *Server) Up(t testing.TB) { s.must(t, s.up()) }

func (s *Server) must(t testing.TB, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

// programs is the folder of PostgreSQL's programs: Debian keeps those of a server
// out of the path.
func programs(t testing.TB) string {
	t.Helper()
	found, _ := filepath.Glob("/usr/lib/postgresql/*/bin/pg_ctl")
	if len(found) > 0 {
		newest := slices.MaxFunc(found, func(a, b string) int { return cmp.Or(cmp.Compare(len(a), len(b)), cmp.Compare(a, b)) })
		return filepath.Dir(newest)
	}
	if path, err := exec.LookPath("pg_ctl"); err == nil {
		return filepath.Dir(path)
	}
	words := "no PostgreSQL is installed (Debian's package is called postgresql)"
	if os.Getenv("CI") == "true" {
		t.Fatal(words)
	}
	t.Skip(words)
	return ""
}
