package httpx_test

import (
	"bufio"
	"bytes"
	"context"
	"crypto/tls"
	"crypto/x509"
	"encoding/pem"
	"errors"
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

	"github.com/followthrough/followthrough/internal/httpx"
)

// server counts requests and answers each by its number, from 1.
func server(t *testing.T, answer func(n int, w http.ResponseWriter, r *http.Request)) (url string, count *atomic.Int32) {
	t.Helper()
	count = new(atomic.Int32)
	s := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		_, _ = io.Copy(io.Discard, r.Body)
		answer(int(count.Add(1)), w, r)
	}))
	t.Cleanup(s.Close)
	return s.URL, count
}

func client(t *testing.T, o httpx.Options) *httpx.Client {
	t.Helper()
	o.FirstWait = time.Millisecond
	c, err := httpx.New(o)
	must(t, err)
	return c
}

func request(ctx context.Context, t *testing.T, method, url string) *http.Request {
	t.Helper()
	var body io.Reader
	if method == http.MethodPost {
		body = strings.NewReader(`{"make":"it"}`)
	}
	req, err := http.NewRequestWithContext(ctx, method, url, body)
	must(t, err)
	return req
}

// send sends what is answered.
func send(t *testing.T, c *httpx.Client, method, url string) {
	t.Helper()
	resp, err := c.Do(request(t.Context(), t, method, url))
	must(t, err)
	_ = resp.Body.Close()
}

func status(code int, headers ...string) func(http.ResponseWriter) {
	return func(w http.ResponseWriter) {
		for i := 0; i+1 < len(headers); i += 2 {
			w.Header().Set(headers[i], headers[i+1])
		}
		w.WriteHeader(code)
	}
}

func cut(w http.ResponseWriter) {
	conn, _, err := w.(http.Hijacker).Hijack()
	if err == nil {
		_ = conn.Close()
	}
}

// What comes first, and how often each sort of request is sent then; the
// second answer is a good one.
func TestWhatIsSentAgain(t *testing.T) {
	for name, c := range map[string]struct {
		first func(http.ResponseWriter)
		reads int32
	}{
		"a cut connection":        {cut, 2},
		"500":                     {status(500), 2},
		"502":                     {status(502), 2},
		"503":                     {status(503), 2},
		"503 with Retry-After":    {status(503, "Retry-After", "0"), 2},
		"501":                     {status(501), 1},
		"429":                     {status(429, "Retry-After", "0"), 2},
		"403 with Retry-After":    {status(403, "Retry-After", "0"), 2},
		"403":                     {status(403), 1},
		"400":                     {status(400), 1},
		"401":                     {status(401), 1},
		"404":                     {status(404), 1},
		"409":                     {status(409), 1},
		"a redirect":              {status(302, "Location", "/login"), 1},
		"an hour's Retry-After":   {status(429, "Retry-After", "3600"), 1},
		"429 without Retry-After": {status(429, "X-RateLimit-Reset", "2030-01-01T00:00Z"), 1},
	} {
		for method, want := range map[string]int32{http.MethodGet: c.reads, http.MethodPost: 1} {
			t.Run(name+" "+method, func(t *testing.T) {
				url, count := server(t, func(n int, w http.ResponseWriter, _ *http.Request) {
					if n == 1 {
						c.first(w)
					}
				})
				resp, err := client(t, httpx.Options{}).Do(request(t.Context(), t, method, url))
				if err == nil {
					_ = resp.Body.Close()
				}
				if got := count.Load(); got != want {
					t.Errorf("sent %d times, not %d", got, want)
				}
			})
		}
	}
}

func TestLostAnswerIsUnknown(t *testing.T) {
	url, count := server(t, func(_ int, w http.ResponseWriter, _ *http.Request) { cut(w) })
	_, err := client(t, httpx.Options{}).Do(request(t.Context(), t, http.MethodPost, url))
	wantKind(t, err, httpx.Unknown)
	if count.Load() != 1 {
		t.Errorf("sent %d times", count.Load())
	}
}

// A connection that the server closed while it was idle tempts net/http to
// send again by itself.
func TestStaleConnectionSendsNothingTwice(t *testing.T) {
	url, count := server(t, func(n int, w http.ResponseWriter, _ *http.Request) {
		if n%2 == 0 {
			cut(w)
		}
	})
	c := client(t, httpx.Options{})
	for range 6 {
		if resp, err := c.Do(request(t.Context(), t, http.MethodPost, url)); err == nil {
			_, _ = io.Copy(io.Discard, resp.Body)
			_ = resp.Body.Close()
		}
	}
	if count.Load() != 6 {
		t.Errorf("6 requests were sent %d times", count.Load())
	}
}

func wantKind(t *testing.T, err error, want httpx.Kind) *httpx.Error {
	t.Helper()
	var e *httpx.Error
	if !errors.As(err, &e) || e.Kind != want {
		t.Fatalf("%v (%+v), not of kind %d", err, e, want)
	}
	return e
}

func TestNoConnectionIsCertain(t *testing.T) {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	must(t, err)
	address := "http://" + l.Addr().String()
	_ = l.Close()
	_, err = client(t, httpx.Options{}).Do(request(t.Context(), t, http.MethodPost, address))
	wantKind(t, err, httpx.Unsent)
	_, err = client(t, httpx.Options{}).Do(request(t.Context(), t, http.MethodPost, "https://no-such-host.invalid"))
	wantKind(t, err, httpx.Unsent)
}

func TestNothingLeavesAfterItsDeadline(t *testing.T) {
	url, count := server(t, func(int, http.ResponseWriter, *http.Request) {})
	ctx, cancel := context.WithTimeout(t.Context(), time.Minute)
	defer cancel()
	// The machine slept: the wall clock went on, the monotonic one did not.
	slept := func() time.Time { return time.Now().Round(0).Add(2 * time.Minute) }
	_, err := client(t, httpx.Options{Now: slept}).Do(request(ctx, t, http.MethodPost, url))
	if wantKind(t, err, httpx.Unsent); !errors.Is(err, httpx.ErrTooLate) {
		t.Errorf("%v", err)
	}
	if count.Load() != 0 {
		t.Errorf("sent %d times", count.Load())
	}
}

// What lost the right to have something done sends nothing, up to the first byte; what
// only reads goes on.
func TestNothingLeavesWithoutTheRight(t *testing.T) {
	var whole atomic.Int64 // a server may see the head of a request, and never its body
	s := httptest.NewServer(http.HandlerFunc(func(_ http.ResponseWriter, r *http.Request) {
		if _, err := io.ReadAll(r.Body); err == nil {
			whole.Add(1)
		}
	}))
	t.Cleanup(s.Close)
	url := s.URL
	lost := errors.New("the lease is not held")
	for _, until := range []int64{0, 1} { // before a connection is made, and after
		var asked atomic.Int64
		may := func() error {
			if asked.Add(1) > until {
				return lost
			}
			return nil
		}
		_, err := client(t, httpx.Options{May: may}).Do(request(t.Context(), t, http.MethodPost, url))
		if wantKind(t, err, httpx.Unsent); !errors.Is(err, lost) {
			t.Errorf("%v", err)
		}
	}
	if whole.Load() != 0 {
		t.Errorf("sent %d times", whole.Load())
	}
	resp, err := client(t, httpx.Options{May: func() error { return lost }}).Do(request(t.Context(), t, http.MethodGet, url))
	must(t, err)
	_ = resp.Body.Close()
}

// The clock passes the deadline while the connection is being made: the body
// never leaves, so the server can't carry it out.
func TestDeadlineIsLookedAtBeforeTheFirstByte(t *testing.T) {
	var whole atomic.Int32
	s := httptest.NewServer(http.HandlerFunc(func(_ http.ResponseWriter, r *http.Request) {
		if body, err := io.ReadAll(r.Body); err == nil && len(body) > 0 {
			whole.Add(1)
		}
	}))
	defer s.Close()
	ctx, cancel := context.WithTimeout(t.Context(), time.Minute)
	defer cancel()
	var connected atomic.Bool
	now := func() time.Time {
		if connected.Load() {
			return time.Now().Round(0).Add(2 * time.Minute)
		}
		return time.Now()
	}
	transport := &http.Transport{DialContext: func(ctx context.Context, network, addr string) (net.Conn, error) {
		conn, err := (&net.Dialer{}).DialContext(ctx, network, addr)
		connected.Store(true)
		return conn, err
	}}
	defer transport.CloseIdleConnections()
	_, err := client(t, httpx.Options{Now: now, Transport: transport}).Do(request(ctx, t, http.MethodPost, s.URL))
	wantKind(t, err, httpx.Unsent)
	if whole.Load() != 0 {
		t.Error("the request was received in full")
	}
}

func TestThrottledRouteIsLeftAlone(t *testing.T) {
	url, count := server(t, func(n int, w http.ResponseWriter, r *http.Request) {
		if r.URL.Path == "/create" {
			status(429, "Retry-After", "3600")(w)
		}
	})
	c := client(t, httpx.Options{})
	resp, err := c.Do(request(t.Context(), t, http.MethodPost, url+"/create"))
	if err != nil || resp.StatusCode != 429 {
		t.Fatalf("%v, %v", resp, err)
	}
	_ = resp.Body.Close()
	_, err = c.Do(request(t.Context(), t, http.MethodPost, url+"/create"))
	e := wantKind(t, err, httpx.Throttled)
	if wait := time.Until(e.Until); wait < 59*time.Minute || wait > time.Hour {
		t.Errorf("to be left alone for %v", wait)
	}
	if e.Error() != "answered 429 Too Many Requests: not asked again before "+e.Until.UTC().Format(time.RFC3339) {
		t.Errorf("says %q", e)
	}
	if resp, err := c.Do(request(t.Context(), t, http.MethodPost, url+"/other")); err != nil || resp.StatusCode != 200 {
		t.Errorf("another route: %v, %v", resp, err)
	}
	if count.Load() != 2 {
		t.Errorf("%d requests", count.Load())
	}
}

func TestWhatIsSentOnceNeverWaits(t *testing.T) {
	url, _ := server(t, func(int, http.ResponseWriter, *http.Request) {})
	c := client(t, httpx.Options{PerSecond: 0.01, Burst: 2})
	for range 2 {
		if resp, err := c.Do(request(t.Context(), t, http.MethodPost, url)); err != nil {
			t.Fatal(err)
		} else {
			_ = resp.Body.Close()
		}
	}
	began := time.Now()
	_, err := c.Do(request(t.Context(), t, http.MethodPost, url))
	if wantKind(t, err, httpx.Throttled); time.Since(began) > 5*time.Second {
		t.Error("it waited")
	}
}

// A broken connection is told in the same words each time, wherever in an answer it
// breaks.
func TestBrokenConnectionsAreToldAlike(t *testing.T) {
	for name, answers := range map[string]string{"before an answer": "", "within its body": "HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nab"} {
		l, err := net.Listen("tcp", "127.0.0.1:0")
		must(t, err)
		t.Cleanup(func() { _ = l.Close() })
		go func() {
			for {
				conn, err := l.Accept()
				if err != nil {
					return
				}
				_, _ = http.ReadRequest(bufio.NewReader(conn))
				_, _ = io.WriteString(conn, answers)
				time.Sleep(20 * time.Millisecond) // the bytes arrive before the reset
				_ = conn.(*net.TCPConn).SetLinger(0)
				_ = conn.Close()
			}
		}()
		c := client(t, httpx.Options{})
		told := map[string]bool{}
		for range 3 {
			resp, err := c.Do(request(t.Context(), t, http.MethodPost, "http://"+l.Addr().String()))
			if err == nil {
				_, err = io.ReadAll(resp.Body)
				_ = resp.Body.Close()
			}
			if err == nil {
				t.Fatalf("%s: there is no error", name)
			}
			told[err.Error()] = true
		}
		if len(told) != 1 {
			t.Errorf("%s: told as %v", name, told)
		}
	}
}

func TestHugeAnswersEnd(t *testing.T) {
	url, _ := server(t, func(_ int, w http.ResponseWriter, _ *http.Request) {
		for range 1000 {
			if _, err := w.Write(bytes.Repeat([]byte("x"), 10_000)); err != nil {
				return
			}
		}
	})
	resp, err := client(t, httpx.Options{Limits: httpx.Limits{MaxBody: 100_000}}).Do(request(t.Context(), t, http.MethodGet, url))
	must(t, err)
	defer resp.Body.Close()
	body, err := io.ReadAll(resp.Body)
	if !errors.Is(err, httpx.ErrTooLarge) || len(body) > 100_001 {
		t.Errorf("%d bytes, %v", len(body), err)
	}
}

func TestSlowAnswersEnd(t *testing.T) {
	url, _ := server(t, func(_ int, w http.ResponseWriter, r *http.Request) {
		for range 1000 {
			_, _ = w.Write([]byte("x"))
			_ = http.NewResponseController(w).Flush()
			select {
			case <-r.Context().Done():
				return
			case <-time.After(20 * time.Millisecond):
			}
		}
	})
	began := time.Now()
	resp, err := client(t, httpx.Options{Limits: httpx.Limits{Attempt: 200 * time.Millisecond}}).Do(request(t.Context(), t, http.MethodGet, url))
	if err == nil {
		_, err = io.ReadAll(resp.Body)
		_ = resp.Body.Close()
	}
	if err == nil || time.Since(began) > 5*time.Second {
		t.Errorf("after %v: %v", time.Since(began), err)
	}
}

// Neither a token nor what was searched for stands in a log.
func TestLogsTellNoSecrets(t *testing.T) {
	var log bytes.Buffer
	url, _ := server(t, func(n int, w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("X-Request-Id", "abc-1")
		if n == 1 {
			cut(w)
		}
	})
	c := client(t, httpx.Options{Log: slog.New(slog.NewTextHandler(&log, &slog.HandlerOptions{Level: slog.LevelDebug}))})
	req := request(t.Context(), t, http.MethodGet, url+"/search?jql=hidden-words")
	req.Header.Set("Authorization", "Bearer hidden-token")
	resp, err := c.Do(req)
	must(t, err)
	_ = resp.Body.Close()
	text := log.String()
	if strings.Contains(text, "hidden") {
		t.Errorf("the log says %s", text)
	}
	for _, want := range []string{"request_id=abc-1", "status=200", "path=/search", "request failed"} {
		if !strings.Contains(text, want) {
			t.Errorf("the log lacks %s: %s", want, text)
		}
	}
}

func TestHeadersAreOurs(t *testing.T) {
	var got http.Header
	url, _ := server(t, func(_ int, _ http.ResponseWriter, r *http.Request) { got = r.Header.Clone() })
	send(t, client(t, httpx.Options{UserAgent: "followthrough/test"}), http.MethodPost, url)
	if got.Get("User-Agent") != "followthrough/test" || got.Get("Accept") != "application/json" {
		t.Errorf("%v", got)
	}
	for name := range got {
		if strings.Contains(strings.ToLower(name), "idempotency") {
			t.Errorf("%s makes net/http send again by itself", name)
		}
	}
}

func TestTrustIsReadAgain(t *testing.T) {
	s := httptest.NewTLSServer(http.HandlerFunc(func(http.ResponseWriter, *http.Request) {}))
	defer s.Close()
	ca := filepath.Join(t.TempDir(), "ca.pem")
	write := func(cert []byte, at time.Time) {
		t.Helper()
		text := pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: cert})
		must(t, os.WriteFile(ca, text, 0o600))
		must(t, os.Chtimes(ca, at, at))
	}
	must(t, os.WriteFile(ca, []byte("not a certificate"), 0o600))
	if _, err := httpx.New(httpx.Options{Files: httpx.Files{CAFile: ca}}); err == nil || !strings.Contains(err.Error(), ca) {
		t.Errorf("%v", err)
	}
	write(s.Certificate().Raw, time.Unix(1_700_000_000, 0))
	c := client(t, httpx.Options{Files: httpx.Files{CAFile: ca}})
	send(t, c, http.MethodPost, s.URL)
	must(t, os.Remove(ca))
	_, err := c.Do(request(t.Context(), t, http.MethodPost, s.URL))
	if wantKind(t, err, httpx.Unsent); !strings.Contains(err.Error(), ca) {
		t.Errorf("%v", err)
	}
	if _, err := client(t, httpx.Options{}).Do(request(t.Context(), t, http.MethodPost, s.URL)); err == nil {
		t.Error("an unknown authority is trusted")
	} else {
		wantKind(t, err, httpx.Unsent)
	}
}

// A server that knows its callers by certificate.
func TestClientCertificate(t *testing.T) {
	dir := t.TempDir()
	s := httptest.NewUnstartedServer(http.HandlerFunc(func(http.ResponseWriter, *http.Request) {}))
	s.TLS = &tls.Config{ClientAuth: tls.RequireAnyClientCert, MinVersion: tls.VersionTLS12}
	s.StartTLS()
	defer s.Close()
	key, err := x509.MarshalPKCS8PrivateKey(s.TLS.Certificates[0].PrivateKey)
	must(t, err)
	path := func(name, kind string, bytes []byte) string {
		t.Helper()
		p := filepath.Join(dir, name)
		must(t, os.WriteFile(p, pem.EncodeToMemory(&pem.Block{Type: kind, Bytes: bytes}), 0o600))
		return p
	}
	o := httpx.Options{Files: httpx.Files{CAFile: path("ca.pem", "CERTIFICATE", s.Certificate().Raw)}}
	if _, err := client(t, o).Do(request(t.Context(), t, http.MethodGet, s.URL)); err == nil {
		t.Error("let in without a certificate")
	}
	o.ClientCertFile = o.CAFile
	o.ClientKeyFile = path("key.pem", "PRIVATE KEY", key)
	send(t, client(t, o), http.MethodPost, s.URL)
	o.ClientKeyFile = ""
	if _, err := httpx.New(o); err == nil || !strings.Contains(err.Error(), "client_cert_file and client_key_file") {
		t.Errorf("%v", err)
	}
}

// What Wrap adds to an answer counts as if the vendor had sent it.
func TestWrapIsHeard(t *testing.T) {
	url, count := server(t, func(_ int, w http.ResponseWriter, _ *http.Request) { w.WriteHeader(http.StatusForbidden) })
	c := client(t, httpx.Options{Wrap: func(next http.RoundTripper) http.RoundTripper {
		return tripper(func(req *http.Request) (*http.Response, error) {
			resp, err := next.RoundTrip(req)
			if err == nil {
				resp.Header.Set("Retry-After", "3600")
			}
			return resp, err
		})
	}})
	send(t, c, http.MethodPost, url)
	_, err := c.Do(request(t.Context(), t, http.MethodPost, url))
	var e *httpx.Error
	if !errors.As(err, &e) || e.Kind != httpx.Throttled || count.Load() != 1 {
		t.Errorf("%v after %d requests", err, count.Load())
	}
}

type tripper func(*http.Request) (*http.Response, error)

func (f tripper) RoundTrip(req *http.Request) (*http.Response, error) { return f(req) }

func must(t testing.TB, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}
