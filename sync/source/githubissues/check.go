package githubissues

import (
	"context"
	"net/url"

	client "github.com/followthrough/followthrough/internal/client/github"
	"github.com/followthrough/followthrough/internal/finding"
	"github.com/followthrough/followthrough/sync/review"
)

// Check tells what would keep the reviews from being read or written to.
func (s *Source) Check(ctx context.Context, modes []review.Mode) (out finding.List) {
	s.mu.Lock()
	defer s.mu.Unlock()
	repo, err := s.repository(ctx)
	if err != nil {
		out.Wrong("", "%v", err)
		return out
	}
	if !repo.hasIssues() {
		out.Wrong("turn them on in its settings", "%s: its issues are disabled", s.cfg.Repository)
	}
	for _, name := range []string{s.cfg.Label, s.cfg.Published.Label} {
		if name == "" {
			continue
		}
		_, err := s.opt.Client.Do(ctx, "GET", s.cfg.api("/labels/%s", url.PathEscape(name)), nil, nil)
		switch {
		case client.KindOf(err) == client.NotFound && err != nil:
			out.Wrong("correct it, or make it there", "%s has no label %s", s.cfg.Repository, name)
		case err != nil:
			out.Wrong("", "%s: its label %s can't be read: %v", s.cfg.Repository, name, err)
		}
	}
	switch {
	case len(modes) == 0:
	case repo.Archived:
		out.Wrong("unarchive it, or say report: []", "%s is archived, so nothing can be written into its issues: items are made all the same", s.cfg.Repository)
	case !repo.Permissions.Push && !repo.Permissions.Triage && s.cfg.App == nil:
		out.Wrong("give it the role write, or say report: []", "%s: the account may not write there, so the reviews can't tell of their items", s.cfg.Repository)
	}
	return out
}
