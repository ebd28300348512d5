package preflight

import (
	"context"
	"fmt"
	"maps"
	"slices"
	"strings"
	"sync"

	"github.com/followthrough/followthrough/cmd/followthrough/show"
	"github.com/followthrough/followthrough/config"
	"github.com/followthrough/followthrough/internal/client/github"
	"github.com/followthrough/followthrough/internal/finding"
	"github.com/followthrough/followthrough/internal/scalar"
	"github.com/followthrough/followthrough/mapping"
	tracked "github.com/followthrough/followthrough/sync/tracker/github"
)

// credential is one of GitHub's, and what the configuration wants of it.
type credential struct {
	client *github.Client
	users  []string          // sources and trackers, as findings call them
	needs  map[string]string // permissions by their names in the API: read, write
	may    map[string]string // those that serve something, and that it can do without
	places []string          // repositories

	once  sync.Once // it is asked who we are
	found finding.List
	err   error
}

// wanted are the credentials that a configuration uses. Those without a client are
// told already.
func (c *Check) wanted() (all []*credential) {
	find := func(cfg github.Config, user string) *credential {
		have := c.Clients[cfg.Identity()]
		n := slices.IndexFunc(all, func(k *credential) bool { return k.client == have })
		if n < 0 {
			n = len(all)
			all = append(all, &credential{client: have, needs: map[string]string{"metadata": "read"}, may: map[string]string{}})
		}
		all[n].users = append(all[n].users, user)
		return all[n]
	}
	for _, s := range c.Config.Sources {
		switch user := "source " + s.Name; {
		case s.GitHub != nil:
			find(s.GitHub.Config, user).reviews(s)
		case s.GitHubIssues != nil:
			find(s.GitHubIssues.Config, user).desk(s)
		}
	}
	for _, t := range c.Config.Trackers {
		if t.GitHub != nil {
			find(t.GitHub.Config, "tracker "+t.Name).backlogs(t.Name, c.Config.Mapping.Teams())
		}
	}
	return slices.DeleteFunc(all, func(k *credential) bool { return k.client == nil })
}

// credentials tell of each credential of GitHub's what it may do beyond its
// need, as far as the answers so far told it. That of a part that hangs is not
// asked.
func (c *Check) credentials(ctx context.Context, hung []*part) (found []show.Finding) {
	if c.Reach == Offline {
		return nil
	}
	var parts []*part
	var asks []func(context.Context, *part)
	for _, k := range c.known {
		if slices.ContainsFunc(hung, func(p *part) bool { return slices.Contains(k.users, p.about) }) {
			continue
		}
		p := newPart("credential of " + strings.Join(k.users, ", "))
		p.extra = true // those who use it tell
		parts, asks = append(parts, p), append(asks, k.beyond)
	}
	c.together(ctx, parts, asks)
	for _, p := range parts {
		found = append(found, p.end()...)
	}
	return found
}

// reviews adds what reviews in a repository want.
func (k *credential) reviews(s config.Source) {
	k.places = append(k.places, s.GitHub.Repository)
	want(k.needs, "contents", "read")
	if len(s.Report) == 0 {
		return
	}
	want(k.needs, "contents", "write")
	want(k.may, "administration", "read") // shows how a branch is protected
	if s.ReportVia == "pull_request" {
		want(k.needs, "pull_requests", "write")
	}
}

// desk adds what reviews want that are issues.
func (k *credential) desk(s config.Source) {
	k.places = append(k.places, s.GitHubIssues.Repository)
	want(k.needs, "issues", "read")
	if len(s.Report) > 0 {
		want(k.needs, "issues", "write")
	}
}

// backlogs adds what the teams' backlogs in a tracker want.
func (k *credential) backlogs(name string, teams []mapping.Team) {
	want(k.needs, "issues", "read")
	want(k.may, "pull_requests", "read") // actions name them
	for _, team := range teams {
		if team.Backlog.Tracker != name {
			continue
		}
		k.places = append(k.places, team.Backlog.Project)
		want(k.needs, "issues", "write")
		var own tracked.Backlog
		if len(team.Backlog.Settings) > 0 && scalar.Decode(team.Backlog.Settings, &own) == nil && own.Board != 0 {
			want(k.needs, "organization_projects", "write")
		}
	}
}

// rank orders the levels of a permission.
func rank(level string) int { return slices.Index([]string{"", "read", "write", "admin"}, level) }

func want(of map[string]string, name, level string) {
	if rank(level) > rank(of[name]) {
		of[name] = level
	}
}

// beyond tells what one credential may do beyond its need.
func (k *credential) beyond(ctx context.Context, p *part) {
	p.at("what it may do")
	has, told := k.client.Rights()
	slices.Sort(k.places)
	where := strings.Join(slices.Compact(k.places), ", ")
	switch {
	case !told:
	case k.client.App():
		if more := k.morePermissions(has.Permissions); len(more) > 0 {
			p.look("take the rest from the App, and have the installation accept it", "the App's installation may do more than it needs: %s. Needed is %s",
				strings.Join(more, ", "), inWords(k.needs))
		}
	case has.Scopes == nil:
		p.good("this token does not tell what it may do: it needs %s in %s, and nothing more", inWords(k.needs), where)
	default:
		if more, enough := k.moreScopes(ctx, has.Scopes); len(more) > 0 {
			p.look(fmt.Sprintf("make one with that alone, or better a fine-grained token or an App with %s in %s", inWords(k.needs), where),
				"the token may do more than it needs: %s. Needed is %s", strings.Join(more, ", "), strings.Join(enough, " and "))
		}
	}
}

// morePermissions are an installation's that nothing here wants, or wants so
// much of.
func (k *credential) morePermissions(has map[string]string) []string {
	var out []string
	for _, name := range slices.Sorted(maps.Keys(has)) {
		enough := k.needs[name]
		if rank(k.may[name]) > rank(enough) {
			enough = k.may[name]
		}
		level := has[name]
		switch {
		case level == enough, rank(level) >= 0 && rank(level) <= rank(enough):
		case enough == "":
			out = append(out, name+": "+level)
		default:
			out = append(out, fmt.Sprintf("%s: %s (%s is enough)", name, level, enough))
		}
	}
	return out
}

func inWords(needs map[string]string) string {
	var out []string
	for _, name := range slices.Sorted(maps.Keys(needs)) {
		out = append(out, name+": "+needs[name])
	}
	return strings.Join(out, ", ")
}

// moreScopes are a classic token's that nothing here wants, and those that
// would be enough.
func (k *credential) moreScopes(ctx context.Context, has []string) (more, enough []string) {
	implied := map[string][]string{
		"repo":    {"repo:status", "repo_deployment", "public_repo", "repo:invite", "security_events"},
		"project": {"read:project"},
	}
	enough = []string{"repo"}
	if (slices.Contains(has, "repo") || slices.Contains(has, "public_repo")) && k.public(ctx) {
		enough = []string{"public_repo"}
	}
	if k.needs["organization_projects"] != "" {
		enough = append(enough, "project")
	}
	fine := slices.Clone(enough)
	for _, s := range enough {
		fine = append(fine, implied[s]...)
	}
	for _, s := range has {
		switch {
		case slices.Contains(fine, s):
		case s == "repo":
			more = append(more, "repo (public_repo is enough)")
		default:
			more = append(more, s)
		}
	}
	slices.Sort(more)
	return more, enough
}

// public tells whether everybody sees all repositories that are named.
func (k *credential) public(ctx context.Context) bool {
	for _, name := range slices.Compact(k.places) {
		var repo github.Repository
		if _, err := k.client.Do(ctx, "GET", github.Path(name), nil, &repo); err != nil || repo.Visibility() != "public" {
			return false
		}
	}
	return len(k.places) > 0
}
