package github

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"strings"

	client "github.com/followthrough/followthrough/internal/client/github"
	"github.com/followthrough/followthrough/sync/review"
	"github.com/followthrough/followthrough/sync/source"
)

// Check looks whether the reviews can be read and, where they are to be
// written to, what would refuse that. It changes nothing.
func (s *Source) Check(ctx context.Context, modes []review.Mode) []source.Finding {
	now, err := s.look(ctx, 0)
	if err != nil {
		return []source.Finding{problem("%v", err)}
	}
	var out []source.Finding
	if !strings.EqualFold(now.repo.Name, s.cfg.Repository) {
		out = append(out, remark("%s is called %s now: set repository: %s", s.cfg.Repository, now.repo.Name, now.repo.Name))
	}
	if len(now.entries) == 0 {
		out = append(out, remark("%s of branch %s holds no review: is path right, or include?", orRoot(s.folder), now.branch))
	}
	if len(modes) == 0 {
		return out
	}
	return append(out, s.checkWriting(ctx, now)...)
}

func problem(format string, args ...any) source.Finding {
	return source.Finding{Problem: true, Text: fmt.Sprintf(format, args...)}
}

func remark(format string, args ...any) source.Finding {
	return source.Finding{Text: fmt.Sprintf(format, args...)}
}

// unwritable is what was said to a look at whether something may be written.
func (s *Source) unwritable(now *snapshot, err error) source.Finding {
	if err = s.meaning(now, err); errors.Is(err, source.ErrReadOnly) {
		return problem("%s %v", now.repo.Name, err)
	}
	return problem("%v", err)
}

// checkWriting finds what would refuse a report: the repository, what the
// credential may do, and the rules of the branch.
func (s *Source) checkWriting(ctx context.Context, now *snapshot) []source.Finding {
	if now.repo.archived {
		return []source.Finding{problem("%s", archived(now.repo.Name))}
	}
	var out []source.Finding
	if err := s.mayWrite(ctx, now.repo); err != nil {
		out = append(out, s.unwritable(now, err))
	}
	if s.opt.Via == ViaPullRequest {
		if now.branch == s.opt.Branch {
			out = append(out, problem("branch %s is where the reviews are and where their changes would be proposed: rename the source or the branch", now.branch))
		}
		if err := s.mayPropose(ctx, now); err != nil {
			out = append(out, s.unwritable(now, err))
		}
		return append(out, s.checkRules(ctx, now.repo, s.opt.Branch)...)
	}
	return append(out, s.checkRules(ctx, now.repo, now.branch)...)
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
	if err := s.opt.Client.Turn(ctx); err != nil {
		return err
	}
	_, err := s.opt.Client.Do(ctx, "POST", path, in, nil)
	if e := client.AsError(err); e == nil || e.Kind == client.Rejected && e.Status != http.StatusForbidden {
		return nil
	}
	return err
}
