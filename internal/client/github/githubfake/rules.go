package githubfake

import "github.com/followthrough/followthrough/internal/client/github/githubfake/gitworld"

// Protect sets the rules of a branch.
func (r *Repo) Protect(branch string, rules Rules) {
	defer r.lock()()
	r.git.SetRules(branch, rules)
}

// Unprotect takes a branch's rules away.
func (r *Repo) Unprotect(branch string) { r.Protect(branch, Rules{}) }

// getProtection answers branch protection of the old kind, which knows
// nothing of rulesets.
func getProtection(c *call) reply {
	rules, _ := c.repo.git.Rules(c.param("branch"))
	if !rules.Classic {
		return refusal(404, "Branch not protected")
	}
	self := c.of("branches/%s/protection", c.param("branch"))
	on := func(b bool) object { return object{"enabled": b} }
	out := object{
		"url": self, "enforce_admins": object{"url": self + "/enforce_admins", "enabled": true}, "required_linear_history": on(rules.LinearHistory),
		"allow_force_pushes": on(false), "allow_deletions": on(false), "required_signatures": object{"url": self + "/required_signatures", "enabled": rules.Signatures},
		"lock_branch": on(false),
	}
	if rules.PullRequest {
		users := []any{}
		for _, login := range rules.Bypass {
			users = append(users, object{"login": login})
		}
		out["required_pull_request_reviews"] = object{
			"url": self + "/required_pull_request_reviews", "required_approving_review_count": rules.Approvals,
			"dismiss_stale_reviews": false, "require_code_owner_reviews": false,
			"bypass_pull_request_allowances": object{"users": users, "teams": []any{}, "apps": []any{}},
		}
	}
	if len(rules.Checks) > 0 {
		out["required_status_checks"] = object{"url": self + "/required_status_checks", "strict": false, "contexts": rules.Checks}
	}
	if rules.NoUpdate {
		out["restrictions"] = object{"url": self + "/restrictions", "users": []any{}, "teams": []any{}, "apps": []any{}}
	}
	return ok(out)
}

// getRules answers the rules of rulesets that hold on a branch, whether or not
// the caller may pass them by.
func getRules(c *call) reply {
	rules, _ := c.repo.git.Rules(c.param("branch"))
	all := []any{}
	for _, rule := range rulesOf(rules) {
		rule["ruleset_source_type"], rule["ruleset_source"], rule["ruleset_id"] = "Repository", c.repo.fullName(), c.repo.ID
		all = append(all, rule)
	}
	return c.page(all)
}

func rulesOf(rules gitworld.Rules) []object {
	if rules.Classic {
		return nil
	}
	var out []object
	add := func(it bool, kind string, parameters object) {
		if !it {
			return
		}
		rule := object{"type": kind}
		if parameters != nil {
			rule["parameters"] = parameters
		}
		out = append(out, rule)
	}
	var checks []any
	for _, name := range rules.Checks {
		checks = append(checks, object{"context": name})
	}
	add(rules.NoDeletion, "deletion", nil)
	add(rules.NoForce, "non_fast_forward", nil)
	add(rules.NoUpdate, "update", object{"update_allows_fetch_and_merge": false})
	add(rules.PullRequest, "pull_request", object{
		"required_approving_review_count": rules.Approvals, "dismiss_stale_reviews_on_push": false, "require_code_owner_review": false,
		"require_last_push_approval": false, "required_review_thread_resolution": false, "allowed_merge_methods": []any{"merge", "squash", "rebase"},
	})
	add(rules.Signatures, "required_signatures", nil)
	add(rules.LinearHistory, "required_linear_history", nil)
	add(checks != nil, "required_status_checks", object{"strict_required_status_checks_policy": false, "required_status_checks": checks})
	add(rules.MergeQueue, "merge_queue", object{"merge_method": "MERGE", "grouping_strategy": "ALLGREEN"})
	return out
}
