package config

import (
	"strings"

	"github.com/followthrough/followthrough/config/tree"
	"github.com/followthrough/followthrough/sync/tracker/github"
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
	l.issueTracker(n, template, out, github.CheckTemplate)
}

// issueTracker judges what all trackers of issues have.
func (l *loader) issueTracker(n *tree.Node, template string, out *Tracker, check func(words string) error) {
	if out.Settle != nil && *out.Settle < minSettle {
		n.FailAt("settle", "wants at least 1s: a search does not show at once what was made")
	}
	if template != "" {
		out.Template = l.template(n.Get("template"), template, check)
	}
}

// unsendable reports secrets that no header can carry.
func unsendable(part *tree.Node, names ...string) {
	for _, name := range names {
		if v := part.Get(name); v != nil && strings.ContainsFunc(v.Value, notInASecret) {
			v.Fail("has a space, a line break or a sign that can't be sent: is it the right one?")
		}
	}
}
