package config

import (
	"strings"
	"time"

	"github.com/followthrough/followthrough/sync/tracker/jira"
)

// tracker judges one tracker.
func (l *loader) tracker(n *node) Tracker {
	var shape trackerShape
	var issues issueTrackerShape
	if n.has("files") && !n.has("jira") {
		decode(n, &shape, &filesTrackerLacks{})
	} else {
		decode(n, &shape, &issues)
	}
	n.doc.checkName(n.path, shape.Name)
	if shape.Name == "none" {
		n.failAt("name", "none is the word for no tracker: choose another name")
	}
	out := Tracker{Name: shape.Name, Files: shape.Files, Jira: shape.Jira}
	if shape.Settle != nil {
		settle := time.Duration(*shape.Settle)
		out.Settle = &settle
	}
	switch {
	case shape.Files != nil && shape.Jira != nil:
		n.failAt("jira", "files is given as well: a tracker is of one kind, make it two")
	case shape.Files != nil:
		shape.Files.Path = l.directory(n.path+".files", shape.Files.Path)
	case shape.Jira != nil:
		out.Label, out.Declined = value(issues.Label, defaultLabel), issues.Declined
		l.jiraTracker(n, issues.Template, &out)
	case n.kind == object && !n.has("files", "jira", "github"):
		n.failAt("", "does not say where its items are: give jira: {url: …} or files: {path: …}")
	}
	return out
}

// defaultLabel is the label on each issue where the configuration says none.
const defaultLabel = "post-mortem"

// minSettle is the least settle time of a tracker that answers over a network.
const minSettle = time.Second

// jiraTracker judges what a Jira tracker says beside its name.
func (l *loader) jiraTracker(n *node, template string, out *Tracker) {
	c := out.Jira
	for _, path := range []*string{&c.CAFile, &c.ClientCertFile, &c.ClientKeyFile} {
		*path = n.doc.file(*path)
	}
	if n.get("jira").kind != object {
		return // told already
	}
	for _, err := range c.Validate() {
		n.failKey("jira", err.Error())
	}
	if (c.ClientCertFile == "") != (c.ClientKeyFile == "") {
		n.failAt("jira.client_cert_file", "give client_cert_file and client_key_file together")
	}
	for _, name := range []string{"token", "client_secret"} {
		if v := n.get("jira").get(name); v != nil && strings.ContainsFunc(v.value, notInASecret) {
			v.fail("has a space, a line break or a sign that can't be sent: is it the right one?")
		}
	}
	if why := labelMistake(out.Label); out.Label != "" && why != "" {
		n.failAt("label", "%s", why)
	}
	if out.Settle != nil && *out.Settle < minSettle {
		n.failAt("settle", "wants at least 1s: a search does not show at once what was made")
	}
	l.checkDeclined(n, out.Declined)
	if template != "" {
		out.Template = l.template(n.get("template"), template, *out)
	}
}

func notInASecret(r rune) bool { return r <= ' ' || r > '~' }

// checkDeclined reports names that no status or resolution can have.
func (l *loader) checkDeclined(n *node, d *jira.Declined) {
	if d == nil {
		return
	}
	for part, names := range map[string][]string{"resolutions": d.Resolutions, "statuses": d.Statuses} {
		n.printables("declined."+part, names, "the name as Jira shows it")
	}
}
