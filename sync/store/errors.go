package store

import (
	"errors"
	"fmt"

	"github.com/followthrough/followthrough/sync/store/lease"
)

// Errors that decide what happens next. Each stands in an error that names
// the store, the cause and the next step.
var (
	ErrNoFolder = errors.New("no folder for the store")
	ErrNotExist = errors.New("there is no store")
	ErrNotStore = errors.New("not a store of followthrough")
	ErrOlder    = errors.New("the store is of an older version")
	ErrNewer    = errors.New("the store is of a newer version")
	// ErrLocked is every error of a store that somebody else holds; from
	// AcquireLock it is a *LockedError.
	ErrLocked = errors.New("the store is in use")
	// ErrLeaseLost is the error of a write by a process that does not hold the lease of
	// the store any more: nothing is written.
	ErrLeaseLost = lease.ErrLost
	// ErrTooMany is the error of asking where many requests wait already.
	ErrTooMany = errors.New("too many requests wait for the loop already")
	ErrFull    = errors.New("the disk is full")
	ErrDamaged = errors.New("the store is damaged")
	// ErrRefused is a database that won't take us until somebody changes something: an
	// address, a password, a right.
	ErrRefused = errors.New("the database refuses")
	// ErrAway is a database that does not answer, or ended the connection: it may be
	// there again soon.
	ErrAway = errors.New("the database is away")
	// ErrUncertain is a change of which nobody knows whether it was kept: the answer was
	// lost. What the store says then is read anew, never assumed.
	ErrUncertain = errors.New("it is not known whether the change was kept")
	// ErrMoved is a store that was copied elsewhere, or a copy that broke off: it takes no
	// work.
	ErrMoved = errors.New("the store is worked on elsewhere")
	// ErrNotEmpty is a place for a copy that holds something.
	ErrNotEmpty = errors.New("a copy needs an empty place")
	ErrReadOnly = errors.New("the store is open for reading only")
	// ErrInstance is a store that another instance made: its keys and markers
	// are not ours.
	ErrInstance = errors.New("the store is another instance's")
)

// full is the error of a store on a full disk: one text, whatever could not be written,
// so that it is told once.
func full(path string) error {
	return fmt.Errorf("%w: the store %s can't grow: make room there, nothing is lost", ErrFull, path)
}
