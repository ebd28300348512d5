package github

import (
	"bytes"
	"cmp"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"strconv"
	"strings"
	"sync"
	"time"

	"github.com/followthrough/followthrough/internal/httpx"
)

// What GitHub limits apart, as far as we use it: its resources, and by secondary
// limits all writes, or everything.
const (
	core    = "core"
	search  = "search"
	code    = "code_search"
	graphql = "graphql"
	writes  = "writes" // a write met a secondary limit: reads go on
	all     = ""       // a read met one
)

// limits are what GitHub has told one credential about how fast it may ask,
// and what it was asked lately.
type limits struct {
	mu        sync.Mutex
	skew      time.Duration // the server's clock less ours
	pauses    map[string]*pause
	last      time.Time
	hour      []time.Time // the writes of the last one, oldest first
	writing   int
	idle      chan struct{} // closed when the last write has its answer
	perHour   int
	every     time.Duration
	longestIn time.Duration
	paused    func(until time.Time) // is told of each pause; nil: nobody is
}

// pause is one of what GitHub limits, begun by requests of a kind.
type pause struct {
	httpx.Pause
	kind string
}

// sending is a request by what GitHub limits, and when it left.
type sending struct {
	resource, method string
	write            bool
	left             time.Time
}

// kind is which requests tell by their success that this one would be taken: a
// label that can be set says nothing of creations.
func (s sending) kind() string { return s.resource + " " + s.method }

// scopes are what a request is held up by.
func (s sending) scopes() []string {
	if s.write {
		return []string{all, s.resource, writes}
	}
	return []string{all, s.resource}
}

// secondary is what a secondary limit holds up that a request met.
func (s sending) secondary() string {
	if s.write {
		return writes
	}
	return all
}

// saidIn is GitHub's own sentence in a refusal, else its status.
func saidIn(resp *http.Response, body []byte) string {
	var r refusal
	_ = json.Unmarshal(body, &r) // then it has no sentence
	return cmp.Or(clean(r.Message), fmt.Sprintf("answered %d %s", resp.StatusCode, http.StatusText(resp.StatusCode)))
}

// unnamed is the refusal of a limit that names no time: a minute, longer each time.
func unnamed(why string) httpx.Refusal {
	return httpx.Refusal{Wait: time.Minute, Most: 16 * time.Minute, Why: why}
}

// hear takes what an answer says about clocks and limits, and gives how long
// it wants us to wait; false: it is no such answer.
func (l *limits) hear(s sending, resp *http.Response, body []byte, now time.Time) (time.Duration, bool) {
	l.mu.Lock()
	defer l.mu.Unlock()
	if at, err := http.ParseTime(resp.Header.Get("Date")); err == nil {
		l.skew = at.Sub(now)
	}
	refusal, scope, refused := limitIn(s, resp, body, now.Add(l.skew))
	if refusal.Wait > 0 {
		return max(l.refuse(s, scope, now, refusal).Sub(now), time.Second), refused
	}
	if resp.StatusCode/100 == 2 && s.resource != graphql || resp.StatusCode == http.StatusNotModified { // graphql refuses by a 200 too
		l.answered(s)
	}
	return 0, false
}

// answered ends the pauses of what went well; mu is held.
func (l *limits) answered(s sending) {
	for _, scope := range s.scopes() {
		if p := l.pauses[scope]; p != nil && p.kind == s.kind() {
			p.Answered(s.left)
		}
	}
}

// refuse holds a scope up, and gives until when; mu is held.
func (l *limits) refuse(s sending, scope string, now time.Time, refusal httpx.Refusal) time.Time {
	p := l.pauses[scope]
	if p == nil {
		p = &pause{}
		l.pauses[scope] = p
	}
	if p.Until(now).IsZero() {
		p.kind = s.kind()
	}
	until := p.Refuse(s.left, now, refusal)
	if l.paused != nil {
		l.paused(until)
	}
	return until
}

// went ends the pauses of what went well.
func (l *limits) went(s sending) {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.answered(s)
}

// refused holds a scope up for a refusal that was found in an answer's words, and
// gives until when.
func (l *limits) refused(s sending, scope string, now time.Time, refusal httpx.Refusal) time.Time {
	l.mu.Lock()
	defer l.mu.Unlock()
	s.left = now
	return l.refuse(s, scope, now, refusal)
}

// limitIn reads an answer: how long to wait, for what, and whether it is a
// refusal. A success that says that nothing is left is heeded too. The time is
// the server's.
func limitIn(s sending, resp *http.Response, body []byte, now time.Time) (_ httpx.Refusal, scope string, refused bool) {
	after, named := httpx.RetryAfter(resp.Header, now)
	named = named && after > 0 // 0 is less than the minute that GitHub wants at least
	reset, empty := reset(resp.Header, now)
	tooFast := secondary(body)
	refused = resp.StatusCode == http.StatusTooManyRequests || resp.StatusCode == http.StatusForbidden && (named || empty || tooFast)
	r := httpx.Refusal{Why: saidIn(resp, body)}
	switch {
	case !refused && !empty:
		return r, all, false
	case !refused:
		scope, r = s.resource, httpx.Refusal{Wait: bounded(reset), Why: "nothing is left of GitHub's limit of requests"}
	case empty && !tooFast:
		scope, r.Wait = s.resource, bounded(reset)
		if named {
			r.Wait = bounded(max(after, reset))
		}
	case named:
		scope, r.Wait = s.secondary(), bounded(after)
	default:
		scope, r = s.secondary(), unnamed(r.Why)
	}
	return r, scope, refused
}

// reset is how long the limit stands, where nothing is left of it.
func reset(h http.Header, now time.Time) (time.Duration, bool) {
	if h.Get("X-RateLimit-Remaining") != "0" {
		return 0, false
	}
	at, err := strconv.ParseInt(h.Get("X-RateLimit-Reset"), 10, 64)
	if err != nil {
		return time.Minute, true
	}
	return time.Unix(at, 0).Sub(now), true
}

// bounded is at least a second, since GitHub's times are in seconds, and no longer
// than what is believed.
func bounded(d time.Duration) time.Duration { return min(max(d, time.Second), httpx.LongestLimit) }

// secondary tells a refusal for asking too fast by its words, where it is
// GitHub's own 403 for something else too.
func secondary(body []byte) bool {
	text := strings.ToLower(string(body))
	return strings.Contains(text, "secondary rate limit") || strings.Contains(text, "secondary-rate-limits") ||
		strings.Contains(text, "abuse detection") || strings.Contains(text, "abuse-rate-limits")
}

// until is when a request may be sent, and what GitHub said of that; zero: now.
func (l *limits) until(s sending, now time.Time) (until time.Time, why string) {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.untilLocked(s, now)
}

func (l *limits) untilLocked(s sending, now time.Time) (until time.Time, why string) {
	for _, scope := range s.scopes() {
		if p := l.pauses[scope]; p != nil && p.Until(now).After(until) {
			until, why = p.Until(now), p.Why()
		}
	}
	return until, why
}

// clock is how far the server's clock is ahead of ours, as last heard.
func (l *limits) clock() time.Duration {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.skew
}

// heard is the network with an ear for what GitHub says about its limits in
// words of its own: it is told on as a Retry-After, in seconds, so that no
// clock counts but the server's.
func (c *Client) heard(next http.RoundTripper) http.RoundTripper {
	return roundTripper(func(req *http.Request) (*http.Response, error) {
		sent := c.sendingOf(req)
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
		wait, refused := c.limits.hear(sent, resp, words, c.now())
		if refused {
			resp.Header.Set("Retry-After", strconv.Itoa(int((wait+time.Second-1)/time.Second)))
		}
		return resp, nil
	})
}

// sendingOf is a request that is about to leave.
func (c *sender) sendingOf(req *http.Request) sending {
	return sending{resource: c.resourceOf(req), method: req.Method, write: sortOf(req) != Read, left: c.o.HTTP.Now()}
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
