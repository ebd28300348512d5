package config

import (
	"cmp"
	"fmt"
	"regexp"
	"strings"
	"unicode"

	"github.com/followthrough/followthrough/config/tree"
	"github.com/followthrough/followthrough/internal/names"
	"github.com/followthrough/followthrough/mapping"
	"github.com/followthrough/followthrough/sync/tracker/jira"
)

var jiraProject = regexp.MustCompile(`^[A-Z][A-Z0-9_]+$`)

// jiraBacklog judges a backlog that is part of a Jira project.
func jiraBacklog(team, all *tree.Node, t Tracker) mapping.Backlog {
	var shape backlogShape
	var issues issueBacklogShape
	var own jira.Backlog
	if v := all.Get("component"); v != nil && v.IsList() {
		v.Fail("must be one component: for several write components: [A, B]")
	}
	tree.Decode(all, t.backlogLacks(), &shape, &issues, &own)
	switch upper := strings.ToUpper(shape.Project); {
	case shape.Project == "":
		team.FailAt("backlog", "names no project: give its key, such as PAY")
	case !jiraProject.MatchString(shape.Project) && jiraProject.MatchString(upper):
		all.Get("project").Fail("a Jira project's key is in capitals: write it so, as in PAY")
	case !jiraProject.MatchString(shape.Project):
		all.Get("project").Fail("is not a Jira project's key, which looks like PAY: it is what its issues' keys begin with (PAY-12)")
	}
	for _, wrong := range own.Validate() {
		failPart(all, team, wrong)
	}
	checkJiraNames(team, all, own, issues.Labels)
	checkJiraFields(team, all, own.Fields)
	checkPriorities(all, issues)
	return mapping.Backlog{
		Tracker: t.Name, Project: shape.Project, Labels: issues.Labels, Settings: settings(own),
		Apart: jiraApart(t, own, issues.Labels), Silo: shape.Silo, Restricted: telling(all, shape.Restricted),
		Priority: issues.Priority, Due: issues.Due.due(),
	}
}

// jiraApart is what tells a Jira backlog from others in its project. The label
// that each issue of the tracker has tells nothing.
func jiraApart(t Tracker, own jira.Backlog, labels []string) string {
	return apart(t, own.Label, labels, own.Apart())
}

// checkJiraNames judges what can't be the name of anything in Jira.
func checkJiraNames(team, all *tree.Node, own jira.Backlog, labels []string) {
	for i, label := range labels {
		if why := labelMistake(label); why != "" {
			failPart(all, team, fmt.Sprintf("labels[%d]: %s", i, why))
		}
	}
	if own.Label != nil && *own.Label != "" && labelMistake(*own.Label) != "" {
		failPart(all, team, "label: "+labelMistake(*own.Label))
	}
	for part, name := range map[string]string{"type": own.Type, "component": own.Component, "fix_version": own.FixVersion} {
		if name != "" && !printable(name) {
			failPart(all, team, part+": must be its name as Jira shows it, on one line")
		}
	}
	if n := all.Get("components"); n != nil {
		printables(n, "", own.Components, "its name as Jira shows it")
	}
	if own.Board < 0 {
		failPart(all, team, "board: must be the board's number, as its address shows it (…/boards/42)")
	}
}

// labelMistake says why a text can't be a label; "": it can.
func labelMistake(label string) string {
	switch {
	case strings.ContainsFunc(label, unicode.IsSpace):
		return "Jira's labels have no spaces: write it with a hyphen"
	case !printable(label):
		return "must be a label on one line"
	}
	return ""
}

// jiraOwnFields are the fields that have a key of their own, or that are not
// for a configuration to set, by their ids and their English names.
var jiraOwnFields = map[string]string{
	"assignee": "is the team's to set, and nobody is assigned: take it out", "reporter": "is a person, and none is set on an item: take it out",
	"summary": "is the action's own", "description": "is written by followthrough: see template",
	"project": "has a key of its own: project", "issuetype": "has a key of its own: type", "issue type": "has a key of its own: type",
	"labels": "has a key of its own: labels", "components": "has a key of its own: component",
	"component/s": "has a key of its own: component", "parent": "has a key of its own: parent",
	"fixversions": "has a key of its own: fix_version", "fix versions": "has a key of its own: fix_version",
	"fix version/s": "has a key of its own: fix_version", "duedate": "has a key of its own: due", "due date": "has a key of its own: due",
}

func checkJiraFields(team, all *tree.Node, fields []jira.Value) {
	seen := map[string]bool{}
	for i, f := range fields {
		part := fmt.Sprintf("fields[%d]", i)
		name := names.Folded(cmp.Or(f.ID, f.Name))
		why := jiraOwnFields[name]
		switch {
		case name == "": // the adapter says so
		case why != "":
			failPart(all, team, part+": this field "+why)
		case seen[name]:
			failPart(all, team, part+": this field is set twice: keep one of the two")
		case f.Value == nil || f.Value == "":
			failPart(all, team, part+".value: is missing: say what the field is set to")
		}
		seen[name] = true
	}
}
