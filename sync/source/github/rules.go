package github

import (
	"context"
	"fmt"
	"net/url"
	"slices"
	"strings"

	client "github.com/followthrough/followthrough/internal/client/github"
	"github.com/followthrough/followthrough/internal/finding"
)

// rule is one rule of a branch, as rulesets have it.
type rule struct {
	Type       string `json:"type"`
	Parameters struct {
		Checks []struct {
			Context string `json:"context"`
		} `json:"required_status_checks"`
	} `json:"parameters"`
}

// protection is what a branch's own protection asks for; only administrators
// see it.
type protection struct {
	Reviews *struct{} `json:"required_pull_request_reviews"`
	Checks  *struct {
		Contexts []string `json:"contexts"`
	} `json:"required_status_checks"`
	Signatures   *enabled  `json:"required_signatures"`
	Restrictions *struct{} `json:"restrictions"`
	Lock         *enabled  `json:"lock_branch"`
}

type enabled struct {
	Enabled bool `json:"enabled"`
}

// checkRules says what the rules of a branch would refuse. Whether we may pass
// them by can't be seen by everyone, so that is named beside.
func (s *Source) checkRules(ctx context.Context, repo *repository, branch string) (out finding.List) {
	var rules []rule
	for path := repo.API("rules/branches/%s?per_page=100", url.PathEscape(branch)); path != ""; {
		var page []rule
		answer, err := s.opt.Client.Do(ctx, "GET", path, nil, &page)
		if err != nil {
			if client.KindOf(err) == client.NotFound { // an older Enterprise Server
				break
			}
			out.Look("if a report is refused, set report_via: pull_request", "the rules of branch %s can't be read: %v", branch, err)
			return out
		}
		rules = append(rules, page...)
		path = answer.Next
	}
	for _, r := range rules {
		s.judge(branch, r.Type, contexts(r), &out)
	}
	s.checkProtection(ctx, repo, branch, &out)
	return compact(out)
}

func contexts(r rule) []string {
	var out []string
	for _, c := range r.Parameters.Checks {
		out = append(out, c.Context)
	}
	return out
}

// checkProtection looks at the older kind of rules, where we may see them.
func (s *Source) checkProtection(ctx context.Context, repo *repository, branch string, out *finding.List) {
	var p protection
	if _, err := s.opt.Client.Do(ctx, "GET", repo.API("branches/%s/protection", url.PathEscape(branch)), nil, &p); err != nil {
		s.unseen(ctx, repo, branch, out)
		return
	}
	add := func(it bool, kind string, checks []string) {
		if it {
			s.judge(branch, kind, checks, out)
		}
	}
	add(p.Reviews != nil, "pull_request", nil)
	add(p.Signatures != nil && p.Signatures.Enabled, "required_signatures", nil)
	add(p.Restrictions != nil, "update", nil)
	add(p.Lock != nil && p.Lock.Enabled, "update", nil)
	if p.Checks != nil {
		add(true, "required_status_checks", p.Checks.Contexts)
	}
}

// unseen tells of a protection whose rules are not ours to see.
func (s *Source) unseen(ctx context.Context, repo *repository, branch string, out *finding.List) {
	var got struct {
		Protection struct {
			Enabled bool `json:"enabled"`
			Checks  struct {
				Contexts []string `json:"contexts"`
			} `json:"required_status_checks"`
		} `json:"protection"`
	}
	if _, err := s.opt.Client.Do(ctx, "GET", repo.API("branches/%s", url.PathEscape(branch)), nil, &got); err != nil || !got.Protection.Enabled {
		return
	}
	if names := got.Protection.Checks.Contexts; len(names) > 0 {
		s.judge(branch, "required_status_checks", names, out)
		return
	}
	out.Look("if a report is refused, set report_via: pull_request", "branch %s is protected, and the credential may not see how (administration: read)", branch)
}

// judge is what one rule means for what we write to a branch.
func (s *Source) judge(branch, kind string, checks []string, out *finding.List) {
	next := "set report_via: pull_request, or let the credential's account or App bypass the rule"
	if s.opt.Via == ViaPullRequest {
		next = "name a branch under report_via that has no such rule, or let the credential's account or App bypass it"
	}
	switch kind {
	case "pull_request":
		out.Wrong(next, "branch %s is changed by pull request only", branch)
	case "required_status_checks":
		out.Wrong(next, "branch %s wants status checks%s before a commit reaches it", branch, named(checks))
	case "update", "creation", "merge_queue":
		out.Wrong(next, "branch %s may be changed by few (rule %s)", branch, kind)
	case "required_signatures":
		s.signatures(branch, next, out)
	case "non_fast_forward":
		if s.opt.Via == ViaPullRequest {
			out.Wrong(next, "branch %s may not be pushed over, and what is proposed is made anew on each change", branch)
		}
	case "deletion", "required_linear_history":
	default:
		out.Look("if a report is refused, "+next, "branch %s has the rule %s", branch, kind)
	}
}

// signatures are GitHub's own for commits of an App that names no author.
func (s *Source) signatures(branch, next string, out *finding.List) {
	if s.opt.Client.App() {
		out.Good("branch %s wants signed commits: GitHub signs those of the App", branch)
		return
	}
	out.Wrong("use a GitHub App (app: {id, installation, private_key_file}), or "+next, "branch %s wants signed commits, and GitHub signs none made by a token", branch)
}

func named(checks []string) string {
	if len(checks) == 0 {
		return ""
	}
	return fmt.Sprintf(" (%s)", strings.Join(checks, ", "))
}

// compact leaves out what is said twice.
func compact(all finding.List) (out finding.List) {
	for _, f := range all {
		if !slices.Contains(out, f) {
			out = append(out, f)
		}
	}
	return out
}
