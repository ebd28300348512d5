package httpx

import (
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"time"
)

// Kind is what is known of a request that got no answer.
type Kind int

// The kinds. The zero value is the careful one: it may have been carried out.
const (
	Unknown   Kind = iota
	Unsent         // no request left this machine in full
	Throttled      // not sent: the vendor, or our own limit, wants us to wait
)

// Error is the error of a request that got no answer.
type Error struct {
	Kind  Kind
	Until time.Time // for Throttled
	Err   error
}

// Error is the cause in words.
func (e *Error) Error() string { return e.Err.Error() }

// Unwrap gives the cause.
func (e *Error) Unwrap() error { return e.Err }

// ErrTooLate is the cause of a request that was not sent because its deadline
// had passed, on this machine's clocks, before its first byte was to leave.
var ErrTooLate = errors.New("not sent: the deadline passed before the first byte")

// ErrTooLarge is the error of reading an answer beyond Options.MaxBody.
var ErrTooLarge = errors.New("the answer is too large")

// causeOf takes off what net/http wraps around an error: the request's URL,
// which may hold what a person searched for.
func causeOf(err error) error {
	var u *url.Error
	if errors.As(err, &u) {
		return u.Err
	}
	return err
}

func throttled(until, now time.Time) *Error {
	wait := max(until.Sub(now), 0).Round(time.Second)
	return &Error{Kind: Throttled, Until: until, Err: fmt.Errorf("not sent: the server asked us to wait until %s (%s)", until.UTC().Format(time.RFC3339), wait)}
}

// Asked tells until when an answer wants us to wait: a 429, a 503, or a 403
// that names a time or says that nothing is left. Without a time a 429 means a
// minute. False: it is no such answer.
func Asked(resp *http.Response, now time.Time) (time.Time, bool) {
	at, named := after(resp.Header, now)
	switch resp.StatusCode {
	case http.StatusTooManyRequests:
		if !named {
			at = now.Add(time.Minute)
		}
		return at, true
	case http.StatusServiceUnavailable:
		return at, named
	case http.StatusForbidden:
		return at, named && (resp.Header.Get("Retry-After") != "" || resp.Header.Get("X-RateLimit-Remaining") == "0")
	}
	return time.Time{}, false
}
