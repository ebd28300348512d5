package githubissues

import (
	"context"
	"errors"
	"fmt"
	"net/url"
	"slices"
	"time"

	client "github.com/followthrough/followthrough/internal/client/github"
	"github.com/followthrough/followthrough/sync/source"
)

// A quiet listing asks for the first page only: whatever changes comes to its
// top. An issue that leaves the listing from further down (label taken off,
// deleted) is found when every page is asked for again.
const wholeEvery = 10 * time.Minute

// maxPages bounds a listing: 100 pages of 100 issues.
const maxPages = 100

// List names every issue with the label. While nothing changes that takes one
// conditional request.
func (s *Source) List(ctx context.Context) ([]source.Entry, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if err := s.look(ctx); err != nil {
		return nil, fmt.Errorf("list source %s: %w", s.name, s.advise(err))
	}
	if err := s.empty(ctx); err != nil {
		return nil, fmt.Errorf("list source %s: %w", s.name, err)
	}
	var out []source.Entry
	for number, i := range s.issues {
		out = append(out, source.Entry{Path: pathOf(number), Revision: s.revision(i)})
	}
	slices.SortFunc(out, func(a, b source.Entry) int { return numberOf(a.Path) - numberOf(b.Path) })
	return out, nil
}

// empty tells, by its error, a repository whose issues are disabled from one
// that has no review: the listing of both may be the same.
func (s *Source) empty(ctx context.Context) error {
	if len(s.issues) > 0 {
		return nil
	}
	repo, err := s.repository(ctx)
	if err == nil && !repo.hasIssues() {
		s.repo = nil // asked for again at the next pass
		return fmt.Errorf("%s: %w", s.cfg.Repository, errDisabled)
	}
	return err
}

var errDisabled = errors.New("its issues are disabled: turn them on in its settings")

// first is the path of the first page.
func (s *Source) first() string {
	q := url.Values{"labels": {s.cfg.Label}, "state": {"all"}, "sort": {"updated"}, "direction": {"desc"}, "per_page": {"100"}}
	return s.cfg.api("/issues?%s", q.Encode())
}

// look brings what is known of the issues up to date.
func (s *Source) look(ctx context.Context) error {
	for range 3 {
		changed, err := s.ask(ctx, s.first())
		if err != nil {
			return err
		}
		now := s.opt.Now()
		if !changed && now.Sub(s.whole) < wholeEvery {
			return nil
		}
		several, err := s.all(ctx)
		if err != nil {
			return err
		}
		if several { // one that came to the top meanwhile is on no page that was read
			if changed, err = s.ask(ctx, s.first()); err != nil {
				return err
			}
			if changed {
				continue
			}
		}
		s.whole = now
		return nil
	}
	return fmt.Errorf("its issues change faster than they can be listed: tried again at the next pass")
}

// ask asks for one page, and tells whether it is another one than before.
func (s *Source) ask(ctx context.Context, path string) (changed bool, err error) {
	page := s.pages[path]
	if changed, err = page.Read(ctx, s.opt.Client, path); changed {
		s.pages[path] = page
	}
	return changed, err
}

// all asks for the other pages, and takes in what all of them show. It tells
// whether there is more than one.
func (s *Source) all(ctx context.Context) (several bool, err error) {
	found, pages := map[int]issue{}, map[string]client.Kept[[]issue]{}
	for path := s.first(); path != ""; path = s.pages[path].Next {
		if len(pages) == maxPages {
			return false, fmt.Errorf("more than %d issues bear the label %s: give the reviews a label of their own", maxPages*100, s.cfg.Label)
		}
		if len(pages) > 0 {
			if _, err := s.ask(ctx, path); err != nil {
				return false, err
			}
		}
		pages[path] = s.pages[path]
		for _, i := range s.pages[path].Value {
			if i.Pull == nil && i.bears(s.cfg.Label) {
				found[i.Number] = i
			}
		}
	}
	s.issues, s.pages = found, pages
	return len(pages) > 1, nil
}
