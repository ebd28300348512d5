package source

import (
	"context"

	"github.com/followthrough/followthrough/sync/review"
)

// Previewer is a Writer that can say what a report would write, and writes
// nothing.
type Previewer interface {
	// Preview composes what WriteBack would write, by the same code, with the same
	// errors. It may read, and changes nothing.
	Preview(ctx context.Context, e Entry, r review.WriteBack) (Preview, error)
}

// Preview is a document as a report would leave it.
type Preview struct {
	// Before and After are all the bytes, equal where nothing would be written.
	Before, After []byte
	// Where is what is written where that is not the document itself: a comment
	// below an issue. "": it is.
	Where string
	// Notes say what could not be written where, as Written.Notes.
	Notes []string
}
