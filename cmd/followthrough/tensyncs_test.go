package main

import (
	"bytes"
	"context"
	"fmt"
	"net/http"
	"net/http/httptest"
	"path/filepath"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/followthrough/followthrough/cmd/followthrough/terminal"
	"github.com/followthrough/followthrough/internal/client/jira/jirafake"
	"github.com/followthrough/followthrough/internal/longtest"
	"github.com/followthrough/followthrough/sync/store/storetest"
)

// slowJira is a Jira that takes so long for each answer, in nanoseconds.
func slowJira(t *testing.T, takes *atomic.Int64) *jirafake.Fake {
	var inner http.Handler
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		select {
		case <-time.After(time.Duration(takes.Load())):
			inner.ServeHTTP(w, r)
		case <-r.Context().Done():
		}
	}))
	t.Cleanup(server.Close)
	f := jirafake.New(t, jirafake.Options{Flavour: jirafake.DataCenter, Now: time.Now, Site: server.URL})
	f.AddProject(jirafake.Project{Key: "PAY"})
	inner = f.Handler()
	return f
}

// Ten syncs at once, beside a daemon, with a Jira that takes four seconds for each
// answer: all end, and nothing is made twice.
func TestTenSyncsBesideADaemon(t *testing.T) {
	longtest.Only(t)
	var takes atomic.Int64
	f, dir := slowJira(t, &takes), t.TempDir()
	file := filepath.Join(dir, "followthrough.yaml")
	put(t, file, "poll: 5s\nweb: {listen: \"\"}\n"+
		strings.Replace(fmt.Sprintf(claimsConfig, "jira: {url: "+f.URL()+", token: xyzzy}", "PAY"), "settle: 1s", "settle: 20s", 1))
	publish := func(n int) {
		put(t, filepath.Join(dir, "reviews", fmt.Sprintf("%d.md", n)), fmt.Sprintf(
			"# Outage %d\n\n## Action items\n\n- [ ] Alert on the depth of queue %d (owner: payments)\n- [ ] Restore ledger %d from a copy (owner: payments)\n", n, n, n))
	}
	command := func(ctx context.Context, args ...string) (int, string) {
		var out bytes.Buffer
		code := run(ctx, append(args, "--config", file), terminal.Env{
			In: strings.NewReader(""), Out: &out, Err: &out, Now: time.Now, Width: 160, Runtime: storetest.Runtime(t, dir),
		})
		return code, out.String()
	}
	publish(0)
	if code, out := command(t.Context(), "sync"); code != exitDone || len(f.Created()) != 2 {
		t.Fatalf("exit %d, %d issues:\n%s", code, len(f.Created()), out)
	}
	ctx, stop := context.WithCancel(t.Context())
	var daemon, syncs sync.WaitGroup
	var told string
	daemon.Go(func() { _, told = command(ctx, "run") })
	takes.Store(int64(4 * time.Second))
	for n := range 4 {
		publish(n + 1)
	}
	began := time.Now()
	for n := range 10 {
		syncs.Go(func() {
			if code, out := command(t.Context(), "sync"); code != exitDone && code != exitWaits {
				t.Errorf("sync %d ends after %s with exit %d:\n%s", n, time.Since(began).Round(time.Second), code, out)
			}
		})
	}
	syncs.Wait()
	t.Logf("all ended after %s", time.Since(began).Round(time.Second))
	takes.Store(0)
	if code, out := command(t.Context(), "sync"); code != exitDone || len(f.Created()) != 10 {
		t.Errorf("exit %d, %d issues, want 10:\n%s", code, len(f.Created()), out)
	}
	stop()
	daemon.Wait()
	if strings.Contains(told, "level=ERROR") {
		t.Error(told)
	}
}
