package github

import (
	"context"
	"fmt"
	"net/url"
	"time"

	gh "github.com/google/go-github/v60/github"

	client "github.com/followthrough/followthrough/internal/client/github"
	"github.com/followthrough/followthrough/sync/source"
	"github.com/followthrough/followthrough/sync/source/github/gitdata"
)

// snapshot is the folder as it was at one commit of the branch. It is never
// changed, only replaced.
type snapshot struct {
	at     time.Time // when GitHub said that it is so, by our clock
	kept   client.Kept[gh.Branch]
	repo   *repository
	branch string
	commit string
	tree   string // of the whole commit
	folder string // the folder's own tree; "": not known
	// date is GitHub's own clock at the look, committed what the commit says.
	date, committed time.Time
	files           map[string]gitdata.File // by path from the folder on
	entries         []source.Entry
}

// look gives the folder as it is, or as it was said to be less than age ago.
// While nothing changed it costs one conditional request.
func (s *Source) look(ctx context.Context, age time.Duration) (*snapshot, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	if was := s.seen; was != nil && s.within(was.at, age) {
		return was, nil
	}
	repo, err := s.repository(ctx, s.repositoryAge())
	if err != nil {
		return nil, err
	}
	now, err := s.lookAt(ctx, repo)
	if client.KindOf(err) == client.NotFound {
		now, err = s.lookAgain(ctx, repo, err)
	}
	if err != nil {
		return nil, err
	}
	s.seen = now
	return now, nil
}

// within tells whether something happened less than age ago. What a clock that
// was set back puts into the future did not.
func (s *Source) within(at time.Time, age time.Duration) bool {
	ago := s.opt.Now().Sub(at)
	return ago >= 0 && ago < age
}

// lookAgain asks what became of the repository where its branch is not found:
// it was renamed, it has another default branch, or the branch is gone.
func (s *Source) lookAgain(ctx context.Context, was *repository, cause error) (*snapshot, error) {
	repo, err := s.repository(ctx, 0)
	if err != nil {
		return nil, err
	}
	if repo.Name != was.Name || s.branchOf(repo) != s.branchOf(was) {
		now, err := s.lookAt(ctx, repo)
		if client.KindOf(err) != client.NotFound {
			return now, err
		}
	}
	return nil, s.noBranch(ctx, repo, cause)
}

// branchOf is the branch of the reviews.
func (s *Source) branchOf(r *repository) string {
	if s.cfg.Branch != "" {
		return s.cfg.Branch
	}
	return r.Value.Default
}

func (s *Source) lookAt(ctx context.Context, repo *repository) (*snapshot, error) {
	branch, was := s.branchOf(repo), s.seen
	if was != nil && (was.branch != branch || was.repo.Value.ID != repo.Value.ID) {
		was = nil
	}
	var kept client.Kept[gh.Branch]
	if was != nil {
		kept = was.kept
	}
	changed, err := kept.Read(ctx, s.opt.Client, repo.API("branches/%s", url.PathEscape(branch)))
	if err != nil {
		return nil, fmt.Errorf("branch %s of %s: %w", branch, repo.Name, err)
	}
	if !changed && was != nil {
		same := *was
		same.at, same.repo, same.date = s.opt.Now(), repo, kept.Date
		return &same, nil
	}
	got := &kept.Value
	if name := got.GetName(); name != branch {
		return s.renamedBranch(ctx, repo, branch, name)
	}
	head := got.GetCommit()
	now := &snapshot{
		at: s.opt.Now(), kept: kept, repo: repo, branch: branch, commit: head.GetSHA(), tree: head.GetCommit().GetTree().GetSHA(),
		date: kept.Date, committed: head.GetCommit().GetCommitter().GetDate().Time,
	}
	return now, s.fill(ctx, now, was)
}

// fill reads what is in the folder at a commit, unless it is as it was.
func (s *Source) fill(ctx context.Context, now, was *snapshot) error {
	if was != nil && (now.commit == was.commit || now.tree == was.tree) {
		now.folder, now.files, now.entries = was.folder, was.files, was.entries
		return nil
	}
	if err := s.readTree(ctx, now, was); err != nil {
		return fmt.Errorf("branch %s of %s: %w", now.branch, now.repo.Name, err)
	}
	entries, err := s.entries(ctx, now)
	if err != nil {
		return err
	}
	now.entries = entries
	s.noteArrivals(now, was)
	return nil
}

// renamedBranch is about a branch that GitHub knows by another name: the
// default branch is followed, and one that is named in the configuration is
// not, since it can't be written to.
func (s *Source) renamedBranch(ctx context.Context, repo *repository, was, now string) (*snapshot, error) {
	if s.cfg.Branch != "" {
		return nil, fmt.Errorf("branch %s of %s is called %s now: set branch: %s", was, repo.Name, now, now)
	}
	fresh, err := s.repository(ctx, 0)
	if err != nil {
		return nil, err
	}
	if s.branchOf(fresh) == was {
		return nil, fmt.Errorf("branch %s of %s: GitHub gave %s in its place: tried again at the next pass", was, repo.Name, now)
	}
	return s.lookAt(ctx, fresh)
}

func (s *Source) noBranch(ctx context.Context, repo *repository, cause error) error {
	_, err := repo.Head(ctx, s.branchOf(repo))
	switch kind := client.KindOf(err); {
	case kind == client.Conflict:
		return fmt.Errorf("%s is empty: push a first commit to it", repo.Name)
	case err != nil && kind != client.NotFound:
		return fmt.Errorf("branch %s of %s: %w", s.branchOf(repo), repo.Name, err)
	case s.cfg.Branch != "" && s.cfg.Branch != repo.Value.Default:
		return fmt.Errorf("branch %s of %s is gone: restore it, or set branch: %s, the default branch now: %w", s.cfg.Branch, repo.Name, repo.Value.Default, cause)
	}
	return fmt.Errorf("branch %s of %s, its default branch, is not there: push to it, or set branch: %w", s.branchOf(repo), repo.Name, cause)
}
