package jira

import client "github.com/followthrough/followthrough/internal/client/jira"

// parent asks whether the parent is there and stands above such an item; a
// sub-task has to have one.
func (c *backlogCheck) parent() bool {
	mine := c.fresh.kind(c.screen.TypeID)
	if c.own.Parent == "" {
		f := c.screen.Field("parent")
		if needs := mine.Subtask || f != nil && f.Required; !needs {
			return true
		}
		c.wrong("give the backlog the key of an issue to stand below (parent), or another type",
			"an item would be refused: %s is a type of sub-tasks, and the backlog names no parent", c.own.issueType())
		return false
	}
	found, err := c.client.Fetch(c.ctx, []string{c.own.Parent}, []string{"issuetype", "project", "status"}, nil)
	switch {
	case err != nil:
		c.unread(c.found.Wrong, "the parent "+c.own.Parent, err)
		return false
	case len(found) != 1:
		c.found.Wrong("name another parent, or give the account Browse Projects where it lies",
			"an item would be refused: its parent %s is not there, or this account can't see it", c.own.Parent)
		return false
	}
	return c.above(found[0].Fields, mine)
}

// above judges a parent against the type of the items. What is not told of it is
// not judged: the creation will.
func (c *backlogCheck) above(p client.Fields, mine client.IssueType) bool {
	over := c.fresh.kind(p.Type.ID)
	far := over.Level != nil && mine.Level != nil && *over.Level != *mine.Level+1
	switch {
	case far && !(mine.Subtask && *over.Level > 0), mine.Subtask && p.Type.Subtask:
		c.found.Wrong("name a parent one level above, or another type",
			"an item would be refused: its parent %s is of type %s, which does not stand above %s", c.own.Parent, p.Type.Name, c.own.issueType())
		return false
	case mine.Subtask && p.Project.Key != "" && p.Project.Key != c.project.Key:
		c.found.Wrong("name a parent in "+c.project.Key,
			"an item would be refused: sub-tasks lie in their parent's project, and %s is in %s, not in %s", c.own.Parent, p.Project.Key, c.project.Key)
		return false
	case far:
		c.found.Look("name a parent one level above", "the parent %s is of type %s, more than one level above %s: some sites refuse that", c.own.Parent, p.Type.Name, c.own.issueType())
	}
	if p.Status.Category.Key == "done" {
		c.found.Look("name one that is open", "the parent %s is closed: new items below it are easily missed", c.own.Parent)
	}
	return true
}
