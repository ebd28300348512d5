package main

import (
	"context"
	"encoding/pem"
	"io"
	"log"
	"net"
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"
)

// A whole process talks to the hosts that its configuration names, and to nobody else:
// where they send it elsewhere too, and whatever it does. It is watched by a proxy, and
// TestOneWayOut holds that nothing goes past that.
func TestNobodyElseIsTalkedTo(t *testing.T) {
	var sent atomic.Int32
	site := httptest.NewUnstartedServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		sent.Add(1)
		w.Header().Set("Link", `<https://elsewhere.example/next>; rel="next"`)
		http.Redirect(w, r, "https://elsewhere.example"+r.URL.Path, http.StatusFound)
	}))
	site.Config.ErrorLog = log.New(io.Discard, "", 0) // who does not trust it says so
	site.StartTLS()
	defer site.Close()
	proxy := &watcher{site: site.Listener.Addr().String(), hosts: map[string]int{}}
	by := httptest.NewServer(proxy)
	defer by.Close()

	dir := t.TempDir()
	ca := pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: site.Certificate().Raw})
	must(t, os.WriteFile(filepath.Join(dir, "ca.pem"), ca, 0o600))
	must(t, os.Mkdir(filepath.Join(dir, "reviews"), 0o700))
	must(t, os.WriteFile(filepath.Join(dir, "reviews", "a.md"), []byte("# Outage\n\n## Action items\n\n- [ ] Look at [the graphs](https://graphs.example/x) (owner: payments)\n"), 0o600))
	must(t, os.WriteFile(filepath.Join(dir, "followthrough.yaml"), []byte(`
poll: 1s
web: {listen: "127.0.0.1:0"}
sources:
  - {name: here, folder: {path: reviews, url: "https://git.example/{path}"}, since: all, soak: 0, quiet: 0}
  - {name: there, github: {repository: acme/reviews, token: a-token}, since: all}
trackers:
  - {name: jira, jira: {url: "https://example.com", email: bot@acme.example, token: a-token, ca_file: ca.pem}}
mapping: {teams: [{name: payments, backlog: {tracker: jira, project: PAY}}]}
`), 0o600))
	for _, args := range [][]string{{"check"}, {"sync"}, {"status"}, {"version"}, {"run"}} {
		ctx, cancel := context.WithTimeout(t.Context(), 2*time.Second)
		cmd := exec.CommandContext(ctx, "followthrough", args...)
		cmd.Dir = dir
		cmd.Env = append(os.Environ(), "HTTP_PROXY="+by.URL, "HTTPS_PROXY="+by.URL, "NO_PROXY=", "no_proxy=")
		cmd.Cancel = func() error { return cmd.Process.Signal(os.Interrupt) }
		cmd.WaitDelay = 5 * time.Second
		out, _ := cmd.CombinedOutput() // that nobody answers well is not what it is about
		cancel()
		if t.Failed() {
			t.Logf("%s", out)
		}
	}
	if sent.Load() == 0 {
		t.Error("nobody was sent elsewhere")
	}
	proxy.mu.Lock()
	defer proxy.mu.Unlock()
	for _, want := range []string{"example.com:443", "api.github.com:443"} {
		if proxy.hosts[want] == 0 {
			t.Errorf("%s was never talked to: %v", want, proxy.hosts)
		}
		delete(proxy.hosts, want)
	}
	if len(proxy.hosts) > 0 {
		t.Errorf("others were talked to: %v", proxy.hosts)
	}
}

// watcher is a proxy that leads everybody to one site, and counts whom they wanted.
type watcher struct {
	site  string
	mu    sync.Mutex
	hosts map[string]int
}

func (p *watcher) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	p.mu.Lock()
	p.hosts[r.Host]++
	p.mu.Unlock()
	if r.Method != http.MethodConnect {
		http.Error(w, "not here", http.StatusBadGateway)
		return
	}
	site, err := net.Dial("tcp", p.site)
	if err != nil {
		http.Error(w, err.Error(), http.StatusBadGateway)
		return
	}
	defer site.Close()
	w.WriteHeader(http.StatusOK)
	client, _, err := w.(http.Hijacker).Hijack()
	if err != nil {
		return
	}
	defer client.Close()
	go func() {
		_, _ = io.Copy(site, client)
		_ = site.Close()
	}()
	_, _ = io.Copy(client, site)
}

// Requests go out through internal/httpx, which heeds proxies and follows no redirect;
// the database by its driver; the probe of a container to its own daemon. Nothing else
// opens a connection.
func TestOneWayOut(t *testing.T) {
	opens := regexp.MustCompile(`\bnet\.(Dial|Dialer|Lookup|DefaultResolver|Resolver)|\bhttp\.(Get\(|Head\(|Post\(|PostForm\(|DefaultClient|DefaultTransport|Client\{|Transport\{)|\btls\.Dial|\bsmtp\.|\brpc\.Dial|\bgrpc\.`)
	may := []string{"internal/httpx/client.go", "internal/httpx/tls.go", "sync/web/probe.go"}
	testsOnly := regexp.MustCompile(`_test\.go$|fake/|/(apitest|referee|pgtest|upgradetest|trackertest|sourcetest|storetest)/`)
	seen := 0
	root := filepath.Join("..", "..")
	must(t, filepath.WalkDir(root, func(path string, d os.DirEntry, err error) error {
		switch rel, _ := filepath.Rel(root, path); {
		case err != nil:
			return err
		case d.IsDir() && (d.Name() == "testdata" || strings.HasPrefix(d.Name(), ".") && path != root):
			return filepath.SkipDir
		case !strings.HasSuffix(path, ".go") || testsOnly.MatchString(filepath.ToSlash(rel)):
			return nil
		default:
			text, err := os.ReadFile(path)
			if err != nil {
				return err
			}
			if found := opens.Find(text); found != nil {
				if seen++; !slices.Contains(may, filepath.ToSlash(rel)) {
					t.Errorf("%s opens connections itself (%s): internal/httpx does", rel, found)
				}
			}
			return nil
		}
	}))
	if seen < len(may) {
		t.Errorf("only %d files that open connections were found", seen)
	}
}
