package api

import (
	"context"
	"errors"
	"fmt"
	"time"
)

// Answers gives the documents, each as the command of its name prints it with
// -o json --redact: of restricted reviews nothing but their keys. Its errors are a
// Mistake, ErrUnknown, or what the log alone is told.
type Answers interface {
	// Reviews is a page of what `status` prints.
	Reviews(ctx context.Context, q Reviews) (Page, error)
	// Review is what `status KEY` prints.
	Review(ctx context.Context, key string) ([]byte, error)
	// Report is what `report` prints.
	Report(ctx context.Context, q Report) ([]byte, error)
	// Plan is what `plan` prints. It writes nothing, and ends with ctx.
	Plan(ctx context.Context, q Plan) ([]byte, error)
}

// Scope limits an answer to a team, and to a source; "": all.
type Scope struct{ Team, Source string }

// Reviews asks for reviews: the flags of `status`.
type Reviews struct {
	Scope
	Open, Waiting bool
	// States are those of the actions wanted; none: all.
	States []string
	// Limit is how many reviews a page has at most; After is the Next of the page
	// before.
	Limit int
	After string
}

// Page is a part of a list. Next is where the next one begins; "": nowhere.
type Page struct {
	JSON []byte
	Next string
}

// Report asks for a report: the flags of `report`.
type Report struct {
	Scope
	Since, Until, By string
}

// Plan asks for a plan: the flags of `plan`. Reviews are keys; none: all.
type Plan struct {
	Scope
	Reviews []string
	Now     bool
	Since   string
}

// Resyncs leaves requests for the loop, and reads what came of them.
type Resyncs interface {
	// Ask leaves a request and gives its name.
	Ask(ctx context.Context, q Resync) (id string, err error)
	// Answer is how a request stands; ErrUnknown: there is none of this name.
	Answer(ctx context.Context, id string) (Resynced, error)
}

// Resync asks for a pass now: the flags of `sync`.
type Resync struct {
	Scope
	Reviews []string // keys; none: all
	Now     bool
}

// Stage is how far a request is.
type Stage string

// The stages.
const (
	Waiting Stage = "waiting" // the loop has not taken it up
	Running Stage = "running"
	Ended   Stage = "ended"
)

// Resynced is how a request stands.
type Resynced struct {
	Resync
	Stage Stage
	Asked time.Time
	Began time.Time // zero: not yet
	Ended time.Time // likewise
	Exit  *int      // what `sync` would have ended with; nil: it has not ended
	Error string    // why nothing, or not all, was tried
	Steps []byte    // the list of steps as `sync -o json` has it; nil: it has not ended
}

// ErrUnknown is the error of a name that means nothing.
var ErrUnknown = errors.New("there is none of this name")

// ErrBusy is the error of asking for more than can wait.
var ErrBusy = errors.New("too much is asked for already")

// ErrLate is the error of an answer that took too long.
var ErrLate = errors.New("it took too long")

// Mistake is what is wrong with a parameter.
type Mistake struct {
	Param string
	Err   error
}

func (m Mistake) Error() string { return fmt.Sprintf("%s: %v", m.Param, m.Err) }

// Unwrap is what is wrong.
func (m Mistake) Unwrap() error { return m.Err }
