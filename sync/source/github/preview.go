package github

import (
	"context"
	"time"

	"github.com/followthrough/followthrough/sync/review"
	"github.com/followthrough/followthrough/sync/source"
)

// previewFor is how old the look at the branch may be on which a preview
// stands: several documents are looked over together.
const previewFor = time.Minute

// Preview says what WriteBack would write into a document: what would be committed,
// or proposed in a pull request.
func (s *Source) Preview(ctx context.Context, e source.Entry, r review.WriteBack) (source.Preview, error) {
	s.writing.Lock()
	defer s.writing.Unlock()
	w := s.begins(ctx, []source.Job{{Source: s.name, Entry: e, WriteBack: r}})
	now, err := w.base.look(ctx, previewFor)
	if err != nil {
		w.failRest(err)
		return source.Preview{}, w.out[0].Err
	}
	if w.open[0] && w.writable(now) {
		if c := w.change(now, 0); c != nil {
			return source.Preview{Before: c.data, After: c.text, Notes: c.done.Notes}, nil
		}
	}
	return source.Preview{Notes: w.out[0].Written.Notes}, w.out[0].Err
}
