package githubissues

import (
	"context"
	"fmt"

	"github.com/followthrough/followthrough/sync/review"
	"github.com/followthrough/followthrough/sync/source"
)

// Preview says what WriteBack would write into an issue's text, or into the one
// comment below it.
func (s *Source) Preview(ctx context.Context, e source.Entry, r review.WriteBack) (source.Preview, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	now, err := s.asRead(ctx, e)
	if err != nil {
		return source.Preview{}, err
	}
	if s.opt.Comment {
		_, before, after, notes, err := s.commentOf(ctx, e, now, r)
		return source.Preview{Before: []byte(before), After: []byte(after), Where: "a comment", Notes: notes}, err
	}
	text, done, err := s.annotated(now.Body, r)
	if err != nil {
		return source.Preview{}, fmt.Errorf("report into %s: %w", e.Path, err)
	}
	return source.Preview{Before: []byte(now.Body), After: text, Notes: done.Notes}, nil
}
