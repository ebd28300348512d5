package httpx_test

import (
	"net"
	"net/http"
	"slices"
	"sync"
	"testing"
	"time"

	"github.com/followthrough/followthrough/internal/httpx"
)

func TestEveryAttemptIsSeen(t *testing.T) {
	for name, tc := range map[string]struct {
		method string
		answer func(n int, w http.ResponseWriter)
		want   []httpx.Outcome
	}{
		"answered":    {"GET", func(_ int, w http.ResponseWriter) { status(200)(w) }, []httpx.Outcome{httpx.OutcomeOK}},
		"not changed": {"GET", func(_ int, w http.ResponseWriter) { status(304)(w) }, []httpx.Outcome{httpx.OutcomeOK}},
		"refused":     {"POST", func(_ int, w http.ResponseWriter) { status(422)(w) }, []httpx.Outcome{httpx.OutcomeRefused}},
		"throttled":   {"POST", func(_ int, w http.ResponseWriter) { status(429)(w) }, []httpx.Outcome{httpx.OutcomeThrottled}},
		"quota is gone": {"POST", func(_ int, w http.ResponseWriter) {
			status(403, "X-RateLimit-Remaining", "0", "X-RateLimit-Reset", "99999999999")(w)
		}, []httpx.Outcome{httpx.OutcomeThrottled}},
		"lost": {"POST", func(_ int, w http.ResponseWriter) { cut(w) }, []httpx.Outcome{httpx.OutcomeLost}},
		"again": {"GET", func(n int, w http.ResponseWriter) {
			if n == 1 {
				status(500)(w)
			} else {
				status(200)(w)
			}
		}, []httpx.Outcome{httpx.OutcomeFailed, httpx.OutcomeOK}},
	} {
		t.Run(name, func(t *testing.T) {
			url, _ := server(t, func(n int, w http.ResponseWriter, _ *http.Request) { tc.answer(n, w) })
			if got := seen(t, tc.method, url); !slices.Equal(got, tc.want) {
				t.Errorf("seen %v, want %v", got, tc.want)
			}
		})
	}
}

func TestWhatDoesNotLeaveIsSeenAsUnsent(t *testing.T) {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	must(t, err)
	url := "http://" + l.Addr().String()
	_ = l.Close() // nobody is there
	if got := seen(t, "POST", url); !slices.Equal(got, []httpx.Outcome{httpx.OutcomeUnsent}) {
		t.Errorf("seen %v", got)
	}
}

// seen are the outcomes of one call, all of them known, at this machine.
func seen(t *testing.T, method, url string) (out []httpx.Outcome) {
	t.Helper()
	var mu sync.Mutex
	c := client(t, httpx.Options{Watch: httpx.Watch{Seen: func(a httpx.Attempt) {
		mu.Lock()
		defer mu.Unlock()
		answered := a.Outcome != httpx.OutcomeLost && a.Outcome != httpx.OutcomeUnsent
		if a.Host != "127.0.0.1" || !slices.Contains(httpx.Outcomes(), a.Outcome) || a.Operation != method+" /issue/*" || answered != (a.Status != 0) {
			t.Errorf("attempt %+v", a)
		}
		out = append(out, a.Outcome)
	}}})
	url += "/issue/PAY-12"
	if resp, err := c.Do(request(t.Context(), t, method, url)); err == nil {
		_ = resp.Body.Close()
	}
	mu.Lock()
	defer mu.Unlock()
	return out
}

// Whoever counts is told until when a host wants to be left alone.
func TestPausesAreTold(t *testing.T) {
	url, _ := server(t, func(_ int, w http.ResponseWriter, _ *http.Request) { status(429, "Retry-After", "90")(w) })
	var told []time.Duration
	began := time.Now()
	c := client(t, httpx.Options{Watch: httpx.Watch{Paused: func(host string, until time.Time) {
		if host != "127.0.0.1" {
			t.Errorf("host %q", host)
		}
		told = append(told, until.Sub(began).Truncate(time.Minute))
	}}})
	if resp, err := c.Do(request(t.Context(), t, "POST", url)); err == nil {
		_ = resp.Body.Close()
	}
	if !slices.Equal(told, []time.Duration{time.Minute}) {
		t.Errorf("told %v", told)
	}
}
