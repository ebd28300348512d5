package folder

import (
	"context"
	"errors"
	"fmt"
	"io/fs"

	"github.com/followthrough/followthrough/internal/atomicfile"
	"github.com/followthrough/followthrough/sync/source"
	"github.com/followthrough/followthrough/sync/source/format"
)

// Read reads the document listed as e. Its revision is that of the bytes which
// were read, also where the file changed since it was listed.
func (s *Source) Read(ctx context.Context, e source.Entry) (source.Document, error) {
	if err := ctx.Err(); err != nil {
		return source.Document{}, err
	}
	if e.Problem != nil {
		return source.Document{}, e.Problem
	}
	snap, err := s.open(e, s.files.Read)
	if err != nil {
		return source.Document{}, err
	}
	if err := format.Of(e.Path).Decodable(snap.Data); err != nil {
		return source.Document{}, fmt.Errorf("%s %w: %w", e.Path, source.ErrUnreadable, err)
	}
	doc := source.Document{
		Entry: source.Entry{
			Path:     e.Path,
			Revision: snap.Stamp.String(),
			Changed:  snap.Stamp.Time(),
		},
		Content: source.Digest(snap.Data),
		File:    s.fileOf(e.Path),
		URL:     s.address(e.Path),
		Review:  format.Of(e.Path).Read(snap.Data, s.settings),
	}
	if day := dayIn(e.Path); !day.IsZero() && (doc.Review.Earliest.IsZero() || day.Before(doc.Review.Earliest)) {
		doc.Review.Earliest = day
	}
	if doc.Review.Title == "" {
		doc.Review.Title = format.TitleOf(e.Path)
	}
	return doc, nil
}

// open reads the file of e, which may have become anything since it was
// listed: a link that leads outside, a folder, nothing.
func (s *Source) open(e source.Entry, read func(string, int64) (atomicfile.Snapshot, error)) (atomicfile.Snapshot, error) {
	file, err := atomicfile.Resolve(s.root, e.Path)
	if err != nil {
		return atomicfile.Snapshot{}, s.meaning(e, err)
	}
	snap, err := read(file, format.MaxFile)
	if err != nil {
		return atomicfile.Snapshot{}, s.meaning(e, err)
	}
	return snap, nil
}

// meaning tells what an error of reading says of the document. That a file is
// gone is known only where its folder is there.
func (s *Source) meaning(e source.Entry, err error) error {
	switch {
	case errors.Is(err, fs.ErrNotExist):
		if err := s.there(); err != nil {
			return fmt.Errorf("source %s: %w", s.name, err)
		}
		return fmt.Errorf("read %s: %w", e.Path, source.ErrGone)
	case errors.Is(err, atomicfile.ErrOutside), errors.Is(err, atomicfile.ErrIrregular), errors.Is(err, atomicfile.ErrTooLarge):
		return fmt.Errorf("%s %w: %w", e.Path, source.ErrUnreadable, err)
	}
	return fmt.Errorf("read %s: %w", e.Path, err)
}

// there tells whether the folder can be read.
func (s *Source) there() error {
	root, err := atomicfile.OpenRoot(s.root)
	if err != nil {
		return err
	}
	defer root.Close()
	_, err = atomicfile.ReadDir(root, ".")
	return err
}
