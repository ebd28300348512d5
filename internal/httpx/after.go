package httpx

import (
	"errors"
	"net/http"
	"strconv"
	"strings"
	"time"
)

// What is believed of the times that servers name, so that a mistaken one stops
// us no longer than a true one may: then it is tried again.
const (
	LongestLimit  = time.Hour       // a limit: 429, or a 403 that is one
	longestOutage = 2 * time.Minute // a 503: nobody knows when a fault ends
)

// Asked tells whether an answer wants us to wait, and how long: a 429, a 503 with
// Retry-After, or a 403 that names a time or says that nothing is left. Without a
// time a 429 means a minute; 0 is a time that is over already.
func Asked(resp *http.Response, now time.Time) (time.Duration, bool) {
	wait, named := RetryAfter(resp.Header, now)
	switch resp.StatusCode {
	case http.StatusServiceUnavailable: // what it says of its limits is said of those alone
		return min(wait, longestOutage), wait > 0
	case http.StatusTooManyRequests:
		if !named {
			wait, named = reset(resp.Header, now)
		}
		if !named {
			wait = time.Minute
		}
		return min(wait, LongestLimit), true
	case http.StatusForbidden:
		if !named && resp.Header.Get("X-RateLimit-Remaining") == "0" {
			wait, named = reset(resp.Header, now)
		}
		return min(wait, LongestLimit), named
	}
	return 0, false
}

// RetryAfter is how long Retry-After wants us to wait, in seconds or until a date
// by the server's clock; 0: it is over.
func RetryAfter(h http.Header, now time.Time) (time.Duration, bool) {
	text := strings.TrimSpace(h.Get("Retry-After"))
	s, err := strconv.ParseInt(text, 10, 64)
	if err == nil && s >= 0 || errors.Is(err, strconv.ErrRange) && s > 0 {
		return time.Duration(min(s, 1<<30)) * time.Second, true
	}
	at, err := http.ParseTime(text)
	return max(at.Sub(Clock(h, now)), 0), err == nil
}

// reset is how long it is until X-RateLimit-Reset, a date (Jira:
// 2026-11-22T09:30Z) or seconds since 1970 (GitHub), by the server's clock.
func reset(h http.Header, now time.Time) (time.Duration, bool) {
	text := strings.TrimSpace(h.Get("X-RateLimit-Reset"))
	for _, layout := range []string{time.RFC3339, "2006-01-02T15:04Z07:00"} {
		if at, err := time.Parse(layout, text); err == nil {
			return max(at.Sub(Clock(h, now)), 0), true
		}
	}
	if s, err := strconv.ParseInt(text, 10, 64); err == nil && s > 1e8 {
		return max(time.Unix(s, 0).Sub(Clock(h, now)), 0), true
	}
	return 0, false
}

// Clock is the server's own clock as an answer tells it, else ours.
func Clock(h http.Header, now time.Time) time.Time {
	if at, err := http.ParseTime(h.Get("Date")); err == nil {
		return at
	}
	return now
}
