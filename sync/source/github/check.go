package github

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"strings"

	client "github.com/followthrough/followthrough/internal/client/github"
	"github.com/followthrough/followthrough/internal/finding"
	"github.com/followthrough/followthrough/sync/review"
	"github.com/followthrough/followthrough/sync/source"
)

// inspection is one look at what would refuse a report.
type inspection struct {
	ctx    context.Context // of the one check
	opt    Options
	now    *snapshot
	branch string // that a report is written to
	found  finding.List
}

// Check looks whether the reviews can be read and, where they are to be
// written to, what would refuse that. It changes nothing.
func (s *Source) Check(ctx context.Context, modes []review.Mode) finding.List {
	now, err := s.base.look(ctx, 0)
	i := &inspection{ctx: ctx, opt: s.opt, now: now}
	if err != nil {
		i.found.Wrong("", "%v", err)
		return i.found
	}
	if named := s.base.cfg.Repository; !strings.EqualFold(now.repo.Name, named) {
		i.found.Look("set repository: "+now.repo.Name, "%s is called %s now", named, now.repo.Name)
	}
	if len(now.entries) == 0 {
		i.found.Look("check path, branch and include", "%s of branch %s holds no review", orRoot(s.base.folder.path), now.branch)
	}
	if len(modes) > 0 {
		i.writing()
	}
	return i.found
}

// unwritable is what was said to a look at whether something may be written.
func (i *inspection) unwritable(err error) {
	if err == nil {
		return
	}
	if err = i.opt.Via.meaning(i.now, err); errors.Is(err, source.ErrReadOnly) {
		err = fmt.Errorf("%s %w", i.now.repo.Name, err)
	}
	i.found.Wrong("", "%v", err)
}

// nothing is a tree that no repository has.
const nothing = "0000000000000000000000000000000000000000"

// writing finds what would refuse a report: the repository, what the credential
// may do, and the rules of the branch. What an account may do tells not what its
// token may: so it is asked for a commit, and a pull request from the branch to
// itself, that can't be made.
func (i *inspection) writing() {
	repo := i.now.repo
	if repo.Value.Archived {
		i.found.Wrong("unarchive it, or say report: []", "%s", archived(repo.Name))
		return
	}
	i.unwritable(i.probe("git/commits", map[string]any{"message": "check", "tree": nothing, "parents": []string{}}))
	i.branch = i.now.branch
	if i.opt.Via == ViaPullRequest {
		i.branch = i.opt.Branch
		if i.now.branch == i.branch {
			i.found.Wrong("rename the source or the branch", "branch %s is where the reviews are and where their changes would be proposed", i.branch)
		}
		i.unwritable(i.probe("pulls", map[string]any{"title": "check", "head": i.now.branch, "base": i.now.branch}))
	}
	i.rules()
}

// probe is nil where a request was refused for what it asked for: whether the
// credential may make such a thing is looked at first.
func (i *inspection) probe(path string, in any) error {
	err := i.now.repo.Make(i.ctx, i.now.repo.API("%s", path), in, nil)
	if e := client.AsError(err); e == nil || e.Kind == client.Rejected && e.Status != http.StatusForbidden {
		return nil
	}
	return err
}
