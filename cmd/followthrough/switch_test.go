package main

import (
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/followthrough/followthrough/internal/client/jira/jirafake"
	"github.com/followthrough/followthrough/internal/longtest"
	"github.com/followthrough/followthrough/sync/store/storetest"
)

// switching is an installation whose trackers change all the time.
type switching struct {
	t      *testing.T
	rnd    *rand.Rand
	dir    string
	file   string
	sites  []*jirafake.Fake
	titles []string // of the actions
	made   int      // items that commands say they made
	killed bool     // a command was killed: it could not say
	log    []string
}

// trackersAt is a configuration of the trackers: what stands under `trackers`, and the
// team's backlog.
type trackersAt struct{ trackers, backlog string }

func (s *switching) places() []trackersAt {
	jira := func(name string, n int) string {
		return fmt.Sprintf("  - {name: %s, settle: 1s, jira: {url: %s, email: bot@teams.example, token: xyzzy}}\n", name, s.sites[n].URL())
	}
	files := func(name, path string) string { return fmt.Sprintf("  - {name: %s, files: {path: %s}}\n", name, path) }
	return []trackersAt{
		{files("local", "paper"), "tracker: local, project: pay.md"},
		{files("paper", "paper"), "tracker: paper, project: pay.md"}, // renamed
		{jira("jira", 0), "tracker: jira, project: PAY"},
		{jira("cloud", 0), "tracker: cloud, project: PAY"}, // renamed
		{jira("local", 0), "tracker: local, project: PAY"}, // the name was another's
		{jira("jira", 1), "tracker: jira, project: PAY"},   // another site
		{files("local", "paper") + jira("jira", 1), "tracker: jira, project: PAY"},
		{files("local", "paper") + jira("jira", 0), "tracker: local, project: pay.md"},
		{jira("jira", 0), "tracker: jira, project: NEW"}, // another project
	}
}

func newSwitching(t *testing.T, seed int) *switching {
	s := &switching{t: t, rnd: rand.New(rand.NewPCG(uint64(seed), 5)), dir: t.TempDir()}
	s.file = filepath.Join(s.dir, "followthrough.yaml")
	s.sites = []*jirafake.Fake{jiraCloud(t, "PAY", "NEW"), jiraCloud(t, "PAY", "NEW")}
	// The same numbers mean other issues there.
	for n := range 30 {
		s.sites[1].AddIssue(jirafake.Issue{Project: "PAY", Summary: fmt.Sprint("Somebody's ", n), Creator: "somebody"})
	}
	s.configure()
	return s
}

func (s *switching) configure() {
	all := s.places()
	n := s.rnd.IntN(len(all))
	s.log = append(s.log, fmt.Sprint("configuration ", n))
	put(s.t, s.file, "sources:\n  - {name: sre, folder: {path: reviews}, since: all, soak: 0, quiet: 0, report: [block, links]}\n"+
		"max_new: 0\ntrackers:\n"+all[n].trackers+"mapping:\n  teams:\n    - {name: payments, backlog: {"+all[n].backlog+"}}\n  fallback: payments\n")
}

func (s *switching) publish() {
	n := len(s.titles)
	var b strings.Builder
	fmt.Fprintf(&b, "# Outage %d\n\n## Action items\n\n", n)
	for range 2 {
		title := fmt.Sprintf("Mend part %d of the queue", len(s.titles))
		s.titles = append(s.titles, title)
		fmt.Fprintf(&b, "- [ ] %s\n", title)
	}
	put(s.t, filepath.Join(s.dir, "reviews", fmt.Sprintf("r%02d.md", n)), b.String())
}

var itemsMade = regexp.MustCompile(`(?m)^(\d+) items? made`)

func (s *switching) run(args ...string) string {
	s.t.Helper()
	out := heard(s.t, s.file, args...)
	said := itemsMade.FindStringSubmatch(out)
	s.log = append(s.log, strings.Join(args, " ")+": "+strings.Join(said, ""))
	if said != nil {
		var n int
		_, _ = fmt.Sscan(said[1], &n)
		s.made += n
	}
	return out
}

// kill runs a command in a process of its own and kills it, wherever it is.
func (s *switching) kill(args ...string) {
	s.t.Helper()
	name := filepath.Join(s.dir, "followthrough")
	if _, err := os.Lstat(name); err != nil {
		must(s.t, os.Symlink(os.Args[0], name))
	}
	cmd := exec.Command(name, append(args, "--config", s.file)...)
	cmd.Env = append(os.Environ(), "TEST_RUNTIME="+storetest.Runtime(s.t, s.dir)[0])
	must(s.t, cmd.Start())
	time.Sleep(time.Duration(s.rnd.Int64N(int64(400 * time.Millisecond))))
	_ = cmd.Process.Kill() // it may have ended
	_ = cmd.Wait()
	s.killed = true
	s.log = append(s.log, "killed "+strings.Join(args, " "))
}

func (s *switching) step(kills bool) {
	switch n := s.rnd.IntN(10); {
	case n < 2:
		s.publish()
		s.run("sync")
	case n < 5:
		s.configure()
		if s.rnd.IntN(2) == 0 {
			s.run("sync")
		}
	case n < 7:
		s.run("remake", "--source", "sre", "--yes")
	case n < 8 && kills:
		s.kill("remake", "--source", "sre", "--yes")
	case n < 9:
		s.run("sync")
	default:
		for _, suffix := range []string{"", "-wal", "-shm"} {
			_ = os.Remove(s.file[:len(s.file)-len("yaml")] + "db" + suffix)
		}
		s.log = append(s.log, "lost the store")
		s.run("sync")
	}
}

// everywhere are the items of each title, by place.
func (s *switching) everywhere() map[string]map[string]int {
	out := map[string]map[string]int{}
	add := func(title, place string) {
		if out[title] == nil {
			out[title] = map[string]int{}
		}
		out[title][place]++
	}
	paper, _ := os.ReadFile(filepath.Join(s.dir, "paper", "pay.md"))
	for _, line := range strings.Split(string(paper), "\n") {
		if m := regexp.MustCompile(`^- \[.\] (Mend part \d+ of the queue) `).FindStringSubmatch(line); m != nil {
			add(m[1], "paper")
		}
	}
	for n, f := range s.sites {
		for _, i := range f.Created() {
			if strings.HasPrefix(i.Summary, "Mend") {
				add(i.Summary, fmt.Sprint("site ", n))
			}
		}
	}
	return out
}

// standing is where each action stands, by its title.
func (s *switching) standing() map[string]string {
	var got struct {
		Reviews []struct {
			Actions []struct {
				Title, State, Reason string
				Item                 *struct{ URL string }
			}
		}
	}
	out := heard(s.t, s.file, "status", "-o", "json")
	_, text, _ := strings.Cut(out, "{") // what is said of the configuration stands before it
	if err := json.Unmarshal([]byte("{"+text), &got); err != nil {
		s.t.Fatalf("%v\n%s", err, out)
	}
	stands := map[string]string{}
	for _, r := range got.Reviews {
		for _, a := range r.Actions {
			stands[a.Title] = a.State
			if a.State != "open" {
				stands[a.Title] += ": " + a.Reason
			}
		}
	}
	return stands
}

// TestCampaignSwitch changes the trackers at random, renames them, gives a name
// to another one, loses the store, and makes anew what is gone, killed at times: no
// action is lost, none has an item that nobody was told of, and what is not gone is
// not made again.
func TestCampaignSwitch(t *testing.T) {
	longtest.Only(t)
	for seed := range 24 {
		t.Run(fmt.Sprint(seed), func(t *testing.T) {
			t.Parallel()
			s := newSwitching(t, seed)
			s.publish()
			s.run("sync")
			for range 12 {
				s.step(seed%2 == 1)
			}
			s.run("sync")
			s.run("remake", "--source", "sre", "--yes")
			time.Sleep(1100 * time.Millisecond) // what was asked for and not answered is looked for
			s.run("sync")
			s.judge()
		})
	}
}

func (s *switching) judge() {
	total := 0
	stands, there := s.standing(), s.everywhere()
	for _, title := range s.titles {
		if stands[title] != "open" {
			s.t.Errorf("%q stands as %q", title, stands[title])
		}
		if len(there[title]) == 0 {
			s.t.Errorf("%q has no item anywhere", title)
		}
		for _, n := range there[title] {
			total += n
		}
	}
	if !s.killed && total != s.made {
		s.t.Errorf("%d items, and %d were told of: %v", total, s.made, there)
	}
	before := s.made
	s.run("sync")
	s.run("remake", "--source", "sre", "--yes")
	if s.made != before {
		s.t.Errorf("with nothing changed %d items were made", s.made-before)
	}
	if s.t.Failed() {
		s.t.Log(strings.Join(slices.Clone(s.log), "\n"))
	}
}
