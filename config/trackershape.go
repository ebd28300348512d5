package config

import (
	"github.com/followthrough/followthrough/config/tree"
	"github.com/followthrough/followthrough/sync/tracker/files"
	"github.com/followthrough/followthrough/sync/tracker/github"
	"github.com/followthrough/followthrough/sync/tracker/jira"
)

// The keys of trackers and backlogs, by kind. What a kind takes and what it
// lacks are two structs: a key of another kind is refused in words of its own.

// trackerShape holds the keys of a tracker of any kind.
type trackerShape struct {
	Name              string         `yaml:"name"`
	Files             *files.Config  `yaml:"files"`
	Jira              *jira.Config   `yaml:"jira"`
	GitHub            *github.Config `yaml:"github"`
	Settle            *duration      `yaml:"settle"`
	Follow            []string       `yaml:"follow" meant:"projects"`
	Type              tree.Later     `yaml:"type" says:"a tracker's kind is told by the key that holds its settings: jira: {url: …}, github: {token: …} or files: {path: …}"`
	Kind              tree.Later     `yaml:"kind" says:"a tracker's kind is told by the key that holds its settings: jira: {url: …}, github: {token: …} or files: {path: …}"`
	Folder            tree.Later     `yaml:"folder" says:"a folder of backlogs is written files: {path: …}"`
	GitLab            tree.Later     `yaml:"gitlab" says:"not in this version: a tracker is jira, github or files"`
	Linear            tree.Later     `yaml:"linear" says:"not in this version: a tracker is jira, github or files"`
	AzureDevOps       tree.Later     `yaml:"azure_devops" says:"not in this version: a tracker is jira, github or files"`
	WebhookSecret     tree.Later     `yaml:"webhook_secret" says:"not in this version, where what changed is found by asking: leave it out"`
	WebhookSecretFile tree.Later     `yaml:"webhook_secret_file" says:"not in this version, where what changed is found by asking: leave it out"`
}

// issueTrackerShape holds the keys of a tracker whose items are issues.
type issueTrackerShape struct {
	Label    *string `yaml:"label"`
	Template string  `yaml:"template"`
	// Accounts were ours before: what they made counts as ours.
	Accounts []string `yaml:"accounts"`
}

// jiraTrackerShape holds what only a Jira tracker takes.
type jiraTrackerShape struct {
	Declined *jira.Declined `yaml:"declined"`
}

type githubTrackerLacks struct {
	Declined tree.Later `yaml:"declined" says:"an issue closed as not planned is declined, and GitHub has no other words for it: leave it out"`
}

type filesTrackerLacks struct {
	Label    tree.Later `yaml:"label" says:"a files tracker has no labels: leave it out"`
	Declined tree.Later `yaml:"declined" says:"a files tracker has no resolutions: [-] and struck out lines are declined. Leave it out"`
	Template tree.Later `yaml:"template" says:"a files tracker writes a line an item, and has no template: leave it out"`
	Accounts tree.Later `yaml:"accounts" says:"files have no accounts: what we write there is told by where it lies, or by its signature (marker_secret). Leave it out"`
}

// backlogShape holds the keys of a backlog of any kind.
type backlogShape struct {
	Tracker    string   `yaml:"tracker"`
	Project    string   `yaml:"project" meant:"repo repository project_key key path file project_id"`
	Silo       string   `yaml:"silo"`
	Restricted []string `yaml:"restricted"`
}

// issueBacklogShape holds the keys of a backlog of issues, beside the
// adapter's own.
type issueBacklogShape struct {
	Labels   []string          `yaml:"labels" meant:"tags"`
	Priority map[string]string `yaml:"priority"`
	Due      dueShape          `yaml:"due" meant:"due_date duedate deadline"`
}

type dueShape struct {
	FromReview bool                `yaml:"from_review"`
	After      map[string]duration `yaml:"after"` // "default": any other priority
}

type jiraLacks struct {
	Section   tree.Later `yaml:"section" says:"a Jira backlog has no sections: use component"`
	Milestone tree.Later `yaml:"milestone" says:"a Jira backlog has no milestones: use fix_version"`
	Public    tree.Later `yaml:"public" says:"who sees an issue is the Jira project's matter: leave it out"`
	Sprint    tree.Later `yaml:"sprint" says:"an item goes into the backlog, and the team plans its sprints: leave it out"`
	Status    tree.Later `yaml:"status" says:"an item begins where the project's workflow begins: leave it out"`
	Assignee  tree.Later `yaml:"assignee" says:"followthrough assigns nobody: the team does"`
	Assignees tree.Later `yaml:"assignees" says:"followthrough assigns nobody: the team does"`
	Reporter  tree.Later `yaml:"reporter" says:"followthrough names no person on an item: leave it out"`
}

type filesLacks struct {
	Label      tree.Later `yaml:"label" says:"a files backlog has no labels: leave it out"`
	Labels     tree.Later `yaml:"labels" says:"a files backlog has no labels: leave it out"`
	Priority   tree.Later `yaml:"priority" says:"a files backlog has no priorities: leave it out"`
	Due        tree.Later `yaml:"due" says:"a files backlog has no due dates: leave it out"`
	Type       tree.Later `yaml:"type" says:"a files backlog has no item types: leave it out"`
	Component  tree.Later `yaml:"component" says:"a files backlog has no components: use section"`
	Components tree.Later `yaml:"components" says:"a files backlog has no components: use section"`
	Parent     tree.Later `yaml:"parent" says:"a files backlog has no parents: leave it out"`
	FixVersion tree.Later `yaml:"fix_version" says:"a files backlog has no versions: leave it out"`
	Milestone  tree.Later `yaml:"milestone" says:"a files backlog has no milestones: leave it out"`
	Board      tree.Later `yaml:"board" says:"a files backlog has no boards: leave it out"`
	Fields     tree.Later `yaml:"fields" says:"a files backlog has no fields: leave it out"`
	Public     tree.Later `yaml:"public" says:"a files backlog is as public as its file: leave it out"`
	Assignee   tree.Later `yaml:"assignee" says:"followthrough assigns nobody: the team does"`
	Assignees  tree.Later `yaml:"assignees" says:"followthrough assigns nobody: the team does"`
	Reporter   tree.Later `yaml:"reporter" says:"followthrough names no person on an item: leave it out"`
}

type githubLacks struct {
	Section    tree.Later `yaml:"section" says:"a GitHub backlog has no sections: use labels"`
	Component  tree.Later `yaml:"component" says:"a GitHub backlog has no components: use labels"`
	Components tree.Later `yaml:"components" says:"a GitHub backlog has no components: use labels"`
	FixVersion tree.Later `yaml:"fix_version" says:"a GitHub backlog has no versions: use milestone"`
	Status     tree.Later `yaml:"status" says:"an issue begins open: a field of a board is set with board and fields"`
	Assignee   tree.Later `yaml:"assignee" says:"followthrough assigns nobody: the team does"`
	Assignees  tree.Later `yaml:"assignees" says:"followthrough assigns nobody: the team does"`
	Reporter   tree.Later `yaml:"reporter" says:"followthrough names no person on an item: leave it out"`
}

// backlogTakes are the structs that this tracker's backlogs decode into.
func (t Tracker) backlogTakes() []any {
	switch {
	case t.Files != nil:
		return []any{&backlogShape{}, &files.Backlog{}}
	case t.Jira != nil:
		return []any{&backlogShape{}, &issueBacklogShape{}, &jira.Backlog{}}
	case t.GitHub != nil:
		return []any{&backlogShape{}, &issueBacklogShape{}, &github.Backlog{}}
	}
	return []any{&backlogShape{}, &files.Backlog{}, &issueBacklogShape{}, &jira.Backlog{}} // a mistake, told already
}

// backlogLacks are the keys that only backlogs of other kinds take.
func (t Tracker) backlogLacks() any {
	switch {
	case t.Jira != nil:
		return &jiraLacks{}
	case t.GitHub != nil:
		return &githubLacks{}
	}
	return &filesLacks{}
}
