package main

import (
	"bytes"
	"context"
	"fmt"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/followthrough/followthrough/cmd/followthrough/terminal"
	"github.com/followthrough/followthrough/internal/client/jira/jirafake"
	"github.com/followthrough/followthrough/sync/store/storetest"
)

// firstReviews makes five reviews, each with an action for a team and one that
// nobody owns, and a configuration in which more may be another than in a
// copier's; it gives the configuration's file.
func firstReviews(t *testing.T, c copier, another ...string) (file string) {
	t.Helper()
	dir := t.TempDir()
	file = filepath.Join(dir, "followthrough.yaml")
	put(t, file, strings.NewReplacer(append(another, "report: []", "report: [block, links]", "  fallback: payments\n", "")...).Replace(c.config))
	for i := range 5 {
		put(t, filepath.Join(dir, "reviews", fmt.Sprintf("%d.md", i)), fmt.Sprintf(
			"# Outage %d\n\n## Action items\n\n- [ ] Alert on the depth of queue %d (owner: payments)\n- [ ] Restore ledger %d from a copy (owner: nobody)\n", i, i, i))
	}
	return file
}

// The first sync looks twice: what it wrote before it waited counts, each review
// once.
func TestFirstSyncTellsOfBothPasses(t *testing.T) {
	for name, open := range copiers() {
		t.Run(name, func(t *testing.T) {
			file := firstReviews(t, open(t))
			dir := filepath.Dir(file)
			put(t, filepath.Join(dir, "reviews", "nobodys.md"), "# Outage\n\n## Action items\n\n- [ ] Write it down (owner: nobody)\n")
			put(t, filepath.Join(dir, "reviews", "long.md"), strings.Repeat("# Outage\n\n", 200000))
			out := heard(t, file, "sync")
			says(t, out, "The store is new: before it makes 5 items in tracks", "long.md can't be read", "nobodys.md",
				"5 items made, 0 linked, 6 reviews written, 6 waiting, 0 failed")
			if n := strings.Count(out, "~ write "); n != 6 {
				t.Errorf("%d reports are told:\n%s", n, out)
			}
		})
	}
}

// Where nothing is to be made nothing is waited for.
func TestFirstSyncWaitsOnlyForWhatIsToBeMade(t *testing.T) {
	for name, open := range copiers() {
		t.Run(name, func(t *testing.T) {
			file := firstReviews(t, open(t), "soak: 0", "soak: 24h", "settle: 1s", "settle: 10m")
			out := heard(t, file, "sync")
			if !strings.Contains(out, "0 items made, 0 linked, 5 reviews written, 10 waiting, 0 failed") || strings.Contains(out, "The store is new") {
				t.Errorf("it says\n%s", out)
			}
		})
	}
}

// Who stops a first sync while it waits is told what was done until then.
func TestFirstSyncStoppedWhileItWaits(t *testing.T) {
	file := firstReviews(t, jiraCopier(t, jirafake.DataCenter), "settle: 1s", "settle: 10m")
	for _, terminals := range []bool{true, false} {
		ctx, stop := context.WithCancel(t.Context())
		out := &watched{awaited: "The store is new", found: func() { time.AfterFunc(1500*time.Millisecond, stop) }}
		code := run(ctx, []string{"sync", "--config", file}, terminal.Env{
			In: strings.NewReader(""), Out: out, Err: out, Now: time.Now, Width: 80, ErrTerminal: terminals,
			Runtime: storetest.Runtime(t, filepath.Dir(file)),
		})
		stop()
		said := out.text.String()
		if code != exitFailed || !strings.Contains(said, "0 items made, 0 linked, ") || !strings.Contains(said, "followthrough: stopped before all was done") {
			t.Errorf("exit %d\n%s", code, said)
		}
		if counted := strings.Contains(said, "\r9m59s left"); counted != terminals {
			t.Errorf("terminal %v, countdown %v:\n%q", terminals, counted, said)
		}
		if strings.Contains(said, "left (Ctrl-C ends it)\x1b[K\nsre:") {
			t.Errorf("the countdown was not cleared:\n%q", said)
		}
	}
	says(t, heard(t, file, "status"), "planned: the store is new")
}

// watched is an output that tells when a text has come.
type watched struct {
	awaited string
	found   func()
	text    bytes.Buffer
}

func (w *watched) Write(p []byte) (int, error) {
	before := strings.Contains(w.text.String(), w.awaited)
	n, err := w.text.Write(p)
	if !before && strings.Contains(w.text.String(), w.awaited) {
		w.found()
	}
	return n, err
}
