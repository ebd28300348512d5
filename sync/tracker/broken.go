package tracker

import (
	"context"

	"github.com/followthrough/followthrough/internal/finding"
)

// Broken is a tracker that could not be made: a file that its configuration
// names is not there, say. It does nothing and says why; the others go on.
type Broken struct{ Err error }

// Create refuses: nothing was sent.
func (b Broken) Create(_ context.Context, items []NewItem) []Outcome {
	out := make([]Outcome, len(items))
	for i := range out {
		out[i].Err = &Error{Kind: Unavailable, Err: b.Err}
	}
	return out
}

// Changed fails: nothing may be concluded.
func (b Broken) Changed(context.Context, []Backlog, Asked, string) (Changes, error) {
	return Changes{}, b.Err
}

// Get fails.
func (b Broken) Get(context.Context, []string) ([]Item, error) { return nil, b.Err }

// Check begins a check that ends at once.
func (b Broken) Check() Check { return b }

// Site says what is wrong.
func (b Broken) Site(context.Context) (found finding.List) {
	found.Wrong("", "%v", b.Err)
	return found
}

// Backlog has nothing to say beside.
func (b Broken) Backlog(context.Context, Backlog, Use) finding.List { return nil }

// Places fails.
func (b Broken) Places(context.Context) ([]Place, error) {
	return nil, &Error{Kind: Unavailable, Err: b.Err}
}
