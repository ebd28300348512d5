package github

import (
	"context"
	"fmt"
	"time"

	client "github.com/followthrough/followthrough/internal/client/github"
	"github.com/followthrough/followthrough/sync/source/github/gitdata"
)

// repository is what is known of the repository itself.
type repository struct {
	gitdata.Repo           // under the name that it has now
	at           time.Time // when it was asked for
	client.Kept[client.Repository]
}

// repositoryAge is how long what is known of the repository itself is taken to
// be so: who can read it, which branch is the default, and that it is archived.
func (s *Source) repositoryAge() time.Duration {
	switch {
	case s.suspect.Swap(false):
		return 0
	case s.repo != nil && s.repo.Value.Archived:
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
	var kept client.Kept[client.Repository]
	if s.repo != nil {
		kept = s.repo.Kept
	}
	if _, err := kept.Read(ctx, s.opt.Client, client.Path(s.cfg.Repository)); err != nil {
		return nil, s.noRepository(err)
	}
	s.id.Store(kept.Value.ID)
	s.repo = &repository{gitdata.Repo{Client: s.opt.Client, Name: kept.Value.Name, Kept: &s.blobs}, now, kept}
	return s.repo, nil
}

// issue is the address of an issue, or a pull request, that a text names by its
// number; "": it names none.
func (r *repository) issue(text string) string { return r.Client.Numbered(r.Name, text) }

func (s *Source) noRepository(err error) error {
	if client.KindOf(err) == client.NotFound {
		return fmt.Errorf("%s: there is no such repository, or the credential may not see it: correct repository, give the token access to it, or install the App there: %w", s.cfg.Repository, err)
	}
	return fmt.Errorf("%s: %w", s.cfg.Repository, err)
}
