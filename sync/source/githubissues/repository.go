package githubissues

import (
	"context"
	"time"

	client "github.com/followthrough/followthrough/internal/client/github"
)

// repository is what is known of the repository itself.
type repository struct {
	client.Repository
	at time.Time // when it was asked for
}

// repositoryAge is how long it is taken to be so.
const repositoryAge = time.Hour

func (s *Source) repository(ctx context.Context) (*repository, error) {
	now := s.opt.Now()
	if s.repo != nil && now.Sub(s.repo.at) < repositoryAge {
		return s.repo, nil
	}
	r := &repository{at: now}
	if _, err := s.opt.Client.Do(ctx, "GET", s.cfg.api(""), nil, &r.Repository); err != nil {
		return nil, s.advise(err)
	}
	s.repo = r
	return r, nil
}

func (r *repository) hasIssues() bool { return r.Issues != nil && *r.Issues }

// issue is the address of an issue of the repository that a text names by its
// number; "": it names none.
func (s *Source) issue(text string) string { return s.opt.Client.Numbered(s.cfg.Repository, text) }
