// Package source is the seam to where reviews live. A source lists its
// documents, reads one, and may write a report back into it. It knows nothing
// of trackers, of the store, or of what will become of an action.
package source

import (
	"context"
	"errors"
	"time"

	"github.com/followthrough/followthrough/sync/review"
)

// Source is a place where reviews live.
type Source interface {
	// List names every document that is there now, sorted by path, and opens
	// none of them. An error means that nothing may be concluded from absence.
	List(ctx context.Context) ([]Entry, error)
	// Read reads one listed document. An error that wraps ErrUnreadable holds
	// until the document's revision changes; ErrGone means that it went away
	// since it was listed; any other is tried again at the next pass.
	Read(ctx context.Context, e Entry) (Document, error)
}

// Reporter is a source that can be written to.
type Reporter interface {
	// Report brings the document that was read as e in line with r. It writes
	// only if the document still is that revision (else ErrChanged), only if
	// the result, read again, holds the same actions and each mark once (else
	// ErrUnfit), and nothing at all where nothing differs.
	Report(ctx context.Context, e Entry, r review.Report) (Written, error)
}

// Watcher is a source that hears of changes sooner than by asking.
type Watcher interface {
	// Watch calls poke, which never blocks, after a change, until ctx ends.
	// What changed is found by listing.
	Watch(ctx context.Context, poke func()) error
}

// Entry is one listed document.
type Entry struct {
	Path     string // slash-separated, relative to the source
	Revision string // differs whenever the content may differ
	// Changed is when the document was last changed; zero: not known.
	Changed time.Time
	// Problem says why the document can't be taken at all, although it is
	// there: a link that leads outside, say. Such an entry is not read.
	Problem error
}

// Document is one document as it was read.
type Document struct {
	Entry          // with the revision that was really read
	Content string // a digest of the bytes: equal content, equal digest
	URL     string // "": none can be made
	File    string // absolute path where the document is a local file
	Review  review.Review
}

// Written is what a report changed.
type Written struct {
	Revision string // of the document now
	Content  string
	Changed  bool
	// Ticked and Unticked are the actions whose boxes were changed, Cells the
	// texts now in status cells that are ours, by action.
	Ticked   []review.Key
	Unticked []review.Key
	Cells    map[review.Key]string
	// Notes say what could not be written where, in words; the rest was.
	Notes []string
}

// Errors that decide what happens next.
var (
	ErrGone       = errors.New("the document is gone")
	ErrChanged    = errors.New("the document changed since it was read")
	ErrUnreadable = errors.New("can't be read")
	ErrUnfit      = errors.New("can't be written to")
	// ErrReadOnly is an ErrUnfit that ends when permissions change.
	ErrReadOnly = errors.New("is read-only")
)
