//go:build unix

package main

import (
	"cmp"
	"context"
	"fmt"
	"io"
	"maps"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"syscall"
	"testing"
	"time"
)

// soakVariable says for how many minutes TestSoak runs; make soak sets it.
const soakVariable = "FOLLOWTHROUGH_SOAK"

// soakWorld is a daemon with sixty reviews of two teams, one in a Jira that delivers what
// people change and one in a file, and the people, vendors and programs around it.
type soakWorld struct {
	*hooked
	daemon *exec.Cmd
	asked  map[string]int // what was done, by kind
}

const (
	soakReviews = 60
	soakReads   = "reads-0123456789abcdef"
	soakAsks    = "operates-0123456789abcdef"
)

func (w *soakWorld) file(n int) string {
	return filepath.Join(w.dir, "reviews", fmt.Sprintf("%02d.md", n))
}

func (w *soakWorld) configure(n int) {
	put(w.t, filepath.Join(w.dir, "followthrough.yaml"), fmt.Sprintf("poll: 2s\nmax_new: 0\nweb: {listen: 127.0.0.1:0, token: %s, operator_token: %s}\n", soakReads, soakAsks)+
		"sources:\n  - {name: sre, folder: {path: reviews}, since: all, soak: 0, quiet: 0, report_every: 0, report: [block, links]}\n"+
		"trackers:\n  - {name: jira, settle: 1s, webhook_secret_file: hook.secret, jira: {url: "+w.site.URL()+", email: bot@teams.example, token: xyzzy}}\n"+
		"  - {name: local, files: {path: backlogs}}\n"+
		"mapping:\n  teams:\n    - {name: payments, backlog: {tracker: jira, project: PAY}}\n    - {name: search, backlog: {tracker: local, project: search.md}}\n"+
		fmt.Sprintf("    - {name: team-%d, backlog: {tracker: local, project: other.md}}\n", n))
}

func newSoak(t *testing.T) *soakWorld {
	w := &soakWorld{hooked: &hooked{t: t, dir: t.TempDir(), site: jiraCloud(t, "PAY")}, asked: map[string]int{}}
	put(t, filepath.Join(w.dir, "hook.secret"), hookSecret+"\n")
	w.configure(0)
	for n := range soakReviews {
		put(t, w.file(n), fmt.Sprintf("# Outage %[1]d\n\nAt rest.\n\n## Action items\n\n- [ ] Alert on the depth of queue %[1]d (owner: payments)\n- [ ] Rehearse the failover of part %[1]d (owner: search)\n", n))
	}
	w.daemon = exec.CommandContext(t.Context(), "followthrough", "run", "--config", "followthrough.yaml")
	w.daemon.Dir, w.daemon.Stdout, w.daemon.Stderr = w.dir, io.Discard, &w.said
	w.daemon.Env = append(os.Environ(), "FOLLOWTHROUGH_CONFIG=", "FOLLOWTHROUGH_WEB_LISTEN=127.0.0.1:0")
	must(t, w.daemon.Start())
	w.until("it listens", func() bool { return listening.MatchString(w.said.String()) })
	w.address = "http://" + listening.FindStringSubmatch(w.said.String())[1]
	w.until("all have their items", func() bool { return len(w.site.Created()) == soakReviews })
	w.site.Webhook(w.address+"/hooks/jira", hookSecret)
	return w
}

// does has something done, and counts it.
func (w *soakWorld) does(what string, n int) {
	w.asked[what]++
	switch what {
	case "edit of a review":
		text := read(w.t, w.file(n%soakReviews))
		put(w.t, w.file(n%soakReviews), regexp.MustCompile(`At rest.*`).ReplaceAllString(text, fmt.Sprintf("At rest since %d.", n)))
	case "new action":
		text := read(w.t, w.file(n%soakReviews))
		put(w.t, w.file(n%soakReviews), strings.Replace(text, "## Action items\n\n", fmt.Sprintf("## Action items\n\n- [ ] Write down lesson %d of that day (owner: search)\n", n), 1))
	case "change in Jira, delivered":
		status, resolution := "Done", "Done"
		if n/soakReviews%2 == 1 {
			status, resolution = "To Do", ""
		}
		w.site.SetStatus(fmt.Sprintf("PAY-%d", n%soakReviews+1), status, resolution)
	case "tick in a backlog":
		file := filepath.Join(w.dir, "backlogs", "search.md")
		from, to := "- [ ] ", "- [x] "
		if n%2 == 1 {
			from, to = to, from
		}
		put(w.t, file, strings.Replace(read(w.t, file), from, to, 1))
	case "reload":
		w.configure(n)
		must(w.t, w.daemon.Process.Signal(syscall.SIGHUP))
	case "resync":
		w.ask(http.MethodPost, "/api/v1/resync", `{"scope":{}}`, soakAsks)
	case "forged delivery":
		w.ask(http.MethodPost, "/hooks/jira", `{"webhookEvent":"jira:issue_updated"}`, "")
	default:
		w.ask(http.MethodGet, what, "", soakReads)
	}
}

// ask asks the server; what it answers is for other tests to judge.
func (w *soakWorld) ask(method, path, body, token string) []byte {
	ctx, cancel := context.WithTimeout(w.t.Context(), time.Minute)
	defer cancel()
	req, err := http.NewRequestWithContext(ctx, method, w.address+path, strings.NewReader(body))
	must(w.t, err)
	if token != "" {
		req.Header.Set("Authorization", "Bearer "+token)
	}
	req.Header.Set("Content-Type", "application/json")
	resp, err := http.DefaultClient.Do(req)
	if err != nil {
		w.t.Errorf("%s %s: %v", method, path, err)
		return nil
	}
	defer resp.Body.Close()
	all, err := io.ReadAll(resp.Body)
	must(w.t, err)
	return all
}

// soakFigures are the figures of a daemon at a moment.
type soakFigures struct {
	after                       time.Duration
	heap, rss, goroutines, open float64
	passes                      float64
}

func (s soakFigures) String() string {
	return fmt.Sprintf("after %s: heap %.1f MB, memory of the process %.1f MB, %.0f goroutines, %.0f open files, %.0f passes",
		s.after.Round(time.Second), s.heap/1e6, s.rss/1e6, s.goroutines, s.open, s.passes)
}

func (w *soakWorld) figures(after time.Duration) soakFigures {
	all := string(w.ask(http.MethodGet, "/metrics", "", soakReads))
	of := func(series string) float64 {
		m := regexp.MustCompile(`(?m)^` + regexp.QuoteMeta(series) + ` (\S+)$`).FindStringSubmatch(all)
		if m == nil {
			return 0
		}
		v, err := strconv.ParseFloat(m[1], 64)
		must(w.t, err)
		return v
	}
	return soakFigures{
		after, of("go_memstats_heap_alloc_bytes"), of("process_resident_memory_bytes"), of("go_goroutines"), of("process_open_fds"),
		of(`followthrough_passes_total{result="done"}`),
	}
}

// median is that of one figure of some samples.
func median(of []soakFigures, figure func(soakFigures) float64) float64 {
	var all []float64
	for _, s := range of {
		all = append(all, figure(s))
	}
	slices.Sort(all)
	return all[len(all)/2]
}

// flat fails where the figures of the last third are above those of the middle one.
func (w *soakWorld) flat(all []soakFigures) {
	third := len(all) / 3
	middle, last := all[third:2*third], all[2*third:]
	for _, f := range []struct {
		name string
		of   func(soakFigures) float64
		by   float64 // more than so much more, and a tenth
	}{
		{"heap", func(s soakFigures) float64 { return s.heap }, 8e6},
		{"memory", func(s soakFigures) float64 { return s.rss }, 16e6},
		{"goroutines", func(s soakFigures) float64 { return s.goroutines }, 10},
		{"open files", func(s soakFigures) float64 { return s.open }, 10},
	} {
		was, is := median(middle, f.of), median(last, f.of)
		w.t.Logf("%s: median of the middle third %.0f, of the last %.0f", f.name, was, is)
		if is > was*1.1+f.by {
			w.t.Errorf("%s grows: from %.0f to %.0f", f.name, was, is)
		}
	}
}

// TestSoak: minutes of edits, ticks, deliveries, forged ones, questions to the API,
// resyncs and reloads leave memory, goroutines and open files where they were.
func TestSoak(t *testing.T) {
	minutes, err := strconv.Atoi(cmp.Or(os.Getenv(soakVariable), "0"))
	must(t, err)
	if minutes == 0 {
		t.Skipf("takes minutes: %s=30, as make soak has it, runs it", soakVariable)
	}
	w := newSoak(t)
	every := map[string]int{ // seconds
		"edit of a review": 2, "change in Jira, delivered": 1, "tick in a backlog": 3, "new action": 20, "reload": 30, "resync": 25, "forged delivery": 4,
		"/api/v1/reviews": 3, "/api/v1/report": 7, "/api/v1/plan": 45, "/healthz": 1, "/api/v1/nothing": 9,
	}
	var all []soakFigures
	began := time.Now()
	for n := 0; time.Since(began) < time.Duration(minutes)*time.Minute; n++ {
		for what, seconds := range every {
			if n%seconds == 0 {
				w.does(what, n/seconds)
			}
		}
		if n%10 == 0 {
			all = append(all, w.figures(time.Since(began)))
			if n%60 == 0 {
				t.Log(all[len(all)-1])
			}
		}
		time.Sleep(time.Until(began.Add(time.Duration(n+1) * time.Second)))
	}
	all = append(all, w.figures(time.Since(began)))
	t.Log(all[len(all)-1])
	w.flat(all)
	for _, what := range slices.Sorted(maps.Keys(w.asked)) {
		t.Logf("%s: %d", what, w.asked[what])
	}
	must(t, w.daemon.Process.Signal(syscall.SIGTERM))
	if err := w.daemon.Wait(); err != nil {
		t.Errorf("run: %v", err)
	}
	if n := len(w.site.Created()); n != soakReviews {
		t.Errorf("%d issues for %d actions", n, soakReviews)
	}
}
