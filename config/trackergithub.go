package config

import (
	"strconv"

	"github.com/followthrough/followthrough/config/tree"
	"github.com/followthrough/followthrough/sync/tracker/github"
	"github.com/followthrough/followthrough/sync/tracker/github/draft"
)

// githubTracker judges what a GitHub tracker says beside its name.
func (l *loader) githubTracker(n *tree.Node, template string, out *Tracker) {
	c := out.GitHub
	tlsFiles(n, &c.CAFile, &c.ClientCertFile, &c.ClientKeyFile)
	if !n.Get("github").IsObject() {
		return // told already
	}
	githubMistakes(n, "github", c.Validate())
	if err := github.CheckLabel(out.Label); err != nil {
		n.FailAt("label", "%v", err)
	}
	l.issueTracker(n, template, out, draft.CheckTemplate)
}

// issueTracker judges what all trackers of issues have.
func (l *loader) issueTracker(n *tree.Node, template string, out *Tracker, check func(words string) error) {
	if out.Settle != nil && *out.Settle < minSettle {
		n.FailAt("settle", "must be at least 1s, for a search does not show at once what was made: leave it out for our own")
	}
	if template != "" {
		out.Template = l.template(n.Get("template"), template, check)
	}
}

// unsendable reports secrets that no header can carry.
func unsendable(part *tree.Node, names ...string) {
	for _, name := range names {
		if v := part.Get(name); v != nil {
			v.Sendable()
		}
	}
}

// githubAccounts reports accounts that are not named by their numbers: a name
// that was given up may be anybody's.
func githubAccounts(n *tree.Node, accounts []string) {
	for i, a := range accounts {
		if number, err := strconv.ParseInt(a, 10, 64); err != nil || number <= 0 || strconv.FormatInt(number, 10) != a {
			n.FailAt("accounts["+strconv.Itoa(i)+"]", "must be an account's number, for its name may change: gh api users/NAME --jq .id tells it")
		}
	}
}
