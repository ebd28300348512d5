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

// Check looks whether the reviews can be read and, where they are to be
// written to, what would refuse that. It changes nothing.
func (s *Source) Check(ctx context.Context, modes []review.Mode) (out finding.List) {
	now, err := s.look(ctx, 0)
	if err != nil {
		out.Wrong("", "%v", err)
		return out
	}
	if !strings.EqualFold(now.repo.Name, s.cfg.Repository) {
		out.Look("set repository: "+now.repo.Name, "%s is called %s now", s.cfg.Repository, now.repo.Name)
	}
	if len(now.entries) == 0 {
		out.Look("check path, branch and include", "%s of branch %s holds no review", orRoot(s.folder), now.branch)
	}
	if len(modes) > 0 {
		s.checkWriting(ctx, now, &out)
	}
	return out
}

// unwritable is what was said to a look at whether something may be written.
func (s *Source) unwritable(now *snapshot, err error, out *finding.List) {
	if err = s.meaning(now, err); errors.Is(err, source.ErrReadOnly) {
		err = fmt.Errorf("%s %w", now.repo.Name, err)
	}
	out.Wrong("", "%v", err)
}

// checkWriting finds what would refuse a report: the repository, what the
// credential may do, and the rules of the branch.
func (s *Source) checkWriting(ctx context.Context, now *snapshot, out *finding.List) {
	if now.repo.Value.Archived {
		out.Wrong("unarchive it, or say report: []", "%s", archived(now.repo.Name))
		return
	}
	if err := s.mayWrite(ctx, now.repo); err != nil {
		s.unwritable(now, err, out)
	}
	branch := now.branch
	if s.opt.Via == ViaPullRequest {
		branch = s.opt.Branch
		if now.branch == branch {
			out.Wrong("rename the source or the branch", "branch %s is where the reviews are and where their changes would be proposed", branch)
		}
		if err := s.mayPropose(ctx, now); err != nil {
			s.unwritable(now, err, out)
		}
	}
	*out = append(*out, s.checkRules(ctx, now.repo, branch)...)
}

// nothing is a tree that no repository has.
const nothing = "0000000000000000000000000000000000000000"

// mayWrite asks for a commit that can't be made: whether the credential may
// make one is looked at first. What an account may do tells not what its token
// may.
func (s *Source) mayWrite(ctx context.Context, repo *repository) error {
	return s.probe(ctx, repo.API("git/commits"), map[string]any{"message": "check", "tree": nothing, "parents": []string{}})
}

// mayPropose asks likewise for a pull request from the branch to itself.
func (s *Source) mayPropose(ctx context.Context, now *snapshot) error {
	return s.probe(ctx, now.repo.API("pulls"), map[string]any{"title": "check", "head": now.branch, "base": now.branch})
}

// probe is nil where a request was refused for what it asked for.
func (s *Source) probe(ctx context.Context, path string, in any) error {
	if err := s.opt.Client.Wait(ctx); err != nil {
		return err
	}
	_, err := s.opt.Client.Do(ctx, "POST", path, in, nil)
	if e := client.AsError(err); e == nil || e.Kind == client.Rejected && e.Status != http.StatusForbidden {
		return nil
	}
	return err
}
