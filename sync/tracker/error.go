package tracker

import (
	"errors"
	"fmt"
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
	Until   time.Time // when it may be asked again; zero: not told
	// Whole says that a request for several items was answered as a whole: which
	// of them is to blame is not told.
	Whole bool
	Err   error
	// Next is what a person can do about it; "": give one of those allowed.
	Next string
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
	if e.Next != "" {
		b.WriteString(": " + e.Next)
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

// Until is when a tracker that wants to be left alone may be asked again; zero:
// not told.
func Until(err error) time.Time {
	var e *Error
	if errors.As(err, &e) {
		return e.Until
	}
	return time.Time{}
}

// Refuse is a refusal by the adapter itself: its vendor would say the same, or set
// nothing.
func Refuse(field string, allowed []string, format string, args ...any) error {
	return &Error{Kind: Rejected, Field: field, Allowed: allowed, Err: fmt.Errorf(format, args...)}
}

// Before is an error met before anything was asked for: it is certain that
// nothing was made.
func Before(doing string, err error) error {
	var own *Error
	if errors.As(err, &own) && own.Field != "" {
		return own // says all already
	}
	e := &Error{Kind: KindOf(err), Until: Until(err), Err: fmt.Errorf("%s: %w", doing, err)}
	if e.Kind == Unknown {
		e.Kind = Unavailable
	}
	return e
}

// AsWhole is the error of a request for several items. Who we are, and how much
// is asked of a tracker, is not a matter of one of them.
func AsWhole(err error) error {
	var own *Error
	if !errors.As(err, &own) {
		return err
	}
	switch e := *own; e.Kind {
	case Unknown, Rejected, NotFound:
		e.Whole = true
		return &e
	}
	return err
}

// Translated is an error as the seam speaks of it: means tells the kind of one of
// the vendor's client, Unknown for all others.
func Translated(err error, means func(error) (kind Kind, until time.Time)) error {
	var own *Error
	if err == nil || errors.As(err, &own) {
		return err
	}
	kind, until := means(err)
	return &Error{Kind: kind, Until: until, Err: err}
}
