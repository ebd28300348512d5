package web

import (
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"go.uber.org/goleak"

	"github.com/followthrough/followthrough/internal/secret"
	"github.com/followthrough/followthrough/sync/web/access"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

var noon = time.Date(2026, 12, 1, 12, 0, 0, 0, time.UTC)

// resting is a loop that did its first pass and rests.
func resting() Loop {
	return Loop{Heartbeat: noon.Add(-time.Second), Until: noon.Add(time.Minute), Passed: true}
}

// gate lets everybody through who bears the token; zero: everybody.
func gate(token secret.Secret) *access.Gate {
	return access.New(func() access.Tokens { return access.Tokens{Read: token} }, func() time.Time { return noon }, slog.New(slog.DiscardHandler))
}

func options(loop Loop) Options {
	return Options{
		Listen: "127.0.0.1:0", Loop: func() Loop { return loop }, Patience: Patience, Now: func() time.Time { return noon },
		Log: slog.New(slog.DiscardHandler), Gate: gate(secret.Secret{}),
		Metrics: http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
			_, _ = io.WriteString(w, "figures")
		}),
	}
}

func answer(o Options, method, path string, header ...string) *httptest.ResponseRecorder {
	req := httptest.NewRequest(method, path, nil)
	for i := 0; i+1 < len(header); i += 2 {
		req.Header.Set(header[i], header[i+1])
	}
	w := httptest.NewRecorder()
	(&server{o: o}).handler().ServeHTTP(w, req)
	return w
}

func TestPathsAndMethods(t *testing.T) {
	for _, tc := range []struct {
		method, path string
		status       int
	}{
		{"GET", "/healthz", 200}, {"HEAD", "/healthz", 200}, {"GET", "/readyz", 200}, {"GET", "/metrics", 200}, {"HEAD", "/metrics", 200},
		{"POST", "/healthz", 405}, {"PUT", "/readyz", 405}, {"DELETE", "/metrics", 405}, {"TRACE", "/healthz", 405}, {"OPTIONS", "/metrics", 405},
		{"GET", "/", 404}, {"GET", "/healthz/", 404}, {"GET", "/readyz/../x", 307}, {"GET", "/debug/pprof/", 404}, {"GET", "/metrics%00", 404}, {"POST", "/", 404},
	} {
		w := answer(options(resting()), tc.method, tc.path)
		if w.Code != tc.status {
			t.Errorf("%s %s: %d, want %d", tc.method, tc.path, w.Code, tc.status)
		}
		if got := w.Header().Get("Cache-Control"); got != "no-store" {
			t.Errorf("%s %s may be kept: %q", tc.method, tc.path, got)
		}
		if allow := w.Header().Get("Allow"); (allow == "GET, HEAD") != (tc.status == 405) {
			t.Errorf("%s %s allows %q", tc.method, tc.path, allow)
		}
	}
}

func TestMetricsWantTheToken(t *testing.T) {
	o := options(resting())
	o.Gate = gate(secret.New("xyzzy"))
	for header, status := range map[string]int{
		"": 401, "Bearer": 401, "Bearer ": 401, "Bearer xyzz": 401, "Bearer xyzzyy": 401, "Bearer xyzzy, x": 401, "Basic xyzzy": 401, "xyzzy": 401,
		"Bearer XYZZY": 401, "Bearer xyzzy\x00": 401, "Bearer xyzzy": 200, "bearer xyzzy": 200, "Bearer   xyzzy": 200,
	} {
		w := answer(o, "GET", "/metrics", "Authorization", header)
		if w.Code != status || strings.Contains(w.Body.String(), "figures") != (status == 200) {
			t.Errorf("%q: %d %s, want %d", header, w.Code, w.Body, status)
		}
		if asked := w.Header().Get("WWW-Authenticate") != ""; asked != (status == 401) {
			t.Errorf("%q: asked for a token: %t", header, asked)
		}
		if strings.Contains(w.Body.String(), "xyzzy") {
			t.Errorf("%q: the token is told", header)
		}
		for _, probe := range []string{"/healthz", "/readyz"} {
			if w := answer(o, "GET", probe, "Authorization", header); w.Code != 200 {
				t.Errorf("%s asks for a token", probe)
			}
		}
	}
	if w := answer(o, "GET", "/metrics?token=xyzzy"); w.Code != 401 {
		t.Error("a token in the address counts: it would stand in logs")
	}
}

// A token's file that can't be read any more lets nobody in.
func TestTokenIsReadAgain(t *testing.T) {
	file := filepath.Join(t.TempDir(), "token")
	o := options(resting())
	o.Gate = gate(secret.FromFile(file))
	for _, step := range []struct {
		content, given string
		status         int
	}{{"one\n", "one", 200}, {"two", "one", 401}, {"two", "two", 200}, {"\n", "", 401}} {
		must(t, os.WriteFile(file, []byte(step.content), 0o600))
		if w := answer(o, "GET", "/metrics", "Authorization", "Bearer "+step.given); w.Code != step.status {
			t.Errorf("%q for %q: %d", step.given, step.content, w.Code)
		}
	}
	must(t, os.Remove(file))
	if w := answer(o, "GET", "/metrics", "Authorization", "Bearer "); w.Code != 401 {
		t.Errorf("without the file: %d", w.Code)
	}
}

func TestHealthAndReadiness(t *testing.T) {
	ago := func(d time.Duration) time.Time { return noon.Add(-d) }
	for name, tc := range map[string]struct {
		loop           Loop
		healthy, ready int
		why            string // of /readyz
	}{
		"not begun":               {Loop{}, 200, 503, "the first pass is not over yet"},
		"in its first pass":       {Loop{Heartbeat: ago(time.Minute)}, 200, 503, "the first pass is not over yet"},
		"at rest":                 {resting(), 200, 200, "ready"},
		"in a pass":               {Loop{Heartbeat: ago(Patience), Passed: true}, 200, 200, "ready"},
		"hangs in a pass":         {Loop{Heartbeat: ago(Patience + time.Second), Passed: true}, 503, 503, "the loop hangs: no sign of life for 15m1s, while at work since 2026-12-01T11:44:59Z"},
		"rests long":              {Loop{Heartbeat: ago(24 * time.Hour), Until: ago(Patience), Passed: true}, 200, 200, "ready"},
		"does not wake":           {Loop{Heartbeat: ago(24 * time.Hour), Until: ago(Patience + time.Second), Passed: true}, 503, 503, "the loop hangs: no sign of life for 15m1s, while at rest since 2026-11-30T12:00:00Z"},
		"the store failed":        {Loop{Heartbeat: ago(0), Until: noon.Add(time.Minute), Passed: true, Failed: true}, 200, 503, "the last pass failed, the store can't be used: the log says why"},
		"the store failed at all": {Loop{Heartbeat: ago(0), Until: noon.Add(time.Minute), Failed: true}, 200, 503, "the last pass failed, the store can't be used: the log says why"},
	} {
		if w := answer(options(tc.loop), "GET", "/healthz"); w.Code != tc.healthy {
			t.Errorf("%s: /healthz says %d %s", name, w.Code, w.Body)
		}
		w := answer(options(tc.loop), "GET", "/readyz")
		if w.Code != tc.ready || strings.TrimSpace(w.Body.String()) != tc.why {
			t.Errorf("%s: /readyz says %d %s", name, w.Code, w.Body)
		}
	}
}

// probe asks once.
func probe(t *testing.T, address string, q Question) (string, error) {
	t.Helper()
	return Probe(t.Context(), address, q)
}

// listenLog catches the address that a server logs.
type listenLog struct {
	slog.Handler
	address chan string
}

func (l listenLog) Handle(_ context.Context, r slog.Record) error {
	r.Attrs(func(a slog.Attr) bool {
		if a.Key == "address" {
			l.address <- a.Value.String()
		}
		return true
	})
	return nil
}

func (l listenLog) Enabled(context.Context, slog.Level) bool { return true }

func TestServerIsThereFirstAndGoesLast(t *testing.T) {
	o := options(resting())
	log := listenLog{slog.DiscardHandler, make(chan string, 1)}
	o.Log = slog.New(log)
	ctx, stop := context.WithCancel(t.Context())
	defer stop()
	broken := errors.New("the loop broke")
	var address string
	err := During(ctx, o, func(ctx context.Context) error {
		address = <-log.address
		if word, err := probe(t, address, Ready); word != "ready" || err != nil {
			t.Errorf("while it runs: %q, %v", word, err)
		}
		stop()
		<-ctx.Done()
		for end := time.Now().Add(5 * time.Second); ; time.Sleep(time.Millisecond) {
			if _, err := probe(t, address, Ready); err != nil && strings.HasSuffix(err.Error(), ": shutting down") {
				break
			} else if time.Now().After(end) {
				t.Fatalf("told to stop, it says %v", err)
			}
		}
		if word, err := probe(t, address, Alive); word != "ok" || err != nil {
			t.Errorf("while it ends: %q, %v", word, err)
		}
		return broken
	})
	if !errors.Is(err, broken) {
		t.Errorf("the loop's error is lost: %v", err)
	}
	if _, err := probe(t, address, Alive); err == nil || !strings.HasPrefix(err.Error(), "no answer from "+address) {
		t.Errorf("after its end: %v", err)
	}
}

func never(t *testing.T) func(context.Context) error {
	return func(context.Context) error { t.Error("the loop ran"); return nil }
}

func TestWhatCantBeServedIsToldAtTheStart(t *testing.T) {
	taken, err := net.Listen("tcp", "127.0.0.1:0")
	must(t, err)
	defer taken.Close()
	missing := filepath.Join(t.TempDir(), "token")
	for name, tc := range map[string]struct {
		listen string
		token  secret.Secret
		want   string
	}{
		"in use":             {taken.Addr().String(), secret.Secret{}, "listen on " + taken.Addr().String() + ": the address is in use, by another followthrough perhaps: name another with --listen"},
		"all interfaces":     {":0", secret.Secret{}, "listen on :0: other machines would reach it without a token: give web.token"},
		"all of version 4":   {"0.0.0.0:0", secret.Secret{}, "other machines would reach it"},
		"no token in file":   {"127.0.0.1:0", secret.FromFile(missing), "web.token: the secret's file can't be read, give another one or make it readable: stat " + missing},
		"not of this":        {"192.0.2.1:80", secret.New("xyzzy"), "listen on 192.0.2.1:80: "},
		"a name of nobody's": {"nobody.invalid:80", secret.New("xyzzy"), "nobody.invalid"},
	} {
		o := options(resting())
		o.Listen, o.Gate = tc.listen, gate(tc.token)
		if err := During(t.Context(), o, never(t)); err == nil || !strings.Contains(err.Error(), tc.want) {
			t.Errorf("%s: %v", name, err)
		}
	}
}

// A server that can't accept any more would look like a dead daemon for ever.
func TestServingThatFailsEndsTheLoop(t *testing.T) {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	must(t, err)
	err = serve(t.Context(), options(resting()), l, func(ctx context.Context) error {
		l.Close()
		<-ctx.Done()
		return nil
	})
	if err == nil || !strings.HasPrefix(err.Error(), "answer on 127.0.0.1:0: ") {
		t.Errorf("got %v", err)
	}
}

func TestProbeKnowsItsOwn(t *testing.T) {
	for body, want := range map[string]string{"ok\n": "", "<html>ok</html>": "another program", "": "another program"} {
		other := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) { _, _ = io.WriteString(w, body) }))
		address := strings.TrimPrefix(other.URL, "http://")
		if _, err := probe(t, address, Alive); (err == nil) != (want == "") || err != nil && !strings.Contains(err.Error(), want) {
			t.Errorf("%q: %v", body, err)
		}
		_, port, _ := net.SplitHostPort(address)
		for _, all := range []string{":" + port, "0.0.0.0:" + port, "[::]:" + port} {
			if _, err := probe(t, all, Alive); (err == nil) != (want == "") {
				t.Errorf("%s: %v", all, err)
			}
		}
		other.Close()
	}
}

func TestProbeWaitsNotForEver(t *testing.T) {
	silent, err := net.Listen("tcp", "127.0.0.1:0") // accepts and says nothing
	must(t, err)
	defer silent.Close()
	ctx, cancel := context.WithTimeout(t.Context(), 50*time.Millisecond)
	defer cancel()
	if _, err := Probe(ctx, silent.Addr().String(), Alive); !errors.Is(err, context.DeadlineExceeded) {
		t.Errorf("got %v", err)
	}
}

// A page in a browser of this machine, whose name was made to lead here, learns
// nothing.
func TestOnLoopbackOnlyItsOwnNamesCount(t *testing.T) {
	o := options(resting())
	o.Listen = "monitor.internal:9780"
	for host, status := range map[string]int{
		"": 200, "127.0.0.1": 200, "127.0.0.1:9780": 200, "localhost:9780": 200, "LocalHost": 200, "[::1]:9780": 200, "[::1]": 200, "127.9.9.9:1": 200,
		"monitor.internal:9780": 200,
		"evil.example":          421, "evil.example:9780": 421, "127.0.0.1.evil.example": 421, "localhost.evil.example:9780": 421, "192.0.2.7:9780": 421,
		"[2001:db8::1]:9780": 421, "0.0.0.0:9780": 421, "localhost@evil.example": 421, ":9780": 200,
	} {
		req := httptest.NewRequest("GET", "/metrics", nil)
		req.Host = host
		w := httptest.NewRecorder()
		(&server{o: o, local: true}).handler().ServeHTTP(w, req)
		if w.Code != status || (status != 200 && strings.Contains(w.Body.String(), "figures")) {
			t.Errorf("%q: %d %s, want %d", host, w.Code, w.Body, status)
		}
		w = httptest.NewRecorder()
		(&server{o: o}).handler().ServeHTTP(w, req)
		if w.Code != 200 {
			t.Errorf("%q, where other machines reach it: %d", host, w.Code)
		}
	}
}

// Who holds all places keeps others out, and opens no more files here.
func TestConnectionsAreBounded(t *testing.T) {
	o := options(resting())
	listener, err := listen(t.Context(), o)
	must(t, err)
	address := listener.Addr().String()
	counted := &counting{Listener: listener}
	err = serve(t.Context(), o, counted, func(ctx context.Context) error {
		var d net.Dialer
		for range maxConnections + 20 {
			c, err := d.DialContext(ctx, "tcp", address)
			if err != nil {
				return err
			}
			defer c.Close()
		}
		for end := time.Now().Add(2 * time.Second); time.Now().Before(end) && counted.accepted.Load() < maxConnections; {
			time.Sleep(time.Millisecond)
		}
		time.Sleep(50 * time.Millisecond)
		if n := counted.accepted.Load(); n != maxConnections {
			t.Errorf("%d connections are served at once, want %d", n, maxConnections)
		}
		return nil
	})
	must(t, err)
}

// Whoever takes all places, silent or with a request now and then, keeps no probe
// out: one answers within the second that probes are given at least.
func TestFullPlacesKeepNoProbeOut(t *testing.T) {
	o := options(resting())
	listener, err := listen(t.Context(), o)
	must(t, err)
	address := listener.Addr().String()
	err = serve(t.Context(), o, listener, func(ctx context.Context) error {
		var d net.Dialer
		for n := range maxConnections {
			c, err := d.DialContext(ctx, "tcp", address)
			if err != nil {
				return err
			}
			defer c.Close()
			if n%2 == 0 {
				if _, err := fmt.Fprint(c, "GET /healthz HTTP/1.1\r\nHost: localhost\r\n\r\n"); err != nil {
					return err
				}
			}
		}
		begun := time.Now()
		resp, err := http.Get("http://" + address + "/healthz")
		if err != nil {
			return err
		}
		if took := time.Since(begun); resp.StatusCode != http.StatusOK || took > 3*time.Second {
			t.Errorf("the probe got %s after %s", resp.Status, took)
		}
		return resp.Body.Close()
	})
	must(t, err)
}

// A thousand who connect and say nothing keep no delivery out for long: vendors wait
// ten seconds for an answer.
func TestThousandSilentOnesKeepNoHookOut(t *testing.T) {
	o := options(resting())
	o.Hooks = http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(http.StatusAccepted) })
	listener, err := listen(t.Context(), o)
	must(t, err)
	address := listener.Addr().String()
	err = serve(t.Context(), o, listener, func(ctx context.Context) error {
		var d net.Dialer
		for range 1000 {
			c, err := d.DialContext(ctx, "tcp", address)
			if err != nil {
				t.Skipf("this machine allows no thousand connections: %v", err)
			}
			defer c.Close()
		}
		begun := time.Now()
		resp, err := http.Post("http://"+address+"/hooks/jira", "application/json", strings.NewReader("{}"))
		if err != nil {
			return err
		}
		t.Logf("answered after %d ms", time.Since(begun).Milliseconds())
		if took := time.Since(begun); resp.StatusCode != http.StatusAccepted || took > 9*time.Second {
			t.Errorf("the delivery got %s after %s", resp.Status, took)
		}
		return resp.Body.Close()
	})
	must(t, err)
}

// counting counts the connections that were taken.
type counting struct {
	net.Listener
	accepted atomic.Int64
}

func (c *counting) Accept() (net.Conn, error) {
	conn, err := c.Listener.Accept()
	if err == nil {
		c.accepted.Add(1)
	}
	return conn, err
}

func must(t testing.TB, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}
