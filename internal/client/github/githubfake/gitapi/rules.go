package gitapi

import (
	"net/http"

	"github.com/followthrough/followthrough/internal/client/github/githubfake/gitworld"
	"github.com/followthrough/followthrough/internal/client/github/githubfake/rest"
)

// Protect sets the rules of a branch.
func (r *Repo) Protect(branch string, rules Rules) {
	defer r.lock()()
	r.Git.SetRules(branch, rules)
}

// Unprotect takes a branch's rules away.
func (r *Repo) Unprotect(branch string) {
	defer r.lock()()
	r.Git.DropRules(branch)
}

// getProtection answers branch protection of the old kind, which knows
// nothing of rulesets.
func getProtection(c *Call) rest.Reply {
	rules, _ := c.Repo.Git.Rules(c.Param("branch"))
	if !rules.Classic {
		return rest.Refusal(http.StatusNotFound, "Branch not protected")
	}
	self := c.of("branches/%s/protection", c.Param("branch"))
	on := func(b bool) rest.Object { return rest.Object{"enabled": b} }
	out := rest.Object{
		"url": self, "enforce_admins": rest.Object{"url": self + "/enforce_admins", "enabled": true}, "required_linear_history": on(rules.LinearHistory),
		"allow_force_pushes": on(false), "allow_deletions": on(false), "required_signatures": rest.Object{"url": self + "/required_signatures", "enabled": rules.Signatures},
		"lock_branch": on(false),
	}
	if rules.PullRequest {
		users := []any{}
		for _, login := range rules.Bypass {
			users = append(users, rest.Object{"login": login})
		}
		out["required_pull_request_reviews"] = rest.Object{
			"url": self + "/required_pull_request_reviews", "required_approving_review_count": rules.Approvals,
			"dismiss_stale_reviews": false, "require_code_owner_reviews": false,
			"bypass_pull_request_allowances": rest.Object{"users": users, "teams": []any{}, "apps": []any{}},
		}
	}
	if len(rules.Checks) > 0 {
		out["required_status_checks"] = rest.Object{"url": self + "/required_status_checks", "strict": false, "contexts": rules.Checks}
	}
	if rules.NoUpdate {
		out["restrictions"] = rest.Object{"url": self + "/restrictions", "users": []any{}, "teams": []any{}, "apps": []any{}}
	}
	return rest.OK(out)
}

// getRules answers the rules of rulesets that hold on a branch, whether or not
// the caller may pass them by.
func getRules(c *Call) rest.Reply {
	rules, _ := c.Repo.Git.Rules(c.Param("branch"))
	all := []any{}
	for _, rule := range rulesOf(rules) {
		rule["ruleset_source_type"], rule["ruleset_source"], rule["ruleset_id"] = "Repository", c.Repo.FullName(), c.Repo.ID
		all = append(all, rule)
	}
	return c.Page(all)
}

func rulesOf(rules gitworld.Rules) []rest.Object {
	if rules.Classic {
		return nil
	}
	var out []rest.Object
	add := func(it bool, kind string, parameters rest.Object) {
		if !it {
			return
		}
		rule := rest.Object{"type": kind}
		if parameters != nil {
			rule["parameters"] = parameters
		}
		out = append(out, rule)
	}
	var checks []any
	for _, name := range rules.Checks {
		checks = append(checks, rest.Object{"context": name})
	}
	add(rules.NoDeletion, "deletion", nil)
	add(rules.NoForce, "non_fast_forward", nil)
	add(rules.NoUpdate, "update", rest.Object{"update_allows_fetch_and_merge": false})
	add(rules.PullRequest, "pull_request", rest.Object{
		"required_approving_review_count": rules.Approvals, "dismiss_stale_reviews_on_push": false, "require_code_owner_review": false,
		"require_last_push_approval": false, "required_review_thread_resolution": false, "allowed_merge_methods": []any{"merge", "squash", "rebase"},
	})
	add(rules.Signatures, "required_signatures", nil)
	add(rules.LinearHistory, "required_linear_history", nil)
	add(checks != nil, "required_status_checks", rest.Object{"strict_required_status_checks_policy": false, "required_status_checks": checks})
	add(rules.MergeQueue, "merge_queue", rest.Object{"merge_method": "MERGE", "grouping_strategy": "ALLGREEN"})
	return out
}
