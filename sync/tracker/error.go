package tracker

import (
	"errors"
	"strings"
	"time"
)

// Kind is what an error from a tracker means for what is done next.
type Kind int

// The kinds. The zero value is the careful one: it may have happened.
const (
	Unknown     Kind = iota // the outcome is not known
	Rejected                // refused for good, as things are: says which field and what is allowed
	Auth                    // the tracker does not know us, or not any more
	NotFound                // the project or item is not there for us
	Throttled               // certainly not done; try again after Until
	Unavailable             // certainly not done: no connection was made
)

// String is the kind in words.
func (k Kind) String() string {
	return [...]string{"outcome unknown", "rejected", "not authorised", "not found", "throttled", "unavailable"}[k]
}

// Error is an error from a tracker.
type Error struct {
	Kind    Kind
	Field   string    // what was refused; "": not told
	Allowed []string  // what would be accepted there
	Until   time.Time // for Throttled
	// Whole says that a request for several items was answered as a whole: which
	// of them is to blame is not told.
	Whole bool
	Err   error
}

// Error names the field and what is allowed where they are known.
func (e *Error) Error() string {
	var b strings.Builder
	if e.Field != "" {
		b.WriteString(e.Field + ": ")
	}
	if e.Err != nil {
		b.WriteString(e.Err.Error())
	} else {
		b.WriteString(e.Kind.String())
	}
	if len(e.Allowed) > 0 {
		b.WriteString(" (allowed: " + strings.Join(e.Allowed, ", ") + ")")
	}
	return b.String()
}

// Unwrap gives the cause.
func (e *Error) Unwrap() error { return e.Err }

// KindOf is the kind of err; Unknown where it does not say.
func KindOf(err error) Kind {
	var e *Error
	if errors.As(err, &e) {
		return e.Kind
	}
	return Unknown
}

// Whole tells whether a request for several items was answered with an error as
// a whole.
func Whole(err error) bool {
	var e *Error
	return errors.As(err, &e) && e.Whole
}

// Until is when a throttled request may be tried again; zero: not told.
func Until(err error) time.Time {
	var e *Error
	if errors.As(err, &e) {
		return e.Until
	}
	return time.Time{}
}
