package main

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"

	"github.com/followthrough/followthrough/internal/client/github/githubfake"
	"github.com/followthrough/followthrough/internal/client/jira/jirafake"
)

// fifty is a machine with many trackers and sources, each with a review and a team of
// its own, and a real daemon over them; some may be in trouble.
type fifty struct {
	t      *testing.T
	dir    string
	poll   time.Duration
	config [3]strings.Builder // sources, trackers, teams

	files, jiras []string // names of trackers
	hubs         []string // names of sources
	fakes        map[string]*jirafake.Fake
	repos        map[string]*githubfake.Repo
	fronts       map[string]*front

	daemon *exec.Cmd
	said   safeBuffer
}

// safeBuffer is what a process says, while it is read.
type safeBuffer struct {
	mu sync.Mutex
	b  bytes.Buffer
}

func (s *safeBuffer) Write(p []byte) (int, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.b.Write(p)
}

func (s *safeBuffer) String() string {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.b.String()
}

func newFifty(t *testing.T, poll time.Duration) *fifty {
	w := &fifty{
		t: t, dir: t.TempDir(), poll: poll,
		fakes: map[string]*jirafake.Fake{}, repos: map[string]*githubfake.Repo{}, fronts: map[string]*front{},
	}
	fmt.Fprintf(&w.config[0], "  - {name: sre, folder: {path: reviews}, since: all, soak: 0, quiet: 0, report_every: 0, report: [block, links]}\n")
	return w
}

// team adds a team that works in a tracker, and a review with one action for it.
func (w *fifty) team(name, project string) {
	fmt.Fprintf(&w.config[2], "    - {name: %s, backlog: {tracker: %s, project: %s}}\n", name, name, project)
	put(w.t, w.review(name), fmt.Sprintf("# Outage of %[1]s\n\n## Action items\n\n- [ ] Alert on the depth of queue %[1]s (owner: %[1]s)\n", name))
}

// withFiles adds a tracker of files.
func (w *fifty) withFiles(name string) {
	w.files = append(w.files, name)
	fmt.Fprintf(&w.config[1], "  - {name: %s, files: {path: backlogs/%s}}\n", name, name)
	w.team(name, "team")
}

// withJira adds a Jira, with a front.
func (w *fifty) withJira(name string) {
	f := newFront(w.t)
	fake := jirafake.New(w.t, jirafake.Options{Flavour: jirafake.DataCenter, Site: f.URL()})
	fake.AddProject(jirafake.Project{Key: "PAY"})
	f.behind = fake.Handler()
	w.jiras, w.fakes[name], w.fronts[name] = append(w.jiras, name), fake, f
	fmt.Fprintf(&w.config[1], "  - {name: %s, jira: {url: %s, token: xyzzy}, settle: 1s}\n", name, f.URL())
	w.team(name, "PAY")
}

// withHub adds a repository with a review, for the team of the first files tracker,
// with a front.
func (w *fifty) withHub(name string) {
	f := newFront(w.t)
	fake := githubfake.New(w.t, githubfake.Options{Enterprise: true, Site: f.URL()})
	r := fake.Repo("acme/reviews", githubfake.RepoOptions{})
	fake.AddFineGrained("github_pat_11A", "follow-bot", githubfake.Permissions{"contents": "write", "metadata": "read"})
	r.SetRole("follow-bot", githubfake.Push)
	f.behind = fake.Handler()
	w.hubs, w.repos[name], w.fronts[name] = append(w.hubs, name), r, f
	fmt.Fprintf(&w.config[0], "  - {name: %s, github: {url: %s, repository: acme/reviews, path: reviews, token: github_pat_11A}, since: all, soak: 0, quiet: 0, report_every: 0, report: [block]}\n", name, f.URL())
	w.commits(name, 0)
}

// commits puts one more review into a repository.
func (w *fifty) commits(hub string, n int) {
	text := fmt.Sprintf("# Outage %[2]d of %[1]s\n\n## Action items\n\n- [ ] Mend part %[2]d of %[1]s (owner: %[3]s)\n", hub, n, w.files[0])
	w.repos[hub].Commit("main", map[string]string{fmt.Sprintf("reviews/%d.md", n): text}, "Write it down")
}

func (w *fifty) review(name string) string { return filepath.Join(w.dir, "reviews", name+".md") }

func (w *fifty) backlog(name string) string {
	return filepath.Join(w.dir, "backlogs", name, "team.md")
}

// command is a process of its own.
func (w *fifty) command(ctx context.Context, args ...string) *exec.Cmd {
	cmd := exec.CommandContext(ctx, "followthrough", append(args, "--config", "followthrough.yaml")...)
	cmd.Dir = w.dir
	cmd.Env = append(os.Environ(), "FOLLOWTHROUGH_CONFIG=", "FOLLOWTHROUGH_WEB_LISTEN=")
	return cmd
}

// runs begins the daemon, which ends with the test at the latest.
func (w *fifty) runs() {
	w.t.Helper()
	put(w.t, filepath.Join(w.dir, "followthrough.yaml"), fmt.Sprintf("max_new: 0\npoll: %s\nweb: {listen: \"\"}\nsources:\n%strackers:\n%smapping:\n  teams:\n%s",
		w.poll, w.config[0].String(), w.config[1].String(), w.config[2].String()))
	w.daemon = w.command(w.t.Context(), "run")
	w.daemon.Stdout, w.daemon.Stderr = &w.said, &w.said
	must(w.t, w.daemon.Start())
}

// ends tells the daemon to stop.
func (w *fifty) ends() {
	w.t.Helper()
	must(w.t, w.daemon.Process.Signal(syscall.SIGTERM))
	if err := w.daemon.Wait(); err != nil {
		w.t.Errorf("run: %v\n%s", err, w.said.String())
	}
}

// synced is a manual sync beside the daemon: its exit code, and what it said.
func (w *fifty) synced() (code int, said string) {
	out, err := w.command(w.t.Context(), "sync").CombinedOutput()
	if exit := (*exec.ExitError)(nil); errors.As(err, &exit) {
		return exit.ExitCode(), string(out)
	}
	if err != nil {
		w.t.Errorf("sync: %v", err)
	}
	return 0, string(out)
}

// takes is how long it takes until something is so.
func (w *fifty) takes(what string, most time.Duration, so func() bool) time.Duration {
	w.t.Helper()
	from := time.Now()
	for !so() {
		if time.Since(from) > most {
			w.t.Fatalf("not after %s: %s\n%s", most, what, w.said.String())
		}
		time.Sleep(5 * time.Millisecond)
	}
	return time.Since(from)
}

// shows tells whether a file holds something.
func (w *fifty) shows(file, text string) func() bool {
	return func() bool {
		b, err := os.ReadFile(file)
		return err == nil && strings.Contains(string(b), text)
	}
}

// linked tells whether a review's first action has its item.
func (w *fifty) linked(name string) func() bool {
	return w.shows(w.review(name), "(owner: "+name+") ([")
}

// saves writes a file as an editor does that never leaves half of one.
func (w *fifty) saves(file, text string) {
	w.t.Helper()
	put(w.t, file+".new", text)
	must(w.t, os.Rename(file+".new", file))
}

// notLate is how long a change may take on a machine that does other things too: far
// less than any trouble costs who waits for it.
const notLate = 20 * time.Second

// ticks turns the box of a team's first item, in its file or its Jira.
func (w *fifty) ticks(name string) time.Duration {
	w.t.Helper()
	done := w.shows(w.review(name), "- [x] Alert")()
	from, to := "- [ ] Alert", "- [x] Alert"
	status, resolution := "Done", "Done"
	if done {
		from, to, status, resolution = to, from, "To Do", ""
	}
	if fake := w.fakes[name]; fake != nil {
		fake.SetStatus("PAY-1", status, resolution)
	} else {
		text := read(w.t, w.backlog(name))
		w.saves(w.backlog(name), strings.Replace(text, from, to, 1))
	}
	return w.takes("review "+name+" shows "+to, notLate, w.shows(w.review(name), to))
}

// writes adds an action to a team's review, and waits for its link.
func (w *fifty) writes(name string, n int) time.Duration {
	w.t.Helper()
	line := fmt.Sprintf("- [ ] Rehearse failover %d of %s (owner: %s)", n, name, name)
	text := read(w.t, w.review(name))
	w.saves(w.review(name), strings.Replace(text, "\n- [", "\n"+line+"\n- [", 1))
	return w.takes("review "+name+" links "+line, notLate, w.shows(w.review(name), line+" (["))
}

// times are how long changes took until their reviews said so, by kind.
type times map[string][]time.Duration

func (t times) String() string {
	var out []string
	for _, kind := range []string{"tick", "writing", "tick at Jira"} {
		if of := slices.Sorted(slices.Values(t[kind])); len(of) > 0 {
			out = append(out, fmt.Sprintf("%s %d ms (at most %d)", kind, of[len(of)/2].Milliseconds(), of[len(of)-1].Milliseconds()))
		}
	}
	return strings.Join(out, ", ")
}

// into adds them to others.
func (t times) into(all times) {
	for kind, more := range t {
		all[kind] = append(all[kind], more...)
	}
}

// changes lets teams and authors who are in no trouble do something, several times.
func (w *fifty) changes(rounds, first int, jiras ...string) times {
	w.t.Helper()
	out := times{}
	for n := range rounds {
		name := w.files[1+(first+n)%(len(w.files)-1)]
		out["tick"] = append(out["tick"], w.ticks(name))
		out["writing"] = append(out["writing"], w.writes(name, first+n))
		if len(jiras) > 0 {
			out["tick at Jira"] = append(out["tick at Jira"], w.ticks(jiras[n%len(jiras)]))
		}
	}
	return out
}
