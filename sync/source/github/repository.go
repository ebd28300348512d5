package github

import (
	"context"
	"fmt"
	"time"

	gh "github.com/google/go-github/v60/github"

	client "github.com/followthrough/followthrough/internal/client/github"
	"github.com/followthrough/followthrough/sync/review"
	"github.com/followthrough/followthrough/sync/source/github/gitdata"
)

// repository is what is known of the repository itself.
type repository struct {
	gitdata.Repo            // under the name that it has now
	at            time.Time // when it was asked for
	kept          client.Kept[gh.Repository]
	id            int64
	defaultBranch string
	audience      review.Audience
	archived      bool
	push          bool // the account, if not its token, may write
}

// repositoryAge is how long what is known of the repository itself is taken to
// be so: who can read it, which branch is the default, and that it is archived.
func (s *Source) repositoryAge() time.Duration {
	switch {
	case s.suspect.Swap(false):
		return 0
	case s.repo != nil && s.repo.archived:
		return patience
	}
	return time.Hour
}

// repository is what is known, asked for again where it is older than age.
func (s *Source) repository(ctx context.Context, age time.Duration) (*repository, error) {
	if r := s.repo; r != nil && s.within(r.at, age) {
		return r, nil
	}
	now := s.opt.Now()
	var kept client.Kept[gh.Repository]
	if s.repo != nil {
		kept = s.repo.kept
	}
	changed, err := kept.Read(ctx, s.opt.Client, "repos/"+gitdata.Escaped(s.cfg.Repository))
	if err != nil {
		return nil, s.noRepository(err)
	}
	if !changed {
		same := *s.repo
		same.at = now
		s.repo = &same
		return s.repo, nil
	}
	got := &kept.Value
	s.id.Store(got.GetID())
	s.repo = &repository{
		at: now, kept: kept, id: got.GetID(), Repo: gitdata.Repo{Client: s.opt.Client, Name: got.GetFullName(), Kept: &s.blobs}, defaultBranch: got.GetDefaultBranch(),
		audience: review.Audience(client.Visibility(got.GetVisibility(), got.Private)), archived: got.GetArchived(), push: got.GetPermissions()["push"],
	}
	return s.repo, nil
}

func (s *Source) noRepository(err error) error {
	if client.KindOf(err) == client.NotFound {
		return fmt.Errorf("%s: there is no such repository, or the credential may not see it: correct repository, give the token access to it, or install the App there: %w", s.cfg.Repository, err)
	}
	return fmt.Errorf("%s: %w", s.cfg.Repository, err)
}
