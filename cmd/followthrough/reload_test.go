//go:build unix

package main

import (
	"bytes"
	"context"
	"fmt"
	"path/filepath"
	"runtime"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"

	"github.com/followthrough/followthrough/cmd/followthrough/terminal"
	"github.com/followthrough/followthrough/internal/client/jira/jirafake"
	"github.com/followthrough/followthrough/internal/longtest"
	"github.com/followthrough/followthrough/sync/store/storetest"
)

// saying is a log that may be read while it is written.
type saying struct {
	mu  sync.Mutex
	all bytes.Buffer
}

func (s *saying) Write(p []byte) (int, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.all.Write(p)
}

func (s *saying) text() string {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.all.String()
}

// waits waits until the log says something so many times.
func (s *saying) waits(t *testing.T, what string, times int) {
	t.Helper()
	for end := time.Now().Add(20 * time.Second); strings.Count(s.text(), what) < times; time.Sleep(10 * time.Millisecond) {
		if time.Now().After(end) {
			t.Fatalf("%q is not said %d times:\n%s", what, times, s.text())
		}
	}
}

// daemonAt runs the daemon with a configuration until the test ends.
func daemonAt(t *testing.T, file string) *saying {
	t.Helper()
	ctx, stop := context.WithCancel(context.Background())
	log, ended := &saying{}, make(chan int)
	go func() {
		ended <- run(ctx, []string{"run", "--listen", "", "--config", file}, terminal.Env{
			In: strings.NewReader(""), Out: log, Err: log, Now: time.Now, Width: 160, Runtime: storetest.Runtime(t, filepath.Dir(file)),
		})
	}()
	t.Cleanup(func() {
		stop()
		if code := <-ended; code != exitDone {
			t.Errorf("it ended with %d:\n%s", code, log.text())
		}
	})
	log.waits(t, "msg=started", 1)
	return log
}

func reload(t *testing.T) {
	t.Helper()
	must(t, syscall.Kill(syscall.Getpid(), syscall.SIGHUP))
}

const reloadSource = "poll: 1s\nsources:\n  - {name: sre, folder: {path: reviews}, since: all, soak: 0, quiet: 0}\n"

func onJira(site *jirafake.Fake, name string) string {
	return reloadSource + "trackers:\n  - {name: " + name + ", settle: 6s, jira: {url: " + site.URL() + ", email: bot@teams.example, token: xyzzy}}\n" +
		"mapping:\n  teams:\n    - {name: payments, backlog: {tracker: " + name + ", project: PAY}}\n  fallback: payments\n"
}

// A tracker is not dropped while it is not known what came of a creation there; once it
// is, the change is taken by itself, and there is one issue.
func TestTrackerWithAnOpenCreationStays(t *testing.T) {
	file := filepath.Join(t.TempDir(), "followthrough.yaml")
	site := jiraCloud(t, "PAY")
	site.FailNext(1, jirafake.Creates, jirafake.Fault{Kind: jirafake.CutAfter})
	put(t, file, onJira(site, "jira"))
	put(t, filepath.Join(filepath.Dir(file), "reviews", "a.md"), "# A\n\n## Action items\n\n- [ ] Alert on the depth of the queue\n")
	log := daemonAt(t, file)
	for end := time.Now().Add(10 * time.Second); len(site.Created()) == 0 && time.Now().Before(end); time.Sleep(5 * time.Millisecond) {
	}
	put(t, file, onJira(site, "cloud"))
	reload(t)
	log.waits(t, "the tracker jira is gone, and of 1 creation there it is not known yet what came", 1)
	log.waits(t, `msg="the new configuration is in force" added="tracker cloud" removed="tracker jira" changed="team payments"`, 1)
	time.Sleep(2 * time.Second)
	if n := len(site.Created()); n != 1 {
		t.Errorf("%d issues, want 1:\n%s", n, log.text())
	}
	if n := strings.Count(log.text(), "is refused"); n != 1 {
		t.Errorf("the refusal is told %d times", n)
	}
}

// A hundred changes in a row, while a tracker hangs, leave no goroutine and no memory
// behind, and ask nobody twice.
func TestManyReloadsLeaveNothingBehind(t *testing.T) {
	longtest.Only(t)
	file := filepath.Join(t.TempDir(), "followthrough.yaml")
	site := jiraCloud(t, "PAY")
	put(t, file, onJira(site, "jira"))
	put(t, filepath.Join(filepath.Dir(file), "reviews", "a.md"), "# A\n\n## Action items\n\n- [ ] Alert on the depth of the queue\n")
	log := daemonAt(t, file)
	log.waits(t, "msg=made", 1)
	site.FailNext(1, jirafake.Searches, jirafake.Fault{Kind: jirafake.Hanging})
	time.Sleep(2500 * time.Millisecond)
	asked := len(site.Exchanges())
	var before, after runtime.MemStats
	var goroutines int
	for n := range 100 {
		put(t, file, onJira(site, "jira")+fmt.Sprintf("max_new: %d\n", 100+n))
		reload(t)
		log.waits(t, "the new configuration is in force", n+1)
		if n == 9 {
			runtime.GC()
			runtime.ReadMemStats(&before)
			goroutines = runtime.NumGoroutine()
		}
	}
	runtime.GC()
	runtime.ReadMemStats(&after)
	for end := time.Now().Add(5 * time.Second); runtime.NumGoroutine() > goroutines+8 && time.Now().Before(end); time.Sleep(50 * time.Millisecond) {
	}
	if now := runtime.NumGoroutine(); now > goroutines+8 { // connections at rest are some
		t.Errorf("%d goroutines after ten, %d after a hundred", goroutines, now)
	}
	if grew := int64(after.HeapAlloc) - int64(before.HeapAlloc); grew > 4<<20 {
		t.Errorf("the heap grew by %d bytes", grew)
	}
	t.Logf("goroutines %d -> %d, heap %d -> %d kB", goroutines, runtime.NumGoroutine(), before.HeapAlloc>>10, after.HeapAlloc>>10)
	if n := len(site.Exchanges()) - asked; n > 0 {
		t.Errorf("who hangs was asked %d times more", n)
	}
	if n := len(site.Created()); n != 1 {
		t.Errorf("%d issues, want 1", n)
	}
}
