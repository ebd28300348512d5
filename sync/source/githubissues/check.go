package githubissues

import (
	"context"
	"fmt"
	"net/url"

	client "github.com/followthrough/followthrough/internal/client/github"
	"github.com/followthrough/followthrough/sync/review"
	"github.com/followthrough/followthrough/sync/source"
)

// Check tells what would keep the reviews from being read or written to.
func (s *Source) Check(ctx context.Context, modes []review.Mode) []source.Finding {
	s.mu.Lock()
	defer s.mu.Unlock()
	repo, err := s.repository(ctx)
	if err != nil {
		return []source.Finding{{Problem: true, Text: err.Error()}}
	}
	var out []source.Finding
	problem := func(format string, args ...any) {
		out = append(out, source.Finding{Problem: true, Text: fmt.Sprintf(format, args...)})
	}
	if !repo.issues {
		problem("%s: its issues are disabled: turn them on in its settings", s.cfg.Repository)
	}
	for _, name := range []string{s.cfg.Label, s.cfg.Published.Label} {
		if name == "" {
			continue
		}
		_, err := s.opt.Client.Do(ctx, "GET", s.api("/labels/%s", url.PathEscape(name)), nil, nil)
		switch {
		case client.KindOf(err) == client.NotFound && err != nil:
			problem("%s has no label %s: correct it, or make it there", s.cfg.Repository, name)
		case err != nil:
			problem("%s: its label %s can't be read: %v", s.cfg.Repository, name, err)
		}
	}
	switch {
	case len(modes) == 0:
	case repo.archived:
		problem("%s is archived, so nothing can be written into its issues: items are made all the same (report: [] ends this)", s.cfg.Repository)
	case !repo.push && !repo.triage && s.cfg.App == nil:
		problem("%s: the account may not write there, so the reviews can't tell of their items: give it the role write, or say report: []", s.cfg.Repository)
	}
	return out
}
