package githubissues

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/followthrough/followthrough/sync/review"
	"github.com/followthrough/followthrough/sync/source"
	"github.com/followthrough/followthrough/sync/source/markdown"
)

// Read reads the issue listed as e, as its last listing showed it. An issue
// that somebody without write access edited after it was published can't be
// read until somebody with write access edits it, or publishes it again: what
// was read before counts.
func (s *Source) Read(ctx context.Context, e source.Entry) (source.Document, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	i, ok := s.issues[numberOf(e.Path)]
	if !ok {
		return source.Document{}, fmt.Errorf("read %s: %w", e.Path, source.ErrGone)
	}
	if err := markdown.Decodable([]byte(i.Body)); err != nil {
		return source.Document{}, fmt.Errorf("%s %w: %w", e.Path, source.ErrUnreadable, err)
	}
	repo, err := s.repository(ctx)
	if err != nil {
		return source.Document{}, fmt.Errorf("read %s: %w", e.Path, err)
	}
	doc := source.Document{Content: source.Digest([]byte(i.Body)), URL: s.opt.Client.Issue(i.URL, s.cfg.Repository, i.Number), Audience: review.Audience(repo.Visibility()), Review: s.review(i)}
	published := i.published(s.cfg) && doc.Review.IsPublished()
	if published {
		var why string
		doc.Arrived, why, err = s.history.publication(ctx, i)
		switch {
		case errors.Is(err, source.ErrAwaited):
			return source.Document{}, err
		case err != nil:
			return source.Document{}, fmt.Errorf("read %s: %w", e.Path, err)
		}
		if published = why == ""; !published {
			doc.Doubt = why
		}
	}
	doc.Review.Published = &published
	if s.opt.Comment {
		if err := s.recall(ctx, i, &doc.Review); err != nil {
			return source.Document{}, fmt.Errorf("read %s: %w", e.Path, err)
		}
	}
	doc.Entry = source.Entry{Path: e.Path, Revision: s.revision(i), Changed: time.Time{}}
	return doc, nil
}

// review is what an issue says: its body is the document, its title the
// review's.
func (s *Source) review(i issue) review.Review {
	r := markdown.Read([]byte(i.Body), s.opt.Markdown)
	r.Title = i.Title
	if day, ok := markdown.Day(i.Title); ok && (r.Earliest.IsZero() || day.Before(r.Earliest)) {
		r.Earliest = day
	}
	r.Labels = append(r.Labels, i.labels(s.cfg)...)
	source.NameTickets(&r, s.issue)
	return r
}
