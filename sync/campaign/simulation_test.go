package campaign_test

import (
	"context"
	"encoding/json"
	"fmt"
	"net/http"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync/atomic"
	"syscall"
	"testing"
	"testing/synctest"
	"time"

	"github.com/followthrough/followthrough/internal/apitest/fault"
	"github.com/followthrough/followthrough/internal/atomicfile"
	"github.com/followthrough/followthrough/internal/client/github/githubfake"
	"github.com/followthrough/followthrough/internal/client/jira/jirafake"
	"github.com/followthrough/followthrough/internal/secret"
	"github.com/followthrough/followthrough/mapping"
	"github.com/followthrough/followthrough/sync/execute"
	"github.com/followthrough/followthrough/sync/gather"
	"github.com/followthrough/followthrough/sync/plan"
	"github.com/followthrough/followthrough/sync/reconcile"
	"github.com/followthrough/followthrough/sync/review"
	"github.com/followthrough/followthrough/sync/source"
	"github.com/followthrough/followthrough/sync/source/folder"
	"github.com/followthrough/followthrough/sync/store/storetest"
	"github.com/followthrough/followthrough/sync/tracker"
	"github.com/followthrough/followthrough/sync/tracker/files"
	"github.com/followthrough/followthrough/sync/tracker/jira"
)

// simulation is a whole world in a bubble of its own time: a folder of reviews, a Jira,
// a folder of backlogs, a store, and a daemon over them that a schedule has no mercy
// with. Weeks of it pass in a second.
type simulation struct {
	t       testing.TB
	dir     string
	runtime []string
	jira    *jirafake.Fake
	hub     *githubfake.Fake
	network *network
	running []*process
	wanted  int           // how many daemons there are to be
	deaths  chan *process // of those that were killed
	process *process      // the last one, by hand, when all is over
	behind  atomic.Int64  // how far our machine's clock is behind the vendor's
	remaps  int           // of the mapping
	full    atomic.Int64  // writes that still find the disk full
	fulls   atomic.Int64  // those that did
	log     told

	seen witnessed
	authors
	unseen   map[string]bool // items that were deleted before a review named them, by id
	figures  map[string]int
	happened []string
	wrong    []string
}

// jiraHost is where the simulated Jira is.
const jiraHost = "jira.example"

// unwatched are adapters that hear of nothing by themselves: a system's watch is no part
// of a bubble, and a hook of the schedule's pokes instead.
type (
	unwatchedFolder struct{ *folder.Source }
	unwatchedFiles  struct{ *files.Tracker }
)

func (unwatchedFolder) Watch(ctx context.Context, _ func()) error { <-ctx.Done(); return nil }
func (unwatchedFiles) Watch(ctx context.Context, _ func()) error  { <-ctx.Done(); return nil }

// simulate lives through a schedule and tells what was wrong in the end.
func simulate(t *testing.T, s schedule) (lived *simulation) {
	synctest.Test(t, func(t *testing.T) {
		lived = newSimulation(&listening{TB: t}, s.Seed)
		defer func() { lived.wrong = append(lived.wrong, lived.t.(*listening).heard()...) }()
		lived.live(s)
	})
	return lived
}

func newSimulation(t testing.TB, seed uint64) *simulation {
	dir := t.TempDir()
	sim := &simulation{t: t, dir: dir, runtime: storetest.Runtime(t, dir), wanted: 1, deaths: make(chan *process, 8), figures: map[string]int{}, unseen: map[string]bool{}, authors: authors{reviews: map[string]*authored{}}, seen: witnessed{lines: map[string]string{}}}
	for _, sub := range []string{"reviews", "backlogs"} {
		must(t, os.MkdirAll(filepath.Join(dir, sub), 0o755))
	}
	sim.jira = jirafake.New(t, jirafake.Options{Flavour: jirafake.Flavour(seed % 2), Site: "https://" + jiraHost, Seed: seed})
	for _, key := range []string{"PAY", "SEA", "FREE"} {
		sim.jira.AddProject(jirafake.Project{Key: key, Name: "Project " + key})
	}
	sim.jira.SetLag(time.Duration(5+seed%4*30) * time.Second) // less than the settle time
	sim.hub = newSimulatedHub(sim, seed)
	var stop func()
	sim.network, stop = serveAll(map[string]http.Handler{jiraHost: sim.jira.Handler(), hubHost: sim.hub.Handler()})
	t.Cleanup(stop)
	return sim
}

// teams are whose actions there are, and where their backlogs lie.
var simulatedTeams = []string{"pay", "sea", "ops", "net"}

func (s *simulation) teams() []mapping.Team {
	var out []mapping.Team
	for _, name := range simulatedTeams {
		b := mapping.Backlog{Tracker: "local", Project: strings.ToUpper(name), Settings: json.RawMessage("{}")}
		if name == "sea" && s.remaps%2 == 1 {
			b.Project = "FREE"
		}
		switch name {
		case "ops":
			b = mapping.Backlog{Tracker: "files", Project: "ops"}
		case "net":
			b = mapping.Backlog{Tracker: "hub", Project: hubRepo, Settings: json.RawMessage("{}")}
		}
		out = append(out, mapping.Team{Name: name, Create: mapping.CreateAuto, Backlog: b})
	}
	return out
}

// clock is that of our machine. It may be behind, and be put right again; one that is
// ahead would be ahead of the clock by which net/http counts, which there is none of.
func (s *simulation) clock() time.Time { return time.Now().Add(-time.Duration(s.behind.Load())) }

// starts starts a daemon.
func (s *simulation) starts() {
	p := &process{deaths: s.deaths, trouble: s.diskTrouble, network: &http.Transport{DialTLSContext: s.network.dial}}
	p.world = &world{
		t: s.t, dir: s.dir, runtime: s.runtime, clock: s.clock, log: &s.log,
		configured: configured{teams: s.teams(), config: fmt.Sprint(1 + s.remaps), settle: 2 * time.Minute, rules: plan.SourceRules{Modes: []review.Mode{review.ModeBlock, review.ModeLinks}}},
	}
	disk := &atomicfile.Disk{Hook: p.disk}
	p.source = func() source.Source {
		made, err := folder.New("reviews", folder.Config{Path: filepath.Join(s.dir, "reviews")}, folder.Options{Disk: disk})
		must(s.t, err)
		return unwatchedFolder{made}
	}
	var backlogs unwatchedFiles
	p.faults = func(tracker.Tracker) tracker.Tracker {
		made, err := files.New("files", files.Config{Path: filepath.Join(s.dir, "backlogs")}, "followthrough", s.clock)
		must(s.t, err)
		made.Disk, backlogs = disk, unwatchedFiles{made}
		c := jira.Config{URL: s.jira.URL(), Token: secret.New("token-of-the-test")}
		if s.jira.Flavour == jirafake.Cloud {
			c.Email = "bot@teams.example"
		}
		tr, err := jira.New("local", jira.Options{
			Settings: jira.Settings{Config: c, Label: "post-mortem"}, Transport: p,
			Options: tracker.Options{Instance: "followthrough", Now: s.clock},
		})
		must(s.t, err)
		return tr
	}
	p.extend = func(loop *reconcile.Reconciler) {
		loop.Gatherer.Trackers = append(loop.Gatherer.Trackers, gather.Tracker{Name: "files", Tracker: backlogs})
		loop.Executor.Trackers["files"] = execute.Tracker{Tracker: backlogs}
		hub := s.hubTracker(p)
		loop.Gatherer.Trackers = append(loop.Gatherer.Trackers, gather.Tracker{Name: "hub", Settle: tracker.DefaultSettle, Tracker: hub})
		loop.Executor.Trackers["hub"] = execute.Tracker{Tracker: hub, Settle: tracker.DefaultSettle}
	}
	p.begins()
	s.running = append(s.running, p)
}

// ends waits until a daemon has ended.
func (s *simulation) ends(p *process) {
	p.ends()
	s.running = slices.DeleteFunc(s.running, func(q *process) bool { return p == q })
}

// some is one of the daemons.
func (s *simulation) some(n uint32) *process { return s.running[int(n)%len(s.running)] }

// live lives through a schedule.
func (s *simulation) live(of schedule) {
	s.starts()
	kinds := map[string]eventKind{}
	for _, k := range eventKinds() {
		kinds[k.name] = k
	}
	for _, e := range of.Events {
		s.passes(e.After)
		s.looks()
		if what := kinds[e.Do].do(s, e.N); what != "" {
			s.figures[e.Do]++
			s.happened = append(s.happened, fmt.Sprintf("%s %s: %s", time.Now().UTC().Format("02 15:04:05"), e.Do, what))
		}
	}
	s.settles()
	s.judge()
	s.process.close()
	s.process.network.CloseIdleConnections()
}

// passes lets time go by. Who dies meanwhile is started anew, as an operator's machine
// does it.
func (s *simulation) passes(d time.Duration) {
	timer := time.NewTimer(d)
	defer timer.Stop()
	for {
		select {
		case <-timer.C:
			synctest.Wait() // a pass at hand is finished, or waits for somebody
			return
		case p := <-s.deaths:
			if !slices.Contains(s.running, p) {
				continue // it was stopped meanwhile
			}
			s.ends(p)
			point := p.died
			s.figures["crash: "+point]++
			s.happened = append(s.happened, fmt.Sprintf("%s died: %s", time.Now().UTC().Format("02 15:04:05"), point))
			time.Sleep(5 * time.Second)
			s.starts()
		}
	}
}

// settles heals all and lets the dust settle; then a person syncs, which sees what
// listings do not tell.
func (s *simulation) settles() {
	s.struck()
	s.figures["fault: the disk is full"] += int(s.fulls.Load())
	s.full.Store(0)
	s.jira.Heal()
	s.hub.Heal()
	s.behind.Store(0)
	for _, p := range s.running {
		p.dieAt("", 0)
	}
	s.passes(3 * time.Hour)
	s.measures()
	for len(s.running) > 0 {
		s.process = s.running[0]
		s.ends(s.process)
	}
	p := s.process
	p.life, p.kill = context.WithCancel(context.Background())
	p.world.also = p.extend
	for range 3 {
		req := gather.Request{Request: again(plan.Request{})}
		for _, f := range p.run(req).Failures {
			if strings.Contains(f.Err.Error(), "is not believed until") { // the person knows that they are gone
				req.Believe, req.BelieveTracker = f.Source, f.Tracker
				p.run(req)
			}
		}
		time.Sleep(time.Minute)
	}
}

// struck counts the faults that requests met.
func (s *simulation) struck() {
	for _, e := range slices.Concat(s.jira.Exchanges(), s.hub.Exchanges()) {
		if e.Fault != "" {
			s.figures["fault: "+string(e.Fault)]++
		}
		s.figures["requests"]++
	}
	s.touches()
	s.jira.Forget()
	s.hub.Forget()
}

// measures holds quiet passes to what docs/performance.md names: one request to a Jira
// each, and one for each repository that costs nothing.
func (s *simulation) measures() {
	s.struck()
	before := s.rested()
	s.passes(8 * loopPoll)
	passes := s.rested() - before
	if n := s.jira.Requests(); n > passes+passes/10+len(s.running) {
		s.says("%d quiet passes made %d requests: %v", passes, n, s.jira.Counts())
	}
	paid := s.hub.Count(fault.Not(githubfake.Unchanged))
	if n := s.hub.Requests(); n > 2*(passes+len(s.running)) || paid > 2*(passes/10+len(s.running)) {
		s.says("%d quiet passes made %d requests to GitHub, %d of them not free: %v", passes, n, paid, s.hub.Counts())
	}
	s.figures["passes in the end"] += s.rested()
	s.struck()
}

// rested is how many passes the daemons have made since they were started.
func (s *simulation) rested() (n int) {
	for _, p := range s.running {
		n += int(p.rests.Load())
	}
	return n
}

// says takes down that something is wrong.
func (s *simulation) says(format string, args ...any) {
	s.wrong = append(s.wrong, fmt.Sprintf(format, args...))
}

// account tells all of it.
func (s *simulation) account() string {
	return strings.Join(s.wrong, "\n") + "\nwhat happened:\n" + strings.Join(s.happened, "\n")
}

// diskTrouble is what befalls a write.
func (s *simulation) diskTrouble(op atomicfile.Op) error {
	if op != atomicfile.OpText && op != atomicfile.OpSync || s.full.Add(-1) < 0 {
		return nil
	}
	s.fulls.Add(1)
	return syscall.ENOSPC
}

// faultKinds are what a vendor's answers suffer from.
func faultKinds() []fault.Kind {
	return []fault.Kind{
		fault.CutBefore, fault.CutAfter, fault.FailBefore, fault.FailAfter, fault.Truncated, fault.Garbled, fault.Slow,
		fault.Hanging, fault.LoginPage, fault.Captcha, fault.Throttled,
	}
}

// listening is a test that takes down its errors, so that a schedule that fails can be
// tried again without the test having failed.
type listening struct {
	testing.TB
	told told
}

func (l *listening) Helper() {}
func (l *listening) Errorf(format string, args ...any) {
	fmt.Fprintf(&l.told, format+"\n", args...)
}
func (l *listening) Error(args ...any) { fmt.Fprintln(&l.told, args...) }

func (l *listening) heard() []string {
	l.told.mu.Lock()
	defer l.told.mu.Unlock()
	return slices.DeleteFunc(strings.Split(l.told.String(), "\n"), func(line string) bool { return line == "" })
}
