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
	var got struct {
		Private     *bool           `json:"private"`
		Visibility  string          `json:"visibility"`
		Archived    bool            `json:"archived"`
		Issues      bool            `json:"has_issues"`
		Permissions map[string]bool `json:"permissions"`
	}
	if _, err := s.opt.Client.Do(ctx, "GET", s.api(""), nil, &got); err != nil {
		return nil, fmt.Errorf("%s: %w", s.cfg.Repository, s.advise(err))
	}
	r := &repository{at: now, audience: review.Audience(client.Visibility(got.Visibility, got.Private)), archived: got.Archived, issues: got.Issues, push: got.Permissions["push"], triage: got.Permissions["triage"]}
	s.repo = r
	return r, nil
}
