//go:build unix

package main

import (
	"bytes"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"

	"github.com/followthrough/followthrough/internal/client/jira/jirafake"
	"github.com/followthrough/followthrough/internal/pgtest"
)

// replicas are processes on one store, and a Jira that they all reach.
type replicas struct {
	t    *testing.T
	dir  string
	jira *jirafake.Fake
}

// lasts is the lease of these replicas, and grace what a loaded machine takes longer.
const (
	lasts = 3 * time.Second
	slack = 5 * time.Second
)

func newReplicas(t *testing.T) *replicas {
	t.Parallel()
	r := &replicas{t: t, dir: t.TempDir(), jira: jirafake.New(t, jirafake.Options{Flavour: jirafake.DataCenter, Now: time.Now})}
	r.jira.AddProject(jirafake.Project{Key: "PAY"})
	put(t, filepath.Join(r.dir, "followthrough.yaml"), fmt.Sprintf("store: %s\nlease: %s\nmax_new: 0\npoll: 1s\nweb: {listen: \"\"}\n", pgtest.Database(t), lasts)+
		fmt.Sprintf(claimsConfig, "jira: {url: "+r.jira.URL()+", token: xyzzy}", "PAY"))
	return r
}

// publishes puts a review with one action, and gives how many items there are then.
func (r *replicas) publishes(n int) int {
	put(r.t, filepath.Join(r.dir, "reviews", fmt.Sprintf("%d.md", n)), fmt.Sprintf("# Outage %d\n\n## Action items\n\n- [ ] Mend queue %d\n", n, n))
	return n + 1
}

// replicaProcess is one of them.
type replicaProcess struct {
	*exec.Cmd
	said *said
}

// said is what a process says, as far as it has.
type said struct {
	mu   sync.Mutex
	text bytes.Buffer
}

func (s *said) Write(p []byte) (int, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.text.Write(p)
}

func (s *said) String() string {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.text.String()
}

func (s *said) count(words string) int { return strings.Count(s.String(), words) }

func (s *said) has(words string) bool { return s.count(words) > 0 }

func (r *replicas) command(args ...string) *exec.Cmd {
	cmd := exec.CommandContext(r.t.Context(), "followthrough", append(args, "--config", "followthrough.yaml")...)
	cmd.Dir = r.dir
	cmd.Env = append(os.Environ(), "FOLLOWTHROUGH_CONFIG=", "FOLLOWTHROUGH_WEB_LISTEN=", "FOLLOWTHROUGH_STORE=")
	return cmd
}

func (r *replicas) start() replicaProcess {
	r.t.Helper()
	p := replicaProcess{r.command("run"), &said{}}
	p.Stdout, p.Stderr = p.said, p.said
	must(r.t, p.Start())
	return p
}

// within is how long it takes until something is so, which it must be in that time.
func (r *replicas) within(most time.Duration, what string, so func() bool, all ...replicaProcess) time.Duration {
	r.t.Helper()
	from := time.Now()
	for ; !so(); time.Sleep(5 * time.Millisecond) {
		if time.Since(from) > most {
			for _, p := range all {
				r.t.Log(p.said.String())
			}
			r.t.Fatalf("not in %s: %s", most, what)
		}
	}
	return time.Since(from)
}

func (r *replicas) made(n int) func() bool {
	return func() bool { return len(r.jira.Created()) >= n }
}

const (
	works    = "this replica works from now on"
	standsBy = "standing by"
)

// One of the replicas works. It hands over when it is told to end, and is replaced when
// it stands still or is killed; a sync beside it has it do what was asked for.
func TestReplicasTakeOver(t *testing.T) {
	r := newReplicas(t)
	one := r.start()
	r.within(time.Minute, "the first works", r.made(r.publishes(0)), one)
	two := r.start()
	r.within(time.Minute, "the second stands by", func() bool { return two.said.has(standsBy) }, two)

	must(t, one.Process.Signal(syscall.SIGTERM))
	if err := one.Wait(); err != nil {
		t.Errorf("told to end: %v", err)
	}
	t.Logf("after SIGTERM: %s", r.within(time.Second+slack, "the second works", func() bool { return two.said.has(works) }, two))
	r.within(time.Minute, "what comes then is made", r.made(r.publishes(1)), two)

	three := r.start()
	r.within(time.Minute, "the third stands by", func() bool { return three.said.has(standsBy) }, three)
	must(t, two.Process.Signal(syscall.SIGSTOP))
	t.Logf("after SIGSTOP: %s", r.within(lasts+slack, "the third works", func() bool { return three.said.has(works) }, three))
	r.within(time.Minute, "what comes then is made", r.made(r.publishes(2)), three)
	must(t, two.Process.Signal(syscall.SIGCONT))
	r.within(time.Minute, "who stood still stands by", func() bool { return two.said.has(standsBy) }, two)

	r.publishes(3)
	out, err := r.command("sync", "reviews/3.md").CombinedOutput()
	if exit := (*exec.ExitError)(nil); err != nil && !errors.As(err, &exit) {
		t.Fatal(err)
	}
	says(t, string(out), fmt.Sprintf("Process %d on ", three.Process.Pid), "works on the store", "0 failed")
	if !r.made(4)() {
		t.Errorf("a sync beside replicas came to an end before its item is made:\n%s", out)
	}

	must(t, three.Process.Kill())
	_ = three.Wait() // killed
	t.Logf("after SIGKILL: %s", r.within(lasts+slack, "the second works again", func() bool { return two.said.count(works) > 1 }, two))
	r.within(time.Minute, "what comes then is made", r.made(r.publishes(4)), two)
	must(t, two.Process.Signal(syscall.SIGTERM))
	if err := two.Wait(); err != nil {
		t.Errorf("told to end: %v", err)
	}
	titles := map[string]int{}
	for _, i := range r.jira.Created() {
		titles[i.Summary]++
	}
	if len(titles) != 5 || len(r.jira.Created()) != 5 {
		t.Errorf("made: %v", titles)
	}
	says(t, r.synced(), "0 items made")
}

// synced is a manual sync with nobody beside it.
func (r *replicas) synced() string {
	r.t.Helper()
	out, err := r.command("sync").CombinedOutput()
	if err != nil {
		r.t.Fatalf("sync: %v\n%s", err, out)
	}
	return string(out)
}
