package config

import (
	"fmt"
	"slices"
	"strings"

	"github.com/followthrough/followthrough/config/tree"
	"github.com/followthrough/followthrough/internal/client/github/issues"
	"github.com/followthrough/followthrough/mapping"
	"github.com/followthrough/followthrough/sync/tracker/github"
)

// githubBacklog judges a backlog that is a repository's issues.
func githubBacklog(team, all *tree.Node, t Tracker) mapping.Backlog {
	var shape backlogShape
	var with issueBacklogShape
	var own github.Backlog
	tree.Decode(all, t.backlogLacks(), &shape, &with, &own)
	if shape.Project == "" {
		team.FailAt("backlog", "names no project: give the repository, such as acme/payments")
	} else if err := issues.CheckRepository(shape.Project); err != nil {
		all.Get("project").Fail("%v", err)
	}
	for _, wrong := range own.Validate() {
		failPart(all, team, wrong)
	}
	checkGitHubNames(team, all, own, with.Labels)
	checkPriorities(all, with)
	if own.Board == 0 {
		for _, part := range []string{"priority", "due"} {
			if v := all.Get(part); v != nil {
				v.Fail("an issue has no %s of its own: give the board (Projects v2) whose field it is", part)
			}
		}
	}
	return mapping.Backlog{
		Tracker: t.Name, Project: shape.Project, Labels: with.Labels, Settings: settings(own),
		Apart: githubApart(t, own, with.Labels), Silo: shape.Silo, Restricted: telling(all, shape.Restricted),
		Priority: with.Priority, Due: with.Due.due(),
	}
}

// githubApart is what tells a GitHub backlog from others in its repository.
// The label that each issue of the tracker has tells nothing.
func githubApart(t Tracker, own github.Backlog, labels []string) string {
	return apart(t, own.Label, labels, own.Apart())
}

// checkGitHubNames judges what can't be the name of anything on GitHub.
func checkGitHubNames(team, all *tree.Node, own github.Backlog, labels []string) {
	for i, label := range labels {
		if err := github.CheckLabel(label); err != nil || label == "" {
			why := "is empty: name a label, or take the entry out"
			if err != nil {
				why = err.Error()
			}
			failPart(all, team, fmt.Sprintf("labels[%d]: %s", i, why))
		}
	}
	for part, name := range map[string]string{"type": own.Type, "milestone": own.Milestone} {
		if name != "" && !printable(name) {
			failPart(all, team, part+": must be its name as GitHub shows it, on one line")
		}
	}
}

// apart is what tells a backlog of issues from others in its project: its
// labels, and what the adapter says.
func apart(t Tracker, label *string, labels []string, own string) string {
	parts := slices.Clone(labels)
	if label != nil {
		parts = append(parts, *label)
	}
	slices.Sort(parts)
	var out []string
	for _, label := range slices.Compact(parts) {
		if label != "" && label != t.Label {
			out = append(out, "label "+label)
		}
	}
	if own != "" {
		out = append([]string{own}, out...)
	}
	return strings.Join(out, ", ")
}
