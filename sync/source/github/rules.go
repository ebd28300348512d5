package github

import (
	"fmt"
	"net/url"
	"slices"
	"strings"

	client "github.com/followthrough/followthrough/internal/client/github"
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
	Reviews      *struct{} `json:"required_pull_request_reviews"`
	Checks       *required `json:"required_status_checks"`
	Signatures   enabled   `json:"required_signatures"`
	Restrictions *struct{} `json:"restrictions"`
	Lock         enabled   `json:"lock_branch"`
}

type required struct {
	Contexts []string `json:"contexts"`
}

type enabled struct {
	Enabled bool `json:"enabled"`
}

// maxRules bounds how many rules of a branch are read.
const maxRules = 1000

// rules says what the rules of the branch would refuse. Whether we may pass them
// by can't be seen by everyone, so that is named beside.
func (i *inspection) rules() {
	all, _, err := client.List[rule](i.ctx, i.opt.Client, i.now.repo.API("rules/branches/%s", url.PathEscape(i.branch)), "", maxRules)
	if err != nil && client.KindOf(err) != client.NotFound { // which an older Enterprise Server says
		i.found.Look("if a report is refused, set report_via: pull_request", "the rules of branch %s can't be read: %v", i.branch, err)
		return
	}
	told := len(i.found)
	for _, r := range all {
		var checks []string
		for _, c := range r.Parameters.Checks {
			checks = append(checks, c.Context)
		}
		i.judge(r.Type, checks)
	}
	i.protection()
	for n := len(i.found) - 1; n > told; n-- { // what rules and protection both say is said once
		if slices.Contains(i.found[told:n], i.found[n]) {
			i.found = slices.Delete(i.found, n, n+1)
		}
	}
}

// protection looks at the older kind of rules, where we may see them.
func (i *inspection) protection() {
	var p protection
	repo := i.now.repo
	if err := repo.Get(i.ctx, repo.API("branches/%s/protection", url.PathEscape(i.branch)), &p); err != nil {
		i.unseen()
		return
	}
	for _, on := range []struct {
		it   bool
		kind string
	}{
		{p.Reviews != nil, "pull_request"}, {p.Signatures.Enabled, "required_signatures"}, {p.Restrictions != nil, "update"}, {p.Lock.Enabled, "update"},
	} {
		if on.it {
			i.judge(on.kind, nil)
		}
	}
	if p.Checks != nil {
		i.judge("required_status_checks", p.Checks.Contexts)
	}
}

// unseen tells of a protection whose rules are not ours to see.
func (i *inspection) unseen() {
	var got struct {
		Protection struct {
			enabled
			Checks required `json:"required_status_checks"`
		} `json:"protection"`
	}
	repo := i.now.repo
	if err := repo.Get(i.ctx, repo.API("branches/%s", url.PathEscape(i.branch)), &got); err != nil || !got.Protection.Enabled {
		return
	}
	if names := got.Protection.Checks.Contexts; len(names) > 0 {
		i.judge("required_status_checks", names)
		return
	}
	i.found.Look("if a report is refused, set report_via: pull_request", "branch %s is protected, and the credential may not see how (administration: read)", i.branch)
}

// judge is what one rule means for what we write to a branch.
func (i *inspection) judge(kind string, checks []string) {
	branch, out := i.branch, &i.found
	next := "set report_via: pull_request, or let the credential's account or App bypass the rule"
	if i.opt.Via == ViaPullRequest {
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
		i.signatures(next)
	case "non_fast_forward":
		if i.opt.Via == ViaPullRequest {
			out.Wrong(next, "branch %s may not be pushed over, and what is proposed is made anew on each change", branch)
		}
	case "deletion", "required_linear_history":
	default:
		out.Look("if a report is refused, "+next, "branch %s has the rule %s", branch, kind)
	}
}

// signatures are GitHub's own for commits of an App that names no author.
func (i *inspection) signatures(next string) {
	if i.opt.Client.App() {
		i.found.Good("branch %s wants signed commits: GitHub signs those of the App", i.branch)
		return
	}
	i.found.Wrong("use a GitHub App (app: {id, installation, private_key_file}), or "+next, "branch %s wants signed commits, and GitHub signs none made by a token", i.branch)
}

func named(checks []string) string {
	if len(checks) == 0 {
		return ""
	}
	return fmt.Sprintf(" (%s)", strings.Join(checks, ", "))
}
