package github

import (
	"bytes"
	"io"
	"net/http"
	"strconv"
	"strings"
	"sync"
	"time"

	"github.com/followthrough/followthrough/internal/httpx"
)

// longestAsked bounds what GitHub may ask for, so that a mistaken header
// doesn't stop us for good.
const longestAsked = 24 * time.Hour

// The resources that GitHub counts apart, as far as we use them.
const (
	core    = "core"
	search  = "search"
	code    = "code_search"
	graphql = "graphql"
	all     = "" // what stops everything: a secondary limit
)

// limits are what GitHub has told one credential about how fast it may ask,
// and what it was asked lately.
type limits struct {
	mu        sync.Mutex
	skew      time.Duration // the server's clock less ours
	backoff   map[string]time.Time
	unnamed   map[string]int // by method: refusals in a row that named no time
	last      time.Time
	hour      []time.Time // the writes of the last one, oldest first
	writing   int
	idle      chan struct{} // closed when the last write has its answer
	perHour   int
	every     time.Duration
	longestIn time.Duration
}

// hear takes what an answer says about clocks and limits, and gives how long
// it wants us to wait; false: it is no such answer.
func (l *limits) hear(resource, method string, resp *http.Response, body []byte, now time.Time) (time.Duration, bool) {
	l.mu.Lock()
	defer l.mu.Unlock()
	if at, err := http.ParseTime(resp.Header.Get("Date")); err == nil {
		l.skew = at.Sub(now)
	}
	wait, scope, refused := l.asked(resource, method, resp, body, now)
	if wait > 0 {
		if until := now.Add(wait); until.After(l.backoff[scope]) {
			l.backoff[scope] = until
		}
	}
	if resp.StatusCode < 300 {
		delete(l.unnamed, method)
	}
	return wait, refused
}

// asked reads an answer: how long to wait, for what, and whether it is a
// refusal. A success that says that nothing is left is heeded too.
func (l *limits) asked(resource, method string, resp *http.Response, body []byte, now time.Time) (wait time.Duration, scope string, refused bool) {
	at, named := httpx.RetryAfter(resp.Header, now.Add(l.skew))
	after := at.Sub(now.Add(l.skew))
	reset, empty := l.reset(resp.Header, now)
	refused = resp.StatusCode == http.StatusTooManyRequests ||
		resp.StatusCode == http.StatusForbidden && (named || empty || secondary(body))
	switch {
	case !refused && empty:
		return bounded(reset), resource, false
	case !refused:
		return 0, all, false
	case named && empty && !secondary(body):
		return bounded(max(after, reset)), resource, true
	case named:
		return bounded(after), all, true
	case empty && !secondary(body):
		return bounded(reset), resource, true
	}
	// No time is named: a minute, longer each time.
	wait = time.Minute << min(l.unnamed[method], 4)
	l.unnamed[method]++
	return wait, all, true
}

// reset is how long the limit stands, by the server's own clock, where nothing
// is left of it.
func (l *limits) reset(h http.Header, now time.Time) (time.Duration, bool) {
	if h.Get("X-RateLimit-Remaining") != "0" {
		return 0, false
	}
	at, err := strconv.ParseInt(h.Get("X-RateLimit-Reset"), 10, 64)
	if err != nil {
		return time.Minute, true
	}
	return time.Unix(at, 0).Sub(now.Add(l.skew)), true
}

// bounded is at least a second, since GitHub's times are in seconds.
func bounded(d time.Duration) time.Duration { return min(max(d, time.Second), longestAsked) }

// secondary tells a refusal for asking too fast by its words, where it is
// GitHub's own 403 for something else too.
func secondary(body []byte) bool {
	text := strings.ToLower(string(body))
	return strings.Contains(text, "secondary rate limit") || strings.Contains(text, "secondary-rate-limits") ||
		strings.Contains(text, "abuse detection") || strings.Contains(text, "abuse-rate-limits")
}

// until is when a resource may be asked again; zero: now.
func (l *limits) until(resource string, now time.Time) time.Time {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.untilLocked(resource, now)
}

func (l *limits) untilLocked(resource string, now time.Time) time.Time {
	var until time.Time
	for _, name := range []string{all, resource} {
		if at := l.backoff[name]; at.After(now) && at.After(until) {
			until = at
		}
	}
	return until
}

// clock is how far the server's clock is ahead of ours, as last heard.
func (l *limits) clock() time.Duration {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.skew
}

// backOff keeps a resource alone until a time, and gives it.
func (l *limits) backOff(resource string, until time.Time) time.Time {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.backoff[resource] = until
	return until
}

// heard is the network with an ear for what GitHub says about its limits in
// words of its own: it is told on as a Retry-After, in seconds, so that no
// clock counts but the server's.
func (c *Client) heard(next http.RoundTripper) http.RoundTripper {
	return roundTripper(func(req *http.Request) (*http.Response, error) {
		resp, err := next.RoundTrip(req)
		if err != nil {
			return nil, err
		}
		if c.app == nil && resp.StatusCode/100 == 2 { // a refusal tells no scopes
			c.rights.Store(&Rights{Scopes: scopes(resp.Header, "X-OAuth-Scopes")})
		}
		var words []byte
		if resp.StatusCode == http.StatusForbidden || resp.StatusCode == http.StatusTooManyRequests {
			words = peek(resp)
		}
		wait, refused := c.limits.hear(c.resourceOf(req), req.Method, resp, words, c.now())
		if refused {
			resp.Header.Set("Retry-After", strconv.Itoa(int((wait+time.Second-1)/time.Second)))
		}
		return resp, nil
	})
}

type roundTripper func(*http.Request) (*http.Response, error)

// RoundTrip calls the function.
func (f roundTripper) RoundTrip(req *http.Request) (*http.Response, error) { return f(req) }

// longestRefusal bounds what is read of an answer that is no success.
const longestRefusal = 256 << 10

// peek reads the beginning of a body and leaves it to be read.
func peek(resp *http.Response) []byte {
	body := resp.Body
	begin, _ := io.ReadAll(io.LimitReader(body, longestRefusal)) // whoever reads on meets the error again
	resp.Body = struct {
		io.Reader
		io.Closer
	}{io.MultiReader(bytes.NewReader(begin), body), body}
	return begin
}
