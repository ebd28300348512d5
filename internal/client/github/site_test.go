package github

import (
	"bytes"
	"context"
	"crypto/rand"
	"crypto/rsa"
	"crypto/x509"
	"encoding/pem"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/followthrough/followthrough/internal/apitest"
	"github.com/followthrough/followthrough/internal/httpx"
	"github.com/followthrough/followthrough/internal/secret"
)

const ourToken = "ghp_0123456789abcdefghijABCDEFGHIJ012345"

// asked is a request as a server got it.
type asked struct {
	Method, URI, Auth, Body string
	Header                  http.Header
}

// site is a server that notes what it is asked.
type site struct {
	*httptest.Server
	mu  sync.Mutex
	got []asked
}

func (s *site) all() []asked {
	s.mu.Lock()
	defer s.mu.Unlock()
	return append([]asked(nil), s.got...)
}

// lines are method and address of each request.
func (s *site) lines() []string {
	var out []string
	for _, a := range s.all() {
		out = append(out, a.Method+" "+a.URI)
	}
	return out
}

// serve answers each request by its number, from 1.
func serve(t *testing.T, answer func(n int, w http.ResponseWriter, r *http.Request)) *site {
	t.Helper()
	s := &site{}
	s.Server = httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		body, _ := io.ReadAll(r.Body)
		r.Body = io.NopCloser(bytes.NewReader(body))
		s.mu.Lock()
		s.got = append(s.got, asked{r.Method, r.URL.RequestURI(), r.Header.Get("Authorization"), string(body), r.Header.Clone()})
		n := len(s.got)
		s.mu.Unlock()
		answer(n, w, r)
	}))
	t.Cleanup(s.Close)
	return s
}

// reply writes one answer; pairs are headers.
func reply(w http.ResponseWriter, code int, body string, pairs ...string) {
	w.Header().Set("Content-Type", "application/json; charset=utf-8")
	for i := 0; i+1 < len(pairs); i += 2 {
		w.Header().Set(pairs[i], pairs[i+1])
	}
	w.WriteHeader(code)
	_, _ = io.WriteString(w, body)
}

// lose breaks the connection off after the request was read.
func lose(w http.ResponseWriter) {
	conn, _, err := http.NewResponseController(w).Hijack()
	if err == nil {
		_ = conn.Close()
	}
}

// words is GitHub's own error format.
func words(message string) string {
	return fmt.Sprintf(`{"message":%q,"documentation_url":"https://docs.github.com/rest"}`, message)
}

// options are those of github.com as s plays it: every request is checked
// against GitHub's description.
func options(t *testing.T, s *site) Options {
	t.Helper()
	return Options{
		Config: Config{Token: secret.New(ourToken)}, API: s.URL,
		HTTP:       httpx.Options{FirstWait: time.Millisecond, Transport: described(t, s)},
		WriteEvery: -1,
	}
}

func described(t *testing.T, s *site) http.RoundTripper { return describedAs(t, s, apitest.GitHub(t)) }

// describedAs checks requests, and leaves answers alone: many here are wrong
// on purpose.
func describedAs(t *testing.T, s *site, d *apitest.Site) http.RoundTripper {
	return roundTripper(func(req *http.Request) (*http.Response, error) {
		if !strings.HasSuffix(req.URL.Path, "/graphql") {
			var body []byte
			if req.Body != nil {
				body, _ = io.ReadAll(req.Body)
				req.Body = io.NopCloser(bytes.NewReader(body))
			}
			apitest.Report(t, req, d.Request(req, body))
		}
		return s.Client().Transport.RoundTrip(req)
	})
}

func made(t *testing.T, o Options) *Client {
	t.Helper()
	c, err := New(o)
	must(t, err)
	return c
}

// clock is a clock that only sleeping moves.
type clock struct {
	mu    sync.Mutex
	at    time.Time
	slept time.Duration
}

func (c *clock) now() time.Time {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.at
}

func (c *clock) move(d time.Duration) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.at = c.at.Add(d)
}

func (c *clock) sleep(ctx context.Context, d time.Duration) bool {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.at, c.slept = c.at.Add(d), c.slept+d
	return ctx.Err() == nil
}

func (c *clock) on(o Options) Options {
	o.HTTP.Now, o.Sleep = c.now, c.sleep
	return o
}

// keyPEM is a key that is made once.
var keyPEM = sync.OnceValue(func() string {
	key, err := rsa.GenerateKey(rand.Reader, 2048)
	if err != nil {
		return ""
	}
	return string(pem.EncodeToMemory(&pem.Block{Type: "RSA PRIVATE KEY", Bytes: x509.MarshalPKCS1PrivateKey(key)}))
})

func newIssue() map[string]any { return map[string]any{"title": "Alert on queue depth"} }

func must(t testing.TB, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}
