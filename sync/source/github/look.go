package github

import (
	"context"
	"fmt"
	"net/url"
	"slices"
	"sync"
	"sync/atomic"
	"time"

	gh "github.com/google/go-github/v60/github"

	client "github.com/followthrough/followthrough/internal/client/github"
	"github.com/followthrough/followthrough/sync/source"
	"github.com/followthrough/followthrough/sync/source/github/gitdata"
)

// branch is the branch of the reviews, as this process has read it.
type branch struct {
	cfg    Config
	client *client.Client
	now    func() time.Time

	mu       sync.Mutex // guards the following, also while GitHub is asked
	repo     *repository
	seen     *snapshot
	folder   folder
	arrivals arrivals

	id      atomic.Int64 // the repository's; 0: not known yet
	suspect atomic.Bool  // a webhook told that the repository itself changed
	blobs   gitdata.Blobs
}

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
func (b *branch) look(ctx context.Context, age time.Duration) (*snapshot, error) {
	b.mu.Lock()
	defer b.mu.Unlock()
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	if was := b.seen; was != nil && b.within(was.at, age) {
		return was, nil
	}
	repo, err := b.repository(ctx, b.repositoryAge())
	if err != nil {
		return nil, err
	}
	now, err := b.lookAt(ctx, repo)
	if client.KindOf(err) == client.NotFound {
		now, err = b.lookAgain(ctx, repo, err)
	}
	if err != nil {
		return nil, err
	}
	b.seen = now
	return now, nil
}

// within tells whether something happened less than age ago. What a clock that
// was set back puts into the future did not.
func (b *branch) within(at time.Time, age time.Duration) bool {
	ago := b.now().Sub(at)
	return ago >= 0 && ago < age
}

// lookAgain asks what became of the repository where its branch is not found:
// it was renamed, it has another default branch, or the branch is gone.
func (b *branch) lookAgain(ctx context.Context, was *repository, cause error) (*snapshot, error) {
	repo, err := b.repository(ctx, 0)
	if err != nil {
		return nil, err
	}
	if repo.Name != was.Name || b.branchOf(repo) != b.branchOf(was) {
		now, err := b.lookAt(ctx, repo)
		if client.KindOf(err) != client.NotFound {
			return now, err
		}
	}
	return nil, b.noBranch(ctx, repo, cause)
}

// branchOf is the branch of the reviews.
func (b *branch) branchOf(r *repository) string {
	if b.cfg.Branch != "" {
		return b.cfg.Branch
	}
	return r.Value.Default
}

func (b *branch) lookAt(ctx context.Context, repo *repository) (*snapshot, error) {
	branch, was := b.branchOf(repo), b.seen
	if was != nil && (was.branch != branch || was.repo.Value.ID != repo.Value.ID) {
		was = nil
	}
	var kept client.Kept[gh.Branch]
	if was != nil {
		kept = was.kept
	}
	changed, err := kept.Read(ctx, b.client, repo.API("branches/%s", url.PathEscape(branch)))
	if err != nil {
		return nil, fmt.Errorf("branch %s of %s: %w", branch, repo.Name, err)
	}
	if !changed && was != nil {
		same := *was
		same.at, same.repo, same.date = b.now(), repo, kept.Date
		return &same, nil
	}
	got := &kept.Value
	if name := got.GetName(); name != branch {
		return b.renamedBranch(ctx, repo, branch, name)
	}
	head := got.GetCommit()
	now := &snapshot{
		at: b.now(), kept: kept, repo: repo, branch: branch, commit: head.GetSHA(), tree: head.GetCommit().GetTree().GetSHA(),
		date: kept.Date, committed: head.GetCommit().GetCommitter().GetDate().Time,
	}
	return now, b.fill(ctx, now, was)
}

// fill reads what is in the folder at a commit, unless it is as it was.
func (b *branch) fill(ctx context.Context, now, was *snapshot) error {
	if was != nil && (now.commit == was.commit || now.tree == was.tree) {
		now.folder, now.files, now.entries = was.folder, was.files, was.entries
		return nil
	}
	if err := b.folder.read(ctx, now, was); err != nil {
		return fmt.Errorf("branch %s of %s: %w", now.branch, now.repo.Name, err)
	}
	entries, err := b.folder.entries(ctx, now)
	if err != nil {
		return err
	}
	now.entries = entries
	b.arrivals.note(now, was)
	return nil
}

// renamedBranch is about a branch that GitHub knows by another name: the
// default branch is followed, and one that is named in the configuration is
// not, since it can't be written to.
func (b *branch) renamedBranch(ctx context.Context, repo *repository, was, now string) (*snapshot, error) {
	if b.cfg.Branch != "" {
		return nil, fmt.Errorf("branch %s of %s is called %s now: set branch: %s", was, repo.Name, now, now)
	}
	fresh, err := b.repository(ctx, 0)
	if err != nil {
		return nil, err
	}
	if b.branchOf(fresh) == was {
		return nil, fmt.Errorf("branch %s of %s: GitHub gave %s in its place: tried again at the next pass", was, repo.Name, now)
	}
	return b.lookAt(ctx, fresh)
}

func (b *branch) noBranch(ctx context.Context, repo *repository, cause error) error {
	_, err := repo.Head(ctx, b.branchOf(repo))
	switch kind := client.KindOf(err); {
	case kind == client.Conflict:
		return fmt.Errorf("%s is empty: push a first commit to it", repo.Name)
	case err != nil && kind != client.NotFound:
		return fmt.Errorf("branch %s of %s: %w", b.branchOf(repo), repo.Name, err)
	case b.cfg.Branch != "" && b.cfg.Branch != repo.Value.Default:
		return fmt.Errorf("branch %s of %s is gone: restore it, or set branch: %s, the default branch now: %w", b.cfg.Branch, repo.Name, repo.Value.Default, cause)
	}
	return fmt.Errorf("branch %s of %s, its default branch, is not there: push to it, or set branch: %w", b.branchOf(repo), repo.Name, cause)
}

// wrote notes what the branch is by our own commit: the next listing has
// nothing to read.
func (b *branch) wrote(was *snapshot, made gitdata.Commit, changes []change) {
	b.mu.Lock()
	defer b.mu.Unlock()
	if b.seen != was {
		return
	}
	now := *was
	now.kept.Forget() // it is of what was before: the branch may be set back to that
	now.commit, now.tree, now.folder = made.SHA, made.Tree, ""
	now.files = map[string]gitdata.File{}
	for p, f := range was.files {
		now.files[p] = f
	}
	now.entries = slices.Clone(was.entries)
	for _, c := range changes {
		now.files[c.path] = gitdata.File{SHA: c.sha, Mode: c.file.Mode, Size: len(c.text)}
		for i, e := range now.entries {
			if e.Path == c.path {
				now.entries[i] = entryOf(c.path, now.files[c.path])
			}
		}
		b.blobs.Put(c.sha, c.text)
	}
	b.seen = &now
}
