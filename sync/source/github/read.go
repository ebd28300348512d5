package github

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"path"
	"time"

	"github.com/followthrough/followthrough/sync/review"
	"github.com/followthrough/followthrough/sync/source"
	"github.com/followthrough/followthrough/sync/source/format"
	"github.com/followthrough/followthrough/sync/source/github/gitdata"
)

// freshness is how old a listing may be for a document in it to be read
// without another look at the branch.
const freshness = 15 * time.Second

// Read reads the document listed as e. Its revision is that of the bytes which
// were read, also where the file changed since it was listed.
func (s *Source) Read(ctx context.Context, e source.Entry) (source.Document, error) {
	if e.Problem != nil {
		return source.Document{}, e.Problem
	}
	now, err := s.base.look(ctx, freshness)
	if err != nil {
		return source.Document{}, fmt.Errorf("read %s: %w", e.Path, err)
	}
	f, ok := now.files[e.Path]
	switch {
	case !ok || f.Mode == gitdata.Link:
		return source.Document{}, fmt.Errorf("read %s: %w", e.Path, source.ErrGone)
	case entryOf(e.Path, f).Problem != nil:
		return source.Document{}, entryOf(e.Path, f).Problem
	}
	data, err := now.repo.Blob(ctx, f.SHA)
	if err != nil {
		return source.Document{}, fmt.Errorf("read %s: %w", e.Path, err)
	}
	if err := readable(e.Path, data); err != nil {
		return source.Document{}, fmt.Errorf("%s %w: %w", e.Path, source.ErrUnreadable, err)
	}
	return s.document(now, e.Path, f, data), nil
}

func (s *Source) document(now *snapshot, p string, f gitdata.File, data []byte) source.Document {
	doc := source.Document{
		Entry:    source.Entry{Path: p, Revision: f.SHA},
		Content:  source.Digest(data),
		URL:      now.repo.Page(below("blob/"+now.branch, below(s.base.folder.path, p))),
		Arrived:  s.base.arrivedAt(p),
		Audience: review.Audience(now.repo.Value.Visibility()),
		Review:   format.Of(p).Read(data, s.opt.Documents),
	}
	if day := dayIn(p); !day.IsZero() && (doc.Review.Earliest.IsZero() || day.Before(doc.Review.Earliest)) {
		doc.Review.Earliest = day
	}
	if doc.Review.Title == "" {
		doc.Review.Title = format.TitleOf(p)
	}
	source.NameTickets(&doc.Review, now.repo.issue)
	return doc
}

func (b *branch) arrivedAt(p string) time.Time {
	b.mu.Lock()
	defer b.mu.Unlock()
	return b.arrivals.at[p]
}

// pointer begins what Git LFS keeps in a file's place.
var pointer = []byte("version https://git-lfs.github.com/spec/")

func readable(p string, data []byte) error {
	if bytes.HasPrefix(data, pointer) {
		return errors.New("it is a pointer of Git LFS, and its text lies elsewhere: keep reviews out of LFS (.gitattributes)")
	}
	return format.Of(p).Decodable(data)
}

// dayIn is the day that a document's name, else its path, holds; zero: none.
func dayIn(p string) time.Time {
	for _, text := range []string{path.Base(p), p} {
		if day, ok := format.Day(text); ok {
			return day
		}
	}
	return time.Time{}
}
