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
	Wrong   []Wrong
	To      Issue // where a moved issue is
}

// Wrong is what is wrong where: Issue, title, missing_field. The code custom
// has a message.
type Wrong struct{ Resource, Field, Code, Message string }

// Error is the message and what is wrong.
func (r *Refusal) Error() string {
	if len(r.Wrong) == 0 {
		return r.Message
	}
	return fmt.Sprintf("%s %v", r.Message, r.Wrong)
}

func notFound() error { return &Refusal{Why: NotFound, Message: "Not Found"} }

func disabled() error {
	return &Refusal{Why: Gone, Message: "Issues are disabled for this repo"}
}

func forbidden(message string) error { return &Refusal{Why: Forbidden, Message: message} }

// invalid refuses a field of a resource, by one of GitHub's codes.
func invalid(resource, field, code string) error {
	return &Refusal{Why: Invalid, Message: "Validation Failed", Wrong: []Wrong{{Resource: resource, Field: field, Code: code}}}
}

// tooLong refuses a field that has more characters than it may.
func tooLong(resource, field string, most int) error {
	message := fmt.Sprintf("%s is too long (maximum is %d characters)", field, most)
	return &Refusal{Why: Invalid, Message: "Validation Failed", Wrong: []Wrong{{resource, field, "custom", message}}}
}

// unprocessable refuses in a sentence.
func unprocessable(message string) error { return &Refusal{Why: Invalid, Message: message} }
