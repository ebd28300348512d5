package httpx_test

import (
	"net"
	"net/http"
	"slices"
	"sync"
	"testing"

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
	c := client(t, httpx.Options{Seen: func(host string, o httpx.Outcome) {
		mu.Lock()
		defer mu.Unlock()
		if host != "127.0.0.1" || !slices.Contains(httpx.Outcomes(), o) {
			t.Errorf("host %q, outcome %q", host, o)
		}
		out = append(out, o)
	}})
	if resp, err := c.Do(request(t.Context(), t, method, url)); err == nil {
		_ = resp.Body.Close()
	}
	mu.Lock()
	defer mu.Unlock()
	return out
}
