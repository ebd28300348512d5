package folder

import (
	"bytes"
	"context"
	"errors"
	"fmt"

	"github.com/followthrough/followthrough/internal/atomicfile"
	"github.com/followthrough/followthrough/sync/review"
	"github.com/followthrough/followthrough/sync/source"
	"github.com/followthrough/followthrough/sync/source/format"
	"github.com/followthrough/followthrough/sync/source/writeback"
)

// WriteBack brings the file read as e in line with r. Where nothing differs the
// file is not touched. A file or folder that can't be written to is
// ErrReadOnly, and nothing of it is lost.
func (s *Source) WriteBack(ctx context.Context, e source.Entry, r review.WriteBack) (source.Written, error) {
	snap, text, done, err := s.compose(ctx, e, r)
	if err != nil {
		return source.Written{}, err
	}
	written := source.Written{
		Revision: e.Revision, Content: source.Digest(text), Changed: !bytes.Equal(text, snap.Data),
		Ticked: done.Ticked, Unticked: done.Unticked, Cells: done.Cells, Notes: done.Notes,
	}
	if !written.Changed {
		return written, nil
	}
	stamp, err := s.files.Replace(ctx, snap, text)
	if err != nil {
		return source.Written{}, writeError(e, err)
	}
	written.Revision = stamp.String()
	return written, nil
}

// Preview says what WriteBack would write.
func (s *Source) Preview(ctx context.Context, e source.Entry, r review.WriteBack) (source.Preview, error) {
	snap, text, done, err := s.compose(ctx, e, r)
	return source.Preview{Before: snap.Data, After: text, Notes: done.Notes}, err
}

// compose is the file read as e, and what it should be.
func (s *Source) compose(ctx context.Context, e source.Entry, r review.WriteBack) (atomicfile.Snapshot, []byte, writeback.Changes, error) {
	var none writeback.Changes
	if err := ctx.Err(); err != nil {
		return atomicfile.Snapshot{}, nil, none, err
	}
	if e.Problem != nil {
		return atomicfile.Snapshot{}, nil, none, fmt.Errorf("%w: %w", source.ErrUnfit, e.Problem)
	}
	// No wait for the clock's tick here: the revision of e is of settled
	// bytes, and Replace compares bytes.
	snap, err := s.open(e, s.files.Peek)
	if err != nil {
		return atomicfile.Snapshot{}, nil, none, err
	}
	if snap.Stamp.String() != e.Revision {
		return snap, nil, none, fmt.Errorf("report into %s: %w", e.Path, source.ErrChanged)
	}
	text, done, err := format.Of(e.Path).Annotate(snap.Data, withLocalLinks(r, s.fileOf(e.Path)), s.settings)
	if err != nil {
		return snap, nil, none, fmt.Errorf("report into %s: %w", e.Path, err)
	}
	return snap, text, done, nil
}

// writeError tells what an error of writing says of the document.
func writeError(e source.Entry, err error) error {
	switch {
	case errors.Is(err, atomicfile.ErrUncertain):
		return fmt.Errorf("report into %s: %w", e.Path, err)
	case errors.Is(err, atomicfile.ErrChanged):
		return fmt.Errorf("report into %s: %w: %w", e.Path, source.ErrChanged, err)
	case errors.Is(err, atomicfile.ErrReadOnly), errors.Is(err, atomicfile.ErrKeep):
		return readOnly{fmt.Errorf("%s %w: %w", e.Path, source.ErrUnfit, err)}
	}
	return fmt.Errorf("report into %s: %w", e.Path, err)
}

// readOnly is an error that also is source.ErrReadOnly; its text says so in
// the words of the cause.
type readOnly struct{ error }

func (r readOnly) Unwrap() []error { return []error{r.error, source.ErrReadOnly} }
