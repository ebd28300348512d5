package httpx

import (
	"errors"
	"fmt"
	"net"
	"net/url"
	"time"
)

// Kind is what is known of a request that got no answer.
type Kind int

// The kinds. The zero value is the careful one: it may have been carried out.
const (
	Unknown   Kind = iota
	Unsent         // no request left this machine in full
	Throttled      // left alone: the vendor, or our own limit, wants us to wait
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
		err = u.Err
	}
	return portless(err)
}

// portless takes off this machine's end of a connection: its port is another one each
// time, and the same trouble would be told anew with each request.
func portless(err error) error {
	op, is := err.(*net.OpError) //nolint:errorlint // what wraps it has words of its own
	if !is || op.Source == nil {
		return err
	}
	same := *op
	same.Source = nil
	return &same
}

// leftAlone is the error of what is not asked for until a moment, since its server
// wants that; why are its words.
func leftAlone(until time.Time, why string) *Error {
	return &Error{Kind: Throttled, Until: until, Err: fmt.Errorf("answered %s: not asked again before %s", why, until.UTC().Format(time.RFC3339))}
}
