package upgradetest

import (
	"bufio"
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"

	"github.com/followthrough/followthrough/sync/store/storetest"
)

// Program is an executable named followthrough that takes TEST_LATER for how far
// its clock is ahead: the test binary of cmd/followthrough of some version.
type Program struct{ Path string }

// Built is the program of a commit of this repository, built into a cache
// outside the checkout. Where the commit is not there (a shallow clone) the test
// is skipped, or fails with CI=true.
func Built(t testing.TB, commit string) Program {
	t.Helper()
	full, err := exec.CommandContext(t.Context(), "git", "rev-parse", "--verify", "--quiet", commit+"^{commit}").Output()
	if err != nil {
		const why = "commit %s is not in a clone here (%v), so its program can't be built: git fetch --unshallow"
		if os.Getenv("CI") == "true" {
			t.Fatalf(why, commit, err)
		}
		t.Skipf(why, commit, err)
	}
	top := output(t, "git", "rev-parse", "--show-toplevel")
	dir := filepath.Join(cache(t), strings.TrimSpace(string(full)))
	p := Program{filepath.Join(dir, "followthrough")}
	if _, err := os.Stat(p.Path); err == nil {
		return p
	}
	tree := filepath.Join(t.TempDir(), "tree")
	archive := filepath.Join(t.TempDir(), "tree.tar")
	output(t, "git", "-C", top, "archive", "--output", archive, commit)
	for _, d := range []string{tree, dir} {
		must(t, os.MkdirAll(d, 0o755))
	}
	output(t, "tar", "-x", "-f", archive, "-C", tree)
	// Made beside and renamed: two tests may build it at the same time.
	made := filepath.Join(dir, filepath.Base(t.TempDir())+".new")
	cmd := exec.CommandContext(t.Context(), "go", "test", "-trimpath", "-c", "-o", made, "./cmd/followthrough")
	cmd.Dir = tree
	if out, err := cmd.CombinedOutput(); err != nil {
		t.Fatalf("build the program of %s: %v\n%s", commit, err, out)
	}
	must(t, os.Rename(made, p.Path))
	return p
}

func output(t testing.TB, name string, args ...string) string {
	t.Helper()
	var stderr bytes.Buffer
	cmd := exec.CommandContext(t.Context(), name, args...)
	cmd.Stderr = &stderr
	out, err := cmd.Output()
	if err != nil {
		t.Fatalf("%s %s: %v\n%s", name, strings.Join(args, " "), err, stderr.String())
	}
	return strings.TrimSpace(string(out))
}

// cache is where programs of other versions are kept.
func cache(t testing.TB) string {
	t.Helper()
	base := os.Getenv("XDG_CACHE_HOME")
	if base == "" {
		home, err := os.UserHomeDir()
		if err != nil {
			t.Skip("there is no home, and so no cache for other versions of the program")
		}
		base = filepath.Join(home, ".cache")
	}
	return filepath.Join(base, "followthrough", "upgrade")
}

// command is the program in a world, at the world's time.
func (w *World) command(p Program, args ...string) *exec.Cmd {
	w.t.Helper()
	w.settle()
	cmd := exec.CommandContext(w.t.Context(), p.Path, args...)
	cmd.Dir = w.Dir
	cmd.Env = []string{
		"PATH=" + os.Getenv("PATH"), "HOME=" + w.Dir, "TMPDIR=" + os.TempDir(), "TEST_LATER=" + w.ahead().String(),
		"HTTPS_PROXY=" + w.proxy, "FOLLOWTHROUGH_WEB_LISTEN=127.0.0.1:0", "TEST_RUNTIME=" + storetest.Runtime(w.t, w.Dir)[0],
	}
	return cmd
}

// Run runs a command of the program and returns what it prints. It fails for
// exit codes of 1 and 2 only: 3 says that something waits for a person.
func (w *World) Run(p Program, args ...string) string {
	w.t.Helper()
	cmd := w.command(p, args...)
	var stdout, stderr bytes.Buffer
	cmd.Stdout, cmd.Stderr = &stdout, &stderr
	err := cmd.Run()
	var exit *exec.ExitError
	if err != nil && (!errors.As(err, &exit) || exit.ExitCode() != 3) {
		w.t.Fatalf("followthrough %s: %v\n%s\n%s", strings.Join(args, " "), err, stdout.String(), stderr.String())
	}
	return stdout.String()
}

// Daemon lets the program's daemon run until it has looked twice.
func (w *World) Daemon(p Program) {
	w.t.Helper()
	cmd := w.command(p, "run", "--poll", "1s")
	stderr, err := cmd.StderrPipe()
	must(w.t, err)
	must(w.t, cmd.Start())
	var log strings.Builder
	var looked sync.WaitGroup
	for lines := bufio.NewScanner(stderr); lines.Scan(); {
		fmt.Fprintln(&log, lines.Text())
		if _, address, is := strings.Cut(lines.Text(), "msg=listening address="); is {
			looked.Go(func() {
				if !looksTwice(w.t.Context(), address) {
					w.t.Errorf("followthrough run has not looked twice in two minutes")
				}
				_ = cmd.Process.Signal(syscall.SIGTERM)
			})
		}
	}
	if err := cmd.Wait(); err != nil {
		w.t.Errorf("followthrough run: %v\n%s", err, log.String())
	}
	looked.Wait()
}

// looksTwice waits until a daemon has ended two passes by its own count, two minutes
// at most: on a busy machine one takes long.
func looksTwice(ctx context.Context, address string) bool {
	ctx, stop := context.WithTimeout(ctx, 2*time.Minute)
	defer stop()
	for ; ctx.Err() == nil; time.Sleep(100 * time.Millisecond) {
		for _, line := range strings.Split(page(ctx, "http://"+address+"/metrics"), "\n") {
			if count, is := strings.CutPrefix(line, `followthrough_passes_total{result="done"} `); is && count != "0" && count != "1" {
				return true
			}
		}
	}
	return false
}

// page is what stands at an address; "": nothing.
func page(ctx context.Context, address string) string {
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, address, nil)
	if err != nil {
		return ""
	}
	resp, err := http.DefaultClient.Do(req)
	if err != nil {
		return ""
	}
	defer func() { _ = resp.Body.Close() }()
	text, _ := io.ReadAll(resp.Body)
	return string(text)
}

// Step is a step that sync printed.
type Step struct{ Op, Review, Why, Result, Key, Action, Error string }

// Sync brings everything in line and returns the steps that are more than
// waiting.
func (w *World) Sync(p Program, args ...string) []Step {
	w.t.Helper()
	var doc struct{ Steps []Step }
	w.decode(w.Run(p, append([]string{"sync", "-o", "json"}, args...)...), &doc)
	var out []Step
	for _, s := range doc.Steps {
		if s.Op != "wait" {
			out = append(out, s)
		}
	}
	return out
}

func (w *World) decode(text string, into any) {
	w.t.Helper()
	if err := json.Unmarshal([]byte(text), into); err != nil {
		w.t.Fatalf("%v:\n%s", err, text)
	}
}
