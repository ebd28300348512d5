package main

import (
	"context"
	"fmt"
	"io"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/followthrough/followthrough/internal/client/jira/jirafake"
)

const hookSecret = "0123456789abcdef of the test"

// hooked is a daemon that looks by itself once an hour, over a Jira that delivers what
// people change, and whose index knows it an hour later.
type hooked struct {
	t       *testing.T
	dir     string
	site    *jirafake.Fake
	said    safeBuffer
	address string
}

func newHooked(t *testing.T, actions int) *hooked {
	t.Helper()
	w := &hooked{t: t, dir: t.TempDir(), site: jiraCloud(t, "PAY")}
	put(t, filepath.Join(w.dir, "hook.secret"), hookSecret+"\n")
	put(t, filepath.Join(w.dir, "followthrough.yaml"), "poll: 1h\nmax_new: 0\nweb: {listen: 127.0.0.1:0}\n"+
		"sources:\n  - {name: sre, folder: {path: reviews}, since: all, soak: 0, quiet: 0, report: [block, links]}\n"+
		"trackers:\n  - {name: jira, settle: 1s, webhook_secret_file: hook.secret, jira: {url: "+w.site.URL()+", email: bot@teams.example, token: xyzzy}}\n"+
		"mapping:\n  teams:\n    - {name: payments, backlog: {tracker: jira, project: PAY}}\n  fallback: payments\n")
	text := "# Outage\n\n## Action items\n\n"
	for n := range actions {
		text += fmt.Sprintf("- [ ] Alert on the depth of queue %d\n", n+1)
	}
	put(t, w.review(), text)
	daemon := exec.CommandContext(t.Context(), "followthrough", "run", "--config", "followthrough.yaml")
	daemon.Dir, daemon.Stdout, daemon.Stderr = w.dir, &w.said, &w.said
	daemon.Env = append(os.Environ(), "FOLLOWTHROUGH_CONFIG=", "FOLLOWTHROUGH_WEB_LISTEN=127.0.0.1:0")
	must(t, daemon.Start())
	t.Cleanup(func() {
		_ = daemon.Process.Signal(syscall.SIGTERM)
		if err := daemon.Wait(); err != nil && t.Context().Err() == nil {
			t.Errorf("run: %v", err)
		}
	})
	w.until("it listens", func() bool { return listening.MatchString(w.said.String()) })
	w.address = "http://" + listening.FindStringSubmatch(w.said.String())[1]
	w.until("all have their items", func() bool { return strings.Count(read(t, w.review()), "/browse/PAY-") >= 2*actions })
	w.quiet()
	w.site.SetLag(time.Hour)
	w.site.Webhook(w.address+"/hooks/jira", hookSecret)
	return w
}

func (w *hooked) review() string { return filepath.Join(w.dir, "reviews", "a.md") }

// until waits until something is so.
func (w *hooked) until(what string, so func() bool) time.Duration {
	w.t.Helper()
	from := time.Now()
	for !so() {
		if time.Since(from) > time.Minute {
			w.t.Fatalf("not after a minute: %s\n%s\n%s", what, read(w.t, w.review()), w.said.String())
		}
		time.Sleep(2 * time.Millisecond)
	}
	return time.Since(from)
}

// figure is one of the daemon's figures.
func (w *hooked) figure(series string) int {
	w.t.Helper()
	req, err := http.NewRequestWithContext(context.Background(), http.MethodGet, w.address+"/metrics", nil)
	must(w.t, err)
	resp, err := http.DefaultClient.Do(req)
	must(w.t, err)
	defer resp.Body.Close()
	all, err := io.ReadAll(resp.Body)
	must(w.t, err)
	m := regexp.MustCompile(`(?m)^` + regexp.QuoteMeta(series) + ` (\d+)$`).FindSubmatch(all)
	if m == nil {
		return 0
	}
	n, err := strconv.Atoi(string(m[1]))
	must(w.t, err)
	return n
}

func (w *hooked) passes() int { return w.figure(`followthrough_passes_total{result="done"}`) }

// quiet waits until no pass has ended for a while.
func (w *hooked) quiet() {
	for was, since := w.passes(), time.Now(); time.Since(since) < time.Second; time.Sleep(50 * time.Millisecond) {
		if now := w.passes(); now != was {
			was, since = now, time.Now()
		}
	}
}

// TestWebhookReachesTheReview: one delivery has the item read past the index, and the
// review told; how long that takes stands in docs/performance.md.
func TestWebhookReachesTheReview(t *testing.T) {
	t.Parallel()
	w := newHooked(t, 1)
	w.site.Forget()
	before := w.passes()
	w.site.SetStatus("PAY-1", "Done", "Done")
	took := w.until("the box is ticked", func() bool { return strings.Contains(read(t, w.review()), "- [x] Alert") })
	w.quiet()
	t.Logf("from the change in Jira to the review: %d ms, %d passes, requests: %v", took.Milliseconds(), w.passes()-before, w.site.Counts())
	if took > 10*time.Second {
		t.Errorf("it took %s", took)
	}
	before = w.passes()
	w.site.AddIssue(jirafake.Issue{Project: "PAY", Summary: "Somebody else's"})
	w.site.Edit("PAY-2", func(i *jirafake.Issue) { i.Summary = "Somebody else's still" })
	w.until("it was delivered", func() bool {
		return w.figure(`followthrough_hook_deliveries_total{hook="jira",result="accepted"}`) >= 2
	})
	w.quiet()
	if n := w.passes() - before; n > 0 {
		t.Errorf("an item that nobody follows made %d passes", n)
	}
}

// TestBurstOfWebhooks: a thousand deliveries make two passes at most, and two readings
// of the tracker. What they are about changes no review, so that no pass comes of our
// own writing, which a folder's watch notices as anybody's.
func TestBurstOfWebhooks(t *testing.T) {
	t.Parallel()
	w := newHooked(t, 20)
	w.site.Forget()
	before, from := w.passes(), time.Now()
	for n := range 1000 {
		w.site.Edit(fmt.Sprintf("PAY-%d", n%20+1), func(i *jirafake.Issue) { i.Labels = []string{"label-" + strconv.Itoa(n)} })
	}
	w.until("all were delivered", func() bool {
		return w.figure(`followthrough_hook_deliveries_total{hook="jira",result="accepted"}`) == 1000
	})
	delivered := time.Since(from)
	most := 2 + int(delivered/(5*time.Second)) // a machine that is slow to deliver has a burst of another kind
	time.Sleep(6 * time.Second)                // the second look
	w.quiet()
	passes, searches, byID := w.passes()-before, w.site.Count(jirafake.Searches), w.site.Count(jirafake.Route("POST /rest/api/2/issue/bulkfetch"))
	t.Logf("1,000 deliveries in %d ms: %d passes, %d searches, %d readings by id", delivered.Milliseconds(), passes, searches, byID)
	if passes < 1 || passes > most || searches > most || byID < 1 || byID > most {
		t.Errorf("%d passes, %d searches, %d readings by id: %v", passes, searches, byID, w.site.Counts())
	}
}
