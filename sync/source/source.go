// Package source is the seam to where reviews live. A source lists its
// documents, reads one, and may write a report back into it. It knows nothing
// of trackers, of the store, or of what will become of an action.
package source

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"net/http"
	"time"

	"github.com/followthrough/followthrough/internal/finding"
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

// Writer is a source that can be written to.
type Writer interface {
	// WriteBack brings the document that was read as e in line with r. It writes
	// only if the document still is that revision (else ErrChanged), only if
	// the result, read again, holds the same actions and each mark once (else
	// ErrUnfit), and nothing at all where nothing differs.
	WriteBack(ctx context.Context, e Entry, r review.WriteBack) (Written, error)
}

// Tidier is a Writer beside whose documents something may be left of a process
// of ours that was killed.
type Tidier interface {
	// Tidy removes it, as far as the last listing met it.
	Tidy(ctx context.Context)
}

// BatchWriter is a Writer that writes several documents at once, where one
// commit for all of them is better than one for each.
type BatchWriter interface {
	Writer
	// WriteBackAll does for each job, in order, what WriteBack does.
	WriteBackAll(ctx context.Context, jobs []Job) []Outcome
}

// Job is one document to be brought in line.
type Job struct {
	Source    string // its name
	Entry     Entry  // as it was read
	WriteBack review.WriteBack
}

// Outcome is what became of one Job: Written where Err is nil.
type Outcome struct {
	Written Written
	Err     error
}

// Checker is a source that can be asked, without a change, what would keep it
// from being read or written to.
type Checker interface {
	Check(ctx context.Context, modes []review.Mode) finding.List
}

// Hook is a source that tells of changes by webhook.
type Hook interface {
	// Signature is the header in which a delivery is signed: sha256=, and the HMAC
	// of the raw body in hex.
	Signature() string
	// Concerns tells of a delivery, whose signature holds, whether it is about what
	// this source reads: then it is listed soon. What changed is found by listing,
	// never taken from the delivery. It may be called while the source is read.
	Concerns(header http.Header, body []byte) (bool, error)
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
	// Arrived is when the document reached the place where it counts as
	// published; zero: not known.
	Arrived time.Time
	// Audience is who can read the document.
	Audience review.Audience
	// Doubt says why what stands there now is not what was read, and who can
	// end that; such a document is not written to. "": it is.
	Doubt  string
	Review review.Review
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
	// Proposed says where the change waits for a person, in words: a pull
	// request. It does not count as written before the document holds it; the
	// same report is proposed again from Until on (zero: never).
	Proposed string
	Until    time.Time
}

// Errors that decide what happens next.
var (
	ErrGone       = errors.New("the document is gone")
	ErrChanged    = errors.New("the document changed since it was read")
	ErrUnreadable = errors.New("can't be read")
	ErrUnfit      = errors.New("can't be written to")
	// ErrAwaited is an ErrUnreadable that nobody failed at: what stands there now
	// counts only when a person says so, and what was read before does until then.
	ErrAwaited = errors.New("waits for a person")
	// ErrReadOnly is an ErrUnfit that ends when permissions change.
	ErrReadOnly error = readOnlyError{}
)

type readOnlyError struct{}

func (readOnlyError) Error() string { return "is read-only" }

// Is says that it is an ErrUnfit too.
func (readOnlyError) Is(other error) bool { return other == ErrUnfit }

// Digest is a document's Content.
func Digest(data []byte) string {
	sum := sha256.Sum256(data)
	return hex.EncodeToString(sum[:])
}
