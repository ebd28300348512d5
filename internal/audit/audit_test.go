package audit_test

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/followthrough/followthrough/internal/audit"
)

func day(n int) time.Time { return time.Date(2026, 11, n, 9, 0, 0, 0, time.UTC) }

func TestMain(m *testing.M) {
	if path := os.Getenv("AUDIT_TEST_ADDS_TO"); path != "" {
		l, err := audit.Open(audit.Options{Path: path, Now: func() time.Time { return day(1) }})
		if err != nil {
			fmt.Fprintln(os.Stderr, err)
			os.Exit(1)
		}
		for range 200 {
			l.Add(audit.Line{What: "create", Item: strings.Repeat("x", 300)})
		}
		os.Exit(0)
	}
	os.Exit(m.Run())
}

// read are the lines of a file; each must be whole.
func read(t *testing.T, path string) (out []audit.Line) {
	t.Helper()
	text, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	for s := range strings.Lines(string(text)) {
		var l audit.Line
		if s == "\n" { // before a line that another process was in the midst of, on a machine under load
			continue
		}
		if err := json.Unmarshal([]byte(s), &l); err != nil {
			t.Fatalf("%q: %v", s, err)
		}
		out = append(out, l)
	}
	return out
}

func TestProcessesAddToOneFile(t *testing.T) {
	path := filepath.Join(t.TempDir(), "audit.jsonl")
	var running []*exec.Cmd
	for range 3 {
		c := exec.Command(os.Args[0])
		c.Env = append(os.Environ(), "AUDIT_TEST_ADDS_TO="+path)
		c.Stderr = os.Stderr
		if err := c.Start(); err != nil {
			t.Fatal(err)
		}
		running = append(running, c)
	}
	for _, c := range running {
		if err := c.Wait(); err != nil {
			t.Fatal(err)
		}
	}
	if n := len(read(t, path)); n != 600 {
		t.Errorf("%d lines of 600", n)
	}
	info, err := os.Stat(path)
	if err != nil || info.Mode().Perm()&0o077 != 0 {
		t.Errorf("others may read it: %v, %v", info.Mode(), err)
	}
}

func TestRotation(t *testing.T) {
	dir, now := t.TempDir(), day(1)
	path := filepath.Join(dir, "audit.jsonl")
	foreign := path + ".20200101T000000Z.bak"
	if err := os.WriteFile(foreign, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	l, err := audit.Open(audit.Options{Path: path, Now: func() time.Time { return now }, Rotate: 2 * 24 * time.Hour, Keep: 5 * 24 * time.Hour})
	if err != nil {
		t.Fatal(err)
	}
	aside := func() []string {
		all, err := filepath.Glob(path + ".2026*")
		if err != nil {
			t.Fatal(err)
		}
		return all
	}
	for n := 1; n <= 4; n++ {
		now = day(n)
		l.Add(audit.Line{What: fmt.Sprint(n)})
	}
	all := aside()
	if len(all) != 1 || len(read(t, all[0])) != 2 || len(read(t, path)) != 2 {
		t.Fatalf("put aside: %v", all)
	}
	now = day(9) // nothing was written since: what is old goes all the same
	if err := l.Tidy(); err != nil {
		t.Fatal(err)
	}
	if left := aside(); len(left) != 1 || slices.Contains(left, all[0]) {
		t.Errorf("left %v", left)
	}
	now = day(14)
	if err := l.Tidy(); err != nil || len(aside()) != 0 {
		t.Errorf("left %v, %v", aside(), err)
	}
	if _, err := os.Stat(foreign); err != nil {
		t.Error(err)
	}
}

func TestWhatCanNotBeWrittenIsCounted(t *testing.T) {
	dir := t.TempDir()
	path := filepath.Join(dir, "below", "audit.jsonl")
	o := audit.Options{Path: path, Now: func() time.Time { return day(1) }}
	if _, err := audit.Open(o); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("opened in a folder that is not there: %v", err)
	}
	if err := os.Mkdir(filepath.Dir(path), 0o700); err != nil {
		t.Fatal(err)
	}
	lost := 0
	o.Failed = func(is bool, err error) {
		if is && strings.Contains(err.Error(), path) {
			lost++
		}
	}
	l, err := audit.Open(o)
	if err != nil {
		t.Fatal(err)
	}
	if err := os.Rename(filepath.Dir(path), filepath.Join(dir, "away")); err != nil {
		t.Fatal(err)
	}
	l.Add(audit.Line{What: "one"})
	l.Add(audit.Line{What: "two"})
	if err := os.Rename(filepath.Join(dir, "away"), filepath.Dir(path)); err != nil {
		t.Fatal(err)
	}
	l.Add(audit.Line{What: "three"})
	l.Add(audit.Line{What: "four"})
	got := read(t, path)
	if lost != 2 || len(got) != 2 || got[0].Lost != 2 || got[1].Lost != 0 {
		t.Errorf("lost %d, %+v", lost, got)
	}
}

// A line that was cut off spoils no other.
func TestBrokenLine(t *testing.T) {
	path := filepath.Join(t.TempDir(), "audit.jsonl")
	if err := os.WriteFile(path, []byte(`{"what":"cre`), 0o600); err != nil {
		t.Fatal(err)
	}
	l, err := audit.Open(audit.Options{Path: path, Now: func() time.Time { return day(1) }, Rotate: time.Hour})
	if err != nil {
		t.Fatal(err)
	}
	l.Add(audit.Line{What: "create"})
	text, err := os.ReadFile(path)
	if lines := strings.Split(string(text), "\n"); err != nil || len(lines) != 3 || !json.Valid([]byte(lines[1])) {
		t.Errorf("%q, %v", text, err)
	}
}

func TestWriter(t *testing.T) {
	var out bytes.Buffer
	l, err := audit.Open(audit.Options{Out: &out, Now: func() time.Time { return day(2) }, Instance: "a", Version: "1"})
	if err != nil {
		t.Fatal(err)
	}
	l.Add(audit.Line{What: "create", Outcome: "made", By: "daemon", Item: "PAY-1"})
	want := `{"time":"2026-11-02T09:00:00Z","what":"create","outcome":"made","by":"daemon","instance":"a","version":"1","item":"PAY-1"}` + "\n"
	if out.String() != want {
		t.Errorf("%s", out.String())
	}
	var none *audit.Log
	none.Add(audit.Line{})
	if err := none.Tidy(); err != nil {
		t.Error(err)
	}
}

func TestPeople(t *testing.T) {
	key := []byte("a secret of the store")
	p := audit.ByPseudonym.Of("mina", key)
	if p == "" || strings.Contains(p, "mina") || p != audit.ByPseudonym.Of("mina", key) {
		t.Errorf("no stable pseudonym: %q", p)
	}
	if p == audit.ByPseudonym.Of("mina", []byte("another")) || p == audit.ByPseudonym.Of("noor", key) {
		t.Error("one pseudonym for two")
	}
	for _, c := range []struct{ got, want string }{
		{audit.ByName.Of("mina", nil), "mina"}, {audit.ByNothing.Of("mina", key), ""},
		{audit.ByPseudonym.Of("mina", nil), ""}, {audit.ByPseudonym.Of("", key), ""},
	} {
		if c.got != c.want {
			t.Errorf("%q, want %q", c.got, c.want)
		}
	}
}
