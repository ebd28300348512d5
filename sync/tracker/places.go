package tracker

import (
	"context"
	"errors"
	"fmt"
)

// Lister is a tracker that can list where teams may have their backlogs, as far
// as its credential sees.
type Lister interface {
	// Places lists them by key, each once, MaxPlaces at most. Where some are left
	// out the error is an *Incomplete, beside those that were read; with any
	// other, an *Error, nothing is listed.
	Places(ctx context.Context) ([]Place, error)
}

// Place is where a backlog may be. Its words are whoever's who may name it.
type Place struct {
	Key  string // what Backlog.Project names it by
	Name string // as people call it; its key where it has no other
	What string // what it is, in words of the adapter's own: "private repository"
	// Closed is why nothing can be made there, in such words; "": not known.
	Closed string
}

// MaxPlaces is how many places are listed.
const MaxPlaces = 5000

// Incomplete is the error of a list of places that lacks some.
type Incomplete struct{ Why string }

// Error says which.
func (e *Incomplete) Error() string { return e.Why }

// More is the error of a list that ends before its end.
func More() error {
	return &Incomplete{fmt.Sprintf("there are more than %d: the rest is not listed", MaxPlaces)}
}

// Usable tells whether a list of places that came with an error can be used.
func Usable(err error) bool {
	var some *Incomplete
	return err == nil || errors.As(err, &some)
}
