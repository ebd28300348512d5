// Package panics makes an error of a panic, where one thing that breaks must not
// stop the others: a review, a source, a request. Whoever catches one says so, and
// has the stack logged.
package panics

import (
	"fmt"
	"runtime"
	"runtime/debug"
)

// Error is a panic that was caught. Its text holds nothing that was being worked on:
// of a cause that is not the runtime's own, only its type.
type Error struct {
	Cause any
	// Stack says where, in names of functions and places in files.
	Stack string
}

// Error says what happened, and the next step.
func (e *Error) Error() string {
	cause := fmt.Sprintf("%T", e.Cause)
	if own, is := e.Cause.(runtime.Error); is {
		cause = own.Error()
	}
	return "it went wrong in a way that is a mistake in followthrough (" + cause + "): please report this, with the stack in the log"
}

// Into puts a panic of the function that defers it into err, which then holds an
// *Error.
func Into(err *error) {
	if cause := recover(); cause != nil {
		*err = Of(cause)
	}
}

// Of is the error of what recover gave, at the place that panicked.
func Of(cause any) *Error { return &Error{Cause: cause, Stack: string(debug.Stack())} }
