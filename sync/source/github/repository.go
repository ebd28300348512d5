package github

import (
	"context"
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
func (b *branch) repositoryAge() time.Duration {
	switch {
	case b.suspect.Swap(false):
		return 0
	case b.repo != nil && b.repo.Value.Archived:
		return patience
	}
	return time.Hour
}

// repository is what is known, asked for again where it is older than age.
func (b *branch) repository(ctx context.Context, age time.Duration) (*repository, error) {
	if r := b.repo; r != nil && b.within(r.at, age) {
		return r, nil
	}
	now := b.now()
	var kept client.Kept[client.Repository]
	if b.repo != nil {
		kept = b.repo.Kept
	}
	if _, err := kept.Read(ctx, b.client, client.Path(b.cfg.Repository)); err != nil {
		return nil, client.Missing(b.cfg.Repository, err)
	}
	b.id.Store(kept.Value.ID)
	b.repo = &repository{gitdata.Repo{Client: b.client, Name: kept.Value.Name, Kept: &b.blobs}, now, kept}
	return b.repo, nil
}

// issue is the address of an issue, or a pull request, that a text names by its
// number; "": it names none.
func (r *repository) issue(text string) string { return r.Client.Numbered(r.Name, text) }
