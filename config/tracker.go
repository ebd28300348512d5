package config

import (
	"time"

	"github.com/followthrough/followthrough/config/tree"
	"github.com/followthrough/followthrough/sync/tracker/jira"
)

// tracker judges one tracker.
func (l *loader) tracker(n *tree.Node) Tracker {
	var shape trackerShape
	var issues issueTrackerShape
	var own jiraTrackerShape
	tree.Decode(n, trackerTakes(n, &shape, &issues, &own)...)
	if !n.IsObject() {
		return Tracker{} // told already
	}
	checkName(n.Doc, n.Path, shape.Name)
	if shape.Name == "none" {
		n.FailAt("name", "none is the word for no tracker: choose another name")
	}
	checkGlobs(n.Doc, n.Path+".follow", shape.Follow)
	out := Tracker{Name: shape.Name, Follow: shape.Follow, Files: shape.Files, Jira: shape.Jira, GitHub: shape.GitHub}
	if shape.Settle != nil {
		settle := time.Duration(*shape.Settle)
		out.Settle = &settle
	}
	if l.kind(n, shape) {
		l.parts(n, shape, issues, own, &out)
	}
	return out
}

// trackerTakes are the structs that a tracker decodes into: what its kind
// takes, and before them what it lacks.
func trackerTakes(n *tree.Node, shape *trackerShape, issues *issueTrackerShape, own *jiraTrackerShape) []any {
	switch {
	case n.Has("files") && !n.Has("jira", "github"):
		return []any{shape, &filesTrackerLacks{}}
	case n.Has("github") && !n.Has("jira", "files"):
		return []any{shape, &githubTrackerLacks{}, issues}
	}
	return []any{shape, issues, own}
}

// kind tells whether a tracker is of one kind, and reports it if not.
func (l *loader) kind(n *tree.Node, shape trackerShape) bool {
	switch {
	case shape.Files != nil && shape.Jira != nil:
		n.FailAt("jira", "files is given as well: a tracker is of one kind, make it two, each with its name")
	case shape.GitHub != nil && (shape.Files != nil || shape.Jira != nil):
		n.FailAt("github", "another kind is given as well: a tracker is of one kind, make it two, each with its name")
	case n.IsObject() && !n.Has("files", "jira", "github", "type", "kind", "folder", "gitlab", "linear", "azure_devops"):
		n.FailAt("", "does not say where its items are: give jira: {url: …}, github: {token: …} or files: {path: …}")
	default:
		return true
	}
	return false
}

// parts judges what belongs to a tracker's kind.
func (l *loader) parts(n *tree.Node, shape trackerShape, issues issueTrackerShape, own jiraTrackerShape, out *Tracker) {
	switch {
	case shape.Files != nil && n.Get("files").IsObject():
		shape.Files.Path = l.directory(n.Path+".files", shape.Files.Path)
	case shape.Jira != nil:
		out.Label, out.Declined, out.Accounts = value(issues.Label, defaultLabel), own.Declined, issues.Accounts
		printables(n, "accounts", issues.Accounts, "the account's accountId (Cloud) or key (Data Center)")
		l.jiraTracker(n, issues.Template, out)
	case shape.GitHub != nil:
		out.Label, out.Accounts = value(issues.Label, defaultLabel), issues.Accounts
		githubAccounts(n, issues.Accounts)
		l.githubTracker(n, issues.Template, out)
	}
}

// defaultLabel is the label on each issue where the configuration says none.
const defaultLabel = "post-mortem"

// minSettle is the least settle time of a tracker that answers over a network.
const minSettle = time.Second

// jiraTracker judges what a Jira tracker says beside its name.
func (l *loader) jiraTracker(n *tree.Node, template string, out *Tracker) {
	c := out.Jira
	tlsFiles(n, &c.CAFile, &c.ClientCertFile, &c.ClientKeyFile)
	if !n.Get("jira").IsObject() {
		return // told already
	}
	for _, err := range c.Validate() {
		n.FailKey("jira", err.Error())
	}
	if (c.ClientCertFile == "") != (c.ClientKeyFile == "") {
		n.FailAt("jira.client_cert_file", "give client_cert_file and client_key_file together")
	}
	unsendable(n.Get("jira"), "token", "client_secret")
	if why := labelMistake(out.Label); out.Label != "" && why != "" {
		n.FailAt("label", "%s", why)
	}
	l.checkDeclined(n, out.Declined)
	l.issueTracker(n, template, out, jiraWords(*out))
}

// checkDeclined reports names that no status or resolution can have.
func (l *loader) checkDeclined(n *tree.Node, d *jira.Declined) {
	if d == nil {
		return
	}
	for part, names := range map[string][]string{"resolutions": d.Resolutions, "statuses": d.Statuses} {
		printables(n, "declined."+part, names, "the name as Jira shows it")
	}
}
