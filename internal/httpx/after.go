package httpx

import (
	"net/http"
	"strconv"
	"strings"
	"time"
)

// longestAsked bounds what a server may ask for, so that a mistaken header
// doesn't stop us for good.
const longestAsked = 24 * time.Hour

// after is the time that an answer's headers name: Retry-After in seconds or
// as a date, else X-RateLimit-Reset as a date (Jira: 2026-11-22T09:30Z) or as
// seconds since 1970 (GitHub).
func after(h http.Header, now time.Time) (time.Time, bool) {
	if at, named := RetryAfter(h, now); named {
		return at, true
	}
	text := strings.TrimSpace(h.Get("X-RateLimit-Reset"))
	for _, layout := range []string{time.RFC3339, "2006-01-02T15:04Z07:00"} {
		if at, err := time.Parse(layout, text); err == nil {
			return within(at, now), true
		}
	}
	if s, err := strconv.ParseInt(text, 10, 64); err == nil && s > 1e9 {
		return within(time.Unix(s, 0), now), true
	}
	return time.Time{}, false
}

// RetryAfter is the time that Retry-After names, in seconds or as a date by the
// server's clock.
func RetryAfter(h http.Header, now time.Time) (time.Time, bool) {
	text := strings.TrimSpace(h.Get("Retry-After"))
	if s, err := strconv.Atoi(text); err == nil && s >= 0 {
		return within(now.Add(time.Duration(min(s, 1<<20))*time.Second), now), true
	}
	if at, err := http.ParseTime(text); err == nil {
		return within(at, now), true
	}
	return time.Time{}, false
}

func within(at, now time.Time) time.Time {
	if at.Before(now) {
		return now
	}
	if at.After(now.Add(longestAsked)) {
		return now.Add(longestAsked)
	}
	return at
}
