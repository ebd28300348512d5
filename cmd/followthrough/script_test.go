package main

import (
	"cmp"
	"context"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/rogpeppe/go-internal/testscript"

	"github.com/followthrough/followthrough/cmd/followthrough/terminal"
	"github.com/followthrough/followthrough/internal/pgtest"
	"github.com/followthrough/followthrough/sync/store"
	"github.com/followthrough/followthrough/sync/store/storetest"
)

func TestMain(m *testing.M) {
	testscript.Main(m, map[string]func(){
		"followthrough": func() { os.Exit(heeding(scripted(terminal.Machine()))) },
	})
}

// scripted is a machine as a story sets it: TEST_LATER is how far its clock is
// ahead, TEST_LOCK_WAIT how long a lock is waited for, TEST_RUNTIME where stores are
// remembered, TEST_WIDTH how wide the terminal is, and with TEST_TERMINAL a person answers ("all": and sees what is
// asked).
func scripted(e terminal.Env) terminal.Env {
	if later, err := time.ParseDuration(os.Getenv("TEST_LATER")); err == nil {
		e.Now = func() time.Time { return time.Now().Add(later) }
	}
	if wait, err := time.ParseDuration(os.Getenv("TEST_LOCK_WAIT")); err == nil {
		e.LockWait = wait
	}
	e.Runtime = filepath.SplitList(os.Getenv("TEST_RUNTIME"))
	e.Width = 160
	if width, err := strconv.Atoi(os.Getenv("TEST_WIDTH")); err == nil {
		e.Width = width
	}
	e.Called = cmp.Or(os.Getenv("TEST_CALLED"), "followthrough")
	e.InTerminal = os.Getenv("TEST_TERMINAL") != ""
	e.ErrTerminal = os.Getenv("TEST_TERMINAL") == "all"
	return e
}

func TestScripts(t *testing.T) {
	p := stories(t)
	p.Dir = "testdata/script"
	testscript.Run(t, p)
}

// The same stories with the store on a server.
func TestScriptsOnPostgreSQL(t *testing.T) {
	pgtest.Database(t) // skips the test where there is no server
	p := stories(t)
	for _, name := range []string{"run", "remake", "states", "log", "report", "why", "maxnew", "unicode"} {
		p.Files = append(p.Files, filepath.Join("testdata/script", name+".txtar"))
	}
	setup := p.Setup
	p.Setup = func(e *testscript.Env) error {
		e.Setenv("FOLLOWTHROUGH_STORE", pgtest.Database(t))
		return setup(e)
	}
	testscript.Run(t, p)
}

func stories(t *testing.T) testscript.Params {
	repository, err := filepath.Abs("../..")
	must(t, err)
	return testscript.Params{
		RequireExplicitExec: true,
		RequireUniqueNames:  true,
		UpdateScripts:       os.Getenv("UPDATE_SCRIPTS") != "",
		Cmds: map[string]func(*testscript.TestScript, bool, []string){
			"exits": exits, "edit": edit, "append": appendLine, "drop": drop, "waitfor": waitFor, "holdlock": holdLock, "raw": raw,
			"address": address, "ready": ready, "get": get,
		},
		Condition: func(name string) (bool, error) {
			if name == "root" {
				return os.Geteuid() == 0, nil
			}
			return false, fmt.Errorf("unknown condition %s", name)
		},
		Setup: func(e *testscript.Env) error {
			e.Setenv("HOME", e.WorkDir)
			e.Setenv("REPOSITORY", repository)
			e.Setenv("FOLLOWTHROUGH_WEB_LISTEN", "127.0.0.1:0") // stories run side by side
			e.Setenv("TEST_RUNTIME", storetest.Runtime(t, e.WorkDir)[0])
			return nil
		},
	}
}

// exits CODE ARGS… runs followthrough and compares its exit code.
func exits(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) == 0 {
		ts.Fatalf("usage: exits CODE ARGS…")
	}
	err := ts.Exec("followthrough", args[1:]...)
	code := "0"
	if err != nil {
		code = strings.TrimPrefix(err.Error(), "exit status ")
	}
	if code != args[0] {
		ts.Fatalf("followthrough %s: exit %s, want %s", strings.Join(args[1:], " "), code, args[0])
	}
}

// edit FILE OLD NEW replaces a text that stands there once.
func edit(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 3 {
		ts.Fatalf("usage: edit FILE OLD NEW")
	}
	text := ts.ReadFile(args[0])
	if n := strings.Count(text, args[1]); n != 1 {
		ts.Fatalf("%q stands %d times in %s:\n%s", args[1], n, args[0], text)
	}
	write(ts, args[0], strings.Replace(text, args[1], args[2], 1))
}

// append FILE LINE adds a line.
func appendLine(ts *testscript.TestScript, _ bool, args []string) {
	write(ts, args[0], ts.ReadFile(args[0])+args[1]+"\n")
}

// drop FILE TEXT takes out the one line that holds a text, and prints it.
func drop(ts *testscript.TestScript, _ bool, args []string) {
	var kept, dropped []string
	for _, line := range strings.SplitAfter(ts.ReadFile(args[0]), "\n") {
		if strings.Contains(line, args[1]) {
			dropped = append(dropped, line)
		} else {
			kept = append(kept, line)
		}
	}
	if len(dropped) != 1 {
		ts.Fatalf("%q stands in %d lines of %s", args[1], len(dropped), args[0])
	}
	write(ts, args[0], strings.Join(kept, ""))
	fmt.Fprint(ts.Stdout(), dropped[0])
}

// raw FILE BYTES writes a file with Go's escapes: \xff.
func raw(ts *testscript.TestScript, _ bool, args []string) {
	text, err := unquote(args[1])
	ts.Check(err)
	write(ts, args[0], text)
}

// waitfor DURATION FILE REGEXP waits until the file matches.
func waitFor(ts *testscript.TestScript, _ bool, args []string) {
	limit, err := time.ParseDuration(args[0])
	ts.Check(err)
	re := regexp.MustCompile("(?m)" + args[2])
	for end := time.Now().Add(limit); ; time.Sleep(20 * time.Millisecond) {
		text, err := os.ReadFile(ts.MkAbs(args[1]))
		if err == nil && re.Match(text) {
			return
		}
		if time.Now().After(end) {
			ts.Fatalf("%s does not match %s after %s:\n%s", args[1], args[2], limit, text)
		}
	}
}

// holdlock STORE takes a store's lock until the story ends, as a process that
// hangs does.
func holdLock(ts *testscript.TestScript, _ bool, args []string) {
	l, err := store.AcquireLock(context.Background(), ts.MkAbs(args[0]), store.LockOptions{})
	ts.Check(err)
	ts.Defer(func() { _ = l.Release() })
}

func write(ts *testscript.TestScript, name, text string) {
	ts.Check(os.WriteFile(ts.MkAbs(name), []byte(text), 0o644))
}

func unquote(s string) (string, error) {
	var out string
	_, err := fmt.Sscanf(`"`+s+`"`, "%q", &out)
	return out, err
}

// A story that no command tells is forgotten easily.
func TestEveryCommandHasAStory(t *testing.T) {
	var all strings.Builder
	names, err := filepath.Glob("testdata/script/*.txtar")
	must(t, err)
	for _, name := range names {
		all.WriteString(read(t, name))
	}
	for _, cmd := range newRoot(terminal.Machine()).Commands() {
		if !strings.Contains(all.String(), " "+cmd.Name()) {
			t.Errorf("no story runs %s", cmd.Name())
		}
	}
}

func TestEveryCommandExplainsItself(t *testing.T) {
	for _, cmd := range newRoot(terminal.Machine()).Commands() {
		if cmd.Name() == "help" || cmd.Name() == "completion" {
			continue // cobra's own
		}
		if cmd.Short == "" || cmd.Example == "" {
			t.Errorf("%s: no short text, or no example", cmd.Name())
		}
		for _, line := range strings.Split(cmd.Long+"\n"+cmd.Example, "\n") {
			if len([]rune(line)) > 80 {
				t.Errorf("%s: a line of its help has more than 80 columns: %s", cmd.Name(), line)
			}
		}
	}
}

func must(t testing.TB, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}
