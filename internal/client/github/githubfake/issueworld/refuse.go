package issueworld

import "fmt"

// Why is the kind of a Refusal.
type Why int

// The kinds of refusals.
const (
	NotFound  Why = iota // not there, or not for this caller
	Gone                 // deleted, or issues are disabled
	Moved                // To says where it is now
	Forbidden            // may be seen and not be done
	Invalid              // Wrong says what is wrong where
)

// Refusal is GitHub's no.
type Refusal struct {
	Why     Why
	Message string
	// Wrong are "resource field code", as in "Issue title missing_field", or
	// sentences.
	Wrong []string
	To    Issue // where a moved issue is
}

// Error is the message and what is wrong.
func (r *Refusal) Error() string {
	if len(r.Wrong) == 0 {
		return r.Message
	}
	return fmt.Sprintf("%s %q", r.Message, r.Wrong)
}

func notFound() error { return &Refusal{Why: NotFound, Message: "Not Found"} }

func disabled() error {
	return &Refusal{Why: Gone, Message: "Issues are disabled for this repo"}
}

func forbidden(message string) error { return &Refusal{Why: Forbidden, Message: message} }

func invalid(wrong ...string) error {
	return &Refusal{Why: Invalid, Message: "Validation Failed", Wrong: wrong}
}
