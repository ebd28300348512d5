package githubissues

import (
	"context"
	"fmt"
	"time"

	client "github.com/followthrough/followthrough/internal/client/github"
	"github.com/followthrough/followthrough/sync/review"
)

// repository is what is known of the repository itself.
type repository struct {
	at       time.Time
	audience review.Audience
	archived bool
	issues   bool
	push     bool // the account, if not its token, may write
	triage   bool
}

// repositoryAge is how long it is taken to be so.
const repositoryAge = time.Hour

func (s *Source) repository(ctx context.Context) (*repository, error) {
	now := s.opt.Now()
	if s.repo != nil && now.Sub(s.repo.at) < repositoryAge {
		return s.repo, nil
	}
	var got client.Repository
	if _, err := s.opt.Client.Do(ctx, "GET", s.api(""), nil, &got); err != nil {
		return nil, fmt.Errorf("%s: %w", s.cfg.Repository, s.advise(err))
	}
	s.repo = &repository{
		at: now, audience: review.Audience(got.Visibility()), archived: got.Archived, issues: got.Issues != nil && *got.Issues,
		push: got.Permissions.Push, triage: got.Permissions.Triage,
	}
	return s.repo, nil
}
