package gather

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"sync"
	"time"

	"github.com/followthrough/followthrough/internal/panics"
	"github.com/followthrough/followthrough/sync/gather/pace"
	"github.com/followthrough/followthrough/sync/plan"
	"github.com/followthrough/followthrough/sync/review"
	"github.com/followthrough/followthrough/sync/source"
)

// sourceListing is what a source listed, and what was read of it.
type sourceListing struct {
	mark    plan.SourceMark // when it began
	entries []source.Entry
	again   bool // everything was read anew
	// compared is what the store had when the documents were chosen; nil: the list
	// was the one that the store knows.
	compared *standing
	documents
}

// standing is what the store has of a source's reviews at a moment.
type standing struct {
	at  map[string]review.Key // by path
	was map[review.Key]version
	// moved says that somebody worked on the source while it was listed.
	moved bool
}

// version is what a record says of its document.
type version struct {
	path, revision string
	gone           time.Time
}

func standingOf(stored []plan.Review) *standing {
	s := &standing{at: map[string]review.Key{}, was: map[review.Key]version{}}
	for path, r := range atPaths(stored) {
		s.at[path] = r.Key
	}
	for _, r := range stored {
		s.was[r.Key] = version{r.Path, r.Revision, r.Gone}
	}
	return s
}

// holds tells whether the record at a path, without a key if there is none, is
// as it was then.
func (s *standing) holds(path string, r plan.Review) bool {
	return s.at[path] == r.Key && s.was[r.Key] == version{path: r.Path, revision: r.Revision, gone: r.Gone} || r.Key == "" && s.at[path] == ""
}

// atPaths are records by path: where several were once at one path, the one that is
// there.
func atPaths(stored []plan.Review) map[string]plan.Review {
	out := map[string]plan.Review{}
	for _, r := range stored {
		if old, ok := out[r.Path]; !ok || !old.Gone.IsZero() {
			out[r.Path] = r
		}
	}
	return out
}

// documents are some that were read, and what the store had of them before.
type documents struct {
	from *standing
	read map[string]reading // by path
}

// reading is what became of one.
type reading struct {
	entry source.Entry
	doc   *source.Document
	err   error
}

// of is what was read of an entry, unless the store knows something else of its
// review by now.
func (d documents) of(e source.Entry, now plan.Review) (reading, bool) {
	r, ok := d.read[e.Path]
	return r, ok && r.entry.Revision == e.Revision && d.from.holds(e.Path, now)
}

// sourceReading lists a source, and reads what is not as the store knows it: all of
// a scope, if that is asked for again.
func (g *Gatherer) sourceReading(s Source, scope plan.Scope, again bool) func(context.Context) (sourceListing, error) {
	return func(ctx context.Context) (l sourceListing, err error) {
		if l.mark, err = g.Store.SourceMark(ctx, s.Name); err != nil {
			return l, storeError{err}
		}
		l.again = again
		if l.entries, err = list(ctx, s); err != nil || plan.Read(digestOf(l.entries), s.Reading) == l.mark.Digest && !again {
			return l, err
		}
		stored, err := g.Store.Index(ctx, s.Name)
		if err != nil {
			return l, storeError{err}
		}
		l.compared = standingOf(stored)
		now, err := g.Store.SourceMark(ctx, s.Name)
		if err != nil {
			return l, storeError{err}
		}
		now.Unread = l.mark.Unread // no word on what is in it
		l.compared.moved = now != l.mark
		c := choice{source: s, scope: scope, again: again, anew: s.anew(l.mark)}
		l.documents = g.read(ctx, s, l.compared, c.of(l.entries, atPaths(stored)))
		return l, nil
	}
}

func list(ctx context.Context, s Source) ([]source.Entry, error) {
	ctx, cancel := context.WithTimeout(ctx, patience)
	defer cancel()
	return s.List(ctx)
}

// anew tells whether the documents behind a mark were read in another way.
func (s Source) anew(mark plan.SourceMark) bool { return plan.ReadingOf(mark.Digest) != s.Reading }

// choice says which of a source's documents are read.
type choice struct {
	source      Source
	scope       plan.Scope
	again, anew bool
	// also are reviews whose documents are read in any case; nil: none.
	also func(review.Key) bool
}

// of are the documents that are not as they were read last, or that are asked for
// again.
func (c choice) of(entries []source.Entry, known map[string]plan.Review) (out []source.Entry) {
	for _, e := range entries {
		r, is := known[e.Path]
		asked := c.again && c.scope.Review(plan.Review{Source: c.source.Name, Path: e.Path}) || c.also != nil && c.also(r.Key)
		if !is || r.Revision != e.Revision || !r.Gone.IsZero() || asked || c.anew {
			out = append(out, e)
		}
	}
	return out
}

// read reads documents, a few at a time.
func (g *Gatherer) read(ctx context.Context, s Source, from *standing, entries []source.Entry) documents {
	out := documents{from: from, read: map[string]reading{}}
	all := make([]reading, len(entries))
	var wg sync.WaitGroup
	slots := make(chan struct{}, 4)
	for i, e := range entries {
		all[i].entry = e
		if e.Problem != nil {
			all[i].err = unreadable(e.Problem)
			continue
		}
		slots <- struct{}{}
		wg.Go(func() {
			defer func() { <-slots }()
			all[i].doc, all[i].err = readOne(ctx, s, e)
			if g.Progress != nil {
				g.Progress()
			}
		})
	}
	wg.Wait()
	for _, r := range all {
		out.read[r.entry.Path] = r
	}
	return out
}

func unreadable(problem error) error {
	if errors.Is(problem, source.ErrUnreadable) {
		return problem
	}
	return fmt.Errorf("%w: %w", source.ErrUnreadable, problem)
}

// readOne reads a document. Documents are written by anybody: one that makes
// the reading panic is one that can't be read, and stops no other.
func readOne(ctx context.Context, s Source, e source.Entry) (doc *source.Document, err error) {
	defer func() {
		if cause := recover(); cause != nil {
			doc, err = nil, fmt.Errorf("%w: reading it: %w", source.ErrUnreadable, panics.Of(cause))
		}
	}()
	ctx, cancel := context.WithTimeout(ctx, patience)
	defer cancel()
	read, err := s.Read(ctx, e)
	return &read, err
}

// documents are what became of the entries that are to be read, by path: as the
// source's reading has them, else asked for now. What the store knows otherwise
// since it was read is left out, and so is what does not come in time.
func (s *sources) documents(ctx context.Context, d *sourceReading) map[string]reading {
	had := []documents{d.listed.documents}
	for _, a := range pace.Kept[documents](d.vendor) {
		had = append(had, a.Value)
	}
	out := map[string]reading{}
	var ask []source.Entry
	for _, e := range d.read {
		now := d.Known[e.Path]
		i := slices.IndexFunc(had, func(have documents) bool { _, ok := have.of(e, now); return ok })
		switch {
		case i >= 0:
			out[e.Path] = had[i].read[e.Path]
		case d.listed.compared != nil && !d.listed.compared.holds(e.Path, now): // it changed since it was listed
		default:
			ask = append(ask, e)
		}
	}
	if len(ask) == 0 {
		return out
	}
	paths := make([]string, len(ask))
	for i, e := range ask {
		paths[i] = e.Path + "\x00" + e.Revision
	}
	a := pace.Ask(ctx, d.vendor, strings.Join(paths, "\x00"), func(ctx context.Context) (documents, error) {
		return s.g.read(ctx, d.source, standingOf(d.stored), ask), nil
	})
	if a.Err != nil {
		s.late(d.source, a.Err)
	}
	for path, r := range a.Value.read {
		out[path] = r
	}
	return out
}
