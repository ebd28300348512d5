package gitworld

import (
	"fmt"
	"slices"
	"strings"
)

// Rules are what may happen to a branch. The zero value forbids nothing.
type Rules struct {
	// Classic: branch protection of the old kind, not a ruleset; each has its
	// own endpoint and neither shows the other.
	Classic       bool
	PullRequest   bool // changes only through one
	Approvals     int  // that a pull request needs
	Signatures    bool
	LinearHistory bool
	Checks        []string // that must have passed; of what is pushed none has
	NoUpdate      bool     // nobody may write
	MergeQueue    bool
	NoForce       bool
	NoDeletion    bool
	// Bypass are the logins whom the rules don't bind; an App's is SLUG[bot].
	Bypass []string
}

// SetRules are the rules of a branch from now on.
func (r *Repository) SetRules(branch string, rules Rules) { r.rules[branch] = rules }

// DropRules takes the rules of a branch away.
func (r *Repository) DropRules(branch string) { delete(r.rules, branch) }

// Rules are the rules of a branch.
func (r *Repository) Rules(branch string) (Rules, bool) {
	rules, ruled := r.rules[branch]
	return rules, ruled
}

// Violations are what the rules of a branch have against its standing at
// another commit ("": gone) when login does it, in GitHub's words; none: they
// allow it.
func (r *Repository) Violations(branch, login string, to Hash) []string {
	rules, ruled := r.rules[branch]
	if !ruled || slices.ContainsFunc(rules.Bypass, func(b string) bool { return strings.EqualFold(b, login) }) {
		return nil
	}
	from := r.branches[branch]
	if to == "" {
		return when(rules.NoDeletion || rules.Classic, "Cannot delete this branch")
	}
	var unsigned, merges bool
	for _, c := range r.Between(from, to) {
		unsigned = unsigned || !c.Signed
		merges = merges || len(c.Parents) > 1
	}
	var out []string
	out = append(out, when(rules.NoUpdate, "Cannot update this protected ref.")...)
	out = append(out, when(rules.MergeQueue, "Changes must be made through the merge queue")...)
	out = append(out, when(rules.PullRequest, "Changes must be made through a pull request.")...)
	out = append(out, when(rules.Signatures && unsigned, "Commits must have verified signatures.")...)
	out = append(out, when(rules.LinearHistory && merges, "This branch must not contain merge commits.")...)
	out = append(out, when((rules.NoForce || rules.Classic) && !r.Follows(to, from), "Cannot force-push to this branch")...)
	switch {
	case len(rules.Checks) == 1:
		out = append(out, fmt.Sprintf("Required status check %q is expected.", rules.Checks[0]))
	case len(rules.Checks) > 1:
		out = append(out, fmt.Sprintf("%d of %d required status checks are expected.", len(rules.Checks), len(rules.Checks)))
	}
	return out
}

func when(it bool, says string) []string {
	if it {
		return []string{says}
	}
	return nil
}
