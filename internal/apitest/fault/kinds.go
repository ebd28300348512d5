package fault

import "time"

// Kind is what goes wrong.
type Kind string

// The kinds. Before: nothing was done; After: it was done, and the caller does
// not learn of it.
const (
	CutBefore  Kind = "connection cut before anything was done"
	CutAfter   Kind = "connection cut after it was done"
	FailBefore Kind = "error before anything was done"
	FailAfter  Kind = "error after it was done"
	Truncated  Kind = "body cut short after it was done"
	Garbled    Kind = "unreadable body after it was done"
	Slow       Kind = "one byte after the other"
	Hanging    Kind = "no answer at all after it was done"
	LoginPage  Kind = "login page with 200"
	Captcha    Kind = "captcha"
	Throttled  Kind = "too many requests"
)

// Fault is one thing that goes wrong.
type Fault struct {
	Kind Kind
	// Status of FailBefore and FailAfter; 0: 500.
	Status int
	// RetryAfter is the header's value, for Throttled and FailBefore and
	// FailAfter; "": not sent.
	RetryAfter string
	// Header is sent besides, by Throttled, FailBefore and FailAfter.
	Header map[string]string
	// Body is the answer's of FailBefore and FailAfter, JSON if it begins with
	// a brace; "": a page as a proxy sends it.
	Body string
	// Carry is how many elements of a bulk were carried out when the answer
	// was lost (After kinds); 0: all.
	Carry int
	// Pace is the time between two bytes of Slow; 0: a second.
	Pace time.Duration
}

// After reports whether the request is carried out before the fault strikes.
func (a *Fault) After() bool {
	switch a.Kind {
	case CutAfter, FailAfter, Truncated, Garbled, Slow, Hanging:
		return true
	}
	return false
}
